using System.Collections;
using System.Reflection;
using System.Text.Json;
using Landscape.Artifacts;

namespace Landscape.Staging.Hosting;

/// <summary>
/// Keeps the rows of an activity's finished shards. A shard is a folder with a Parquet file for each table and a receipt, moved into place as a whole; it is
/// used only if the receipt is its own and every file has the hash that the receipt names. Any number of processes may write at once: the first to move wins.
/// </summary>
/// <param name="folder">Where the activity's shards are kept; made when the first is.</param>
/// <param name="activity">The activity.</param>
/// <param name="rows">The row record of each of the stage's tables.</param>
/// <param name="origin">Stage and fingerprint.</param>
/// <param name="time">The clock.</param>
internal sealed class ShardStore(string folder, string activity, IReadOnlyDictionary<string, Type> rows, TableOrigin origin, TimeProvider time)
{
    private static readonly MethodInfo ReadAnyRows = typeof(ShardStore).GetMethod(nameof(ReadRows), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>The name of an activity's folder.</summary>
    public static string FolderName(string activity) => activity.Replace(' ', '-');

    /// <summary>Why attempts at shards failed.</summary>
    public ShardFailures Failures { get; } = new(folder);

    /// <summary>The folders that look like shards, by first item; of those that begin together, the longest first.</summary>
    public IReadOnlyList<Shard> Present() => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateDirectories(folder)
            .Select(path => Shard.Named(Path.GetFileName(path))).OfType<Shard>()
            .OrderBy(shard => shard.First).ThenByDescending(shard => shard.Count),
    ];

    /// <summary>Whether a shard's folder is there: a look that costs nothing and proves nothing.</summary>
    public bool Has(Shard shard) => Directory.Exists(PathOf(shard));

    /// <summary>The outputs of a shard's items, or null if it is not there.</summary>
    /// <exception cref="IOException">It is there and cannot be used; the message says why.</exception>
    public StageOutput[]? Load(Shard shard)
    {
        if (!Has(shard))
        {
            return null;
        }

        try
        {
            var receipt = ReadReceipt(shard);
            return Split(receipt, receipt.Sha256.ToDictionary(t => t.Key, t => Verified(shard, t.Key, t.Value), StringComparer.Ordinal));
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or UnauthorizedAccessException)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    /// <summary>Keeps the outputs of a shard's items. If the same shard was kept by another process meanwhile, that one stays.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="outputs">Of its items, in order.</param>
    /// <param name="attempt">Which attempt made it.</param>
    /// <exception cref="NondeterministicShardException">The other one has other rows.</exception>
    public void Save(Shard shard, IReadOnlyList<StageOutput> outputs, int attempt)
    {
        using var partial = PartialFolder.In(folder, $"{shard.Name}-attempt-{attempt}");
        var names = outputs.SelectMany(o => o.Tables.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var hashes = names.ToDictionary(name => name, name => ParquetTable.Write(FileOf(partial.Path, name), rows[name], Joined(outputs, name), origin).Sha256);
        var counts = outputs.Select(o => new SortedDictionary<string, int>(o.Tables.ToDictionary(t => t.Key, t => t.Value.Rows.Count), StringComparer.Ordinal));
        var receipt = new ShardReceipt(
            origin.Fingerprint, activity, shard.Name, new SortedDictionary<string, string>(hashes, StringComparer.Ordinal), [.. counts], attempt);
        receipt.Write(partial.Path);
        MoveIntoPlace(partial.Path, shard, receipt);
    }

    /// <summary>Removes a shard that cannot be used; at once, as another process may be about to put a good one in its place.</summary>
    public void Discard(Shard shard)
    {
        using var aside = PartialFolder.In(folder, $"{shard.Name}-damaged");
        try
        {
            Directory.Move(PathOf(shard), Path.Combine(aside.Path, shard.Name));
        }
        catch (DirectoryNotFoundException)
        {
            // another process removed it first
        }
    }

    /// <summary>Removes what dead processes left.</summary>
    public void Sweep() => PartialFolder.Sweep(folder, time.GetUtcNow());

    // A rename onto a folder that holds something fails, so that the first one wins.
    private void MoveIntoPlace(string partial, Shard shard, ShardReceipt receipt)
    {
        try
        {
            Directory.Move(partial, PathOf(shard));
        }
        catch (IOException) when (Has(shard))
        {
            if (receipt.DifferenceTo(ReadReceipt(shard)) is { } difference)
            {
                throw new NondeterministicShardException(shard, difference);
            }
        }
    }

    private ShardReceipt ReadReceipt(Shard shard)
    {
        var receipt = ShardReceipt.Read(PathOf(shard));
        return (receipt.Fingerprint, receipt.Activity, receipt.Shard, receipt.Items.Count) == (origin.Fingerprint, activity, shard.Name, shard.Count)
            ? receipt
            : throw new IOException($"{ShardReceipt.FileName} is that of {receipt.Activity} {receipt.Shard} of {receipt.Fingerprint}");
    }

    private string PathOf(Shard shard) => Path.Combine(folder, shard.Name);

    private static string FileOf(string path, string table) => Path.Combine(path, $"{table}.parquet");

    private IList Joined(IEnumerable<StageOutput> outputs, string table)
    {
        var list = NewList(table);
        foreach (var row in outputs.Where(o => o.Tables.ContainsKey(table)).SelectMany(o => o.Tables[table].Rows.Cast<object>()))
        {
            list.Add(row);
        }

        return list;
    }

    private IList NewList(string table) => (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(rows[table]))!;

    private IList Verified(Shard shard, string table, string sha256)
    {
        var file = FileOf(PathOf(shard), table);
        var found = ContentHash.OfFile(file);
        return found == sha256
            ? (IList)ReadAnyRows.MakeGenericMethod(rows[table]).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [file], null)!
            : throw new IOException($"{table}.parquet has SHA-256 {found}, expected {sha256}");
    }

    private static List<TRow> ReadRows<TRow>(string file)
        where TRow : class => [.. ParquetTable.Read<TRow>(file)];

    private StageOutput[] Split(ShardReceipt receipt, Dictionary<string, IList> tables)
    {
        var position = tables.Keys.ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        return [.. receipt.Items.Select(counts => counts.Aggregate(new StageOutput(), (output, count) =>
        {
            var part = NewList(count.Key);
            var first = position[count.Key];
            position[count.Key] = first + count.Value;
            Enumerable.Range(first, count.Value).ToList().ForEach(i => part.Add(tables[count.Key][i]));
            return output.Add(count.Key, rows[count.Key], part);
        }))];
    }
}

/// <summary>The same shard of the same fingerprint came out twice with different rows: the stage depends on something that it must not depend on.</summary>
internal sealed class NondeterministicShardException(Shard shard, string difference)
    : Exception($"shard {shard.Name} was computed twice with different results: {difference}; the stage is not deterministic, or a machine computes wrongly");
