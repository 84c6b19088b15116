using System.Globalization;
using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>
/// The Torture target: the fault tests at full size. They write every fault that they try into a journal, a line of JSON each; here the
/// journal is followed while it grows, then counted.
/// </summary>
/// <param name="repository">The clone.</param>
/// <param name="say">Gets the lines to show.</param>
public sealed class Torture(Repository repository, Action<string> say)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>Faults of a kind.</summary>
    /// <param name="Kind">The kind.</param>
    /// <param name="Tried">How many were tried.</param>
    /// <param name="Noticed">How many had an effect that was named.</param>
    /// <param name="Wrong">How many let something wrong pass for good.</param>
    /// <param name="Seconds">How long they took together.</param>
    /// <param name="Outlived">The longest time, in seconds, that a process outlived its run; null where that was not watched.</param>
    public sealed record Count(string Kind, int Tried, int Noticed, int Wrong, double Seconds, double? Outlived);

    private string Folder => repository.Absolute("artifacts/torture");

    private string Journal => Path.Combine(Folder, "journal.jsonl");

    /// <summary>Runs the tests and writes <c>artifacts/torture/torture.json</c>.</summary>
    /// <returns>The exit code: 0 if all tests passed and no result was wrong.</returns>
    public int Run(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Journal, "");
        var start = ChildProcess.DotNet(repository, "test", repository.Absolute("tests/Landscape.Faults.Tests/bin/Release/net10.0/Landscape.Faults.Tests.dll"), "--nologo");
        (start.Environment["LANDSCAPE_TORTURE"], start.Environment["LANDSCAPE_TORTURE_JOURNAL"]) = ("full", Journal);
        int exitCode;
        using (new Timer(_ => say($"tried so far: {Line(CountsOf(Journal))}"), null, Period, Period))
        {
            exitCode = ChildProcess.Run(start, cancellation);
        }

        var counts = CountsOf(Journal);
        AtomicFile.Write(Path.Combine(Folder, "torture.json"), CanonicalJson.Indented(ToJson(counts, exitCode == 0)));
        Table(counts).ToList().ForEach(say);
        return exitCode == 0 && counts.All(c => c.Wrong == 0) ? 0 : 1;
    }

    /// <summary>Counts a journal by kind, in the order in which kinds first appear.</summary>
    public static IReadOnlyList<Count> CountsOf(string journal)
    {
        using var reader = new StreamReader(new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var lines = reader.ReadToEnd().Split('\n');
        return [.. lines.SkipLast(1).Select(l => JsonNode.Parse(l)!).GroupBy(f => (string)f["kind"]!).Select(Of)]; // the last one is empty, or being written
    }

    /// <summary>The table that a person reads.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<Count> counts) => counts
        .Append(new("all", counts.Sum(c => c.Tried), counts.Sum(c => c.Noticed), counts.Sum(c => c.Wrong), counts.Sum(c => c.Seconds), counts.Max(c => c.Outlived)))
        .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Kind,-30} {c.Tried,7} {c.Noticed,8} {c.Wrong,14} {c.Outlived,10:0.0} {c.Seconds,8:0}"))
        .Prepend($"{"fault",-30} {"tried",7} {"noticed",8} {"wrong results",14} {"last after",10} {"seconds",8}");

    private static Count Of(IGrouping<string, JsonNode> faults) =>
        new(faults.Key, faults.Count(), faults.Count(f => (bool)f["noticed"]!), faults.Count(f => (bool)f["wrong"]!), Math.Round(faults.Sum(f => (double)f["seconds"]!), 1), faults.Max(f => (double?)f["outlived"]));

    private static string Line(IReadOnlyList<Count> counts) => string.Join(", ", counts.Select(c => $"{c.Kind} {c.Tried}"));

    private static JsonObject ToJson(IReadOnlyList<Count> counts, bool passed) => new()
    {
        ["passed"] = passed,
        ["kinds"] = new JsonArray([.. counts.Select(c => new JsonObject
        {
            ["kind"] = c.Kind,
            ["tried"] = c.Tried,
            ["noticed"] = c.Noticed,
            ["wrong"] = c.Wrong,
            ["seconds"] = c.Seconds,
            ["outlived"] = c.Outlived,
        })]),
    };
}
