using System.Globalization;
using System.Text.Json;

namespace Landscape.Staging.Hosting;

/// <summary>An item that failed.</summary>
internal sealed record FailedItem(string Item, string Cause);

/// <summary>Why an attempt at a shard ended without it.</summary>
/// <param name="Shard">The shard's name.</param>
/// <param name="Attempt">The attempt, from 1.</param>
/// <param name="Cause">In one line.</param>
/// <param name="Items">The items that failed; none if the attempt failed as a whole.</param>
/// <param name="Log">The attempt's log file.</param>
internal sealed record ShardFailure(string Shard, int Attempt, string Cause, IReadOnlyList<FailedItem> Items, string Log);

/// <summary>The records <c>&lt;shard&gt;.failed-&lt;attempt&gt;.json</c> beside the shards of an activity. They explain; they decide nothing.</summary>
internal sealed class ShardFailures(string folder)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes a record; a reader sees all of it or nothing.</summary>
    public void Write(ShardFailure failure)
    {
        using var partial = PartialFolder.In(folder, $"{failure.Shard}-failed");
        var file = Path.Combine(partial.Path, "failure.json");
        File.WriteAllText(file, JsonSerializer.Serialize(failure, Form));
        File.Move(file, PathOf(failure.Shard, failure.Attempt.ToString(CultureInfo.InvariantCulture)), overwrite: true);
    }

    /// <summary>The record of the latest attempt that left one, or null.</summary>
    public ShardFailure? Latest(Shard shard) => FilesOf(shard).Select(Read).OfType<ShardFailure>().MaxBy(failure => failure.Attempt);

    /// <summary>Removes a shard's records: those of an earlier run explain nothing of this one.</summary>
    public void Forget(Shard shard) => FilesOf(shard).ToList().ForEach(File.Delete);

    private string PathOf(string shard, string attempt) => Path.Combine(folder, $"{shard}.failed-{attempt}.json");

    private IEnumerable<string> FilesOf(Shard shard) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, Path.GetFileName(PathOf(shard.Name, "*"))) : [];

    private static ShardFailure? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<ShardFailure>(File.ReadAllBytes(file), Form);
        }
        catch (Exception failure) when (failure is JsonException or IOException)
        {
            return null;
        }
    }
}
