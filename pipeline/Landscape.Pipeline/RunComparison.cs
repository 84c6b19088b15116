using System.Globalization;
using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>A table in two runs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">In the first run; null if it is not there.</param>
/// <param name="To">In the second run.</param>
/// <param name="SameRows">Whether schema and rows are the same; bytes may differ still, because a file names its fingerprint.</param>
public sealed record TableDifference(string Name, LockedTable? From, LockedTable? To, bool SameRows);

/// <summary>A stage in two runs.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="Tables">Its tables.</param>
/// <param name="Why">The ingredients that differ.</param>
public sealed record StageDifference(string Stage, IReadOnlyList<TableDifference> Tables, IReadOnlyList<IngredientChange> Why)
{
    /// <summary>Whether all rows are the same.</summary>
    public bool SameRows => Tables.All(t => t.SameRows);
}

/// <summary>The Diff target: which tables of two runs differ and why, and how the claims moved.</summary>
public sealed class RunComparison(Repository repository)
{
    /// <summary>Exit code of runs that differ.</summary>
    public const int Different = 1;

    private const int ShownReasons = 3;
    private const string ClaimsTable = "claims";
    private const string ClaimsQuery = "SELECT claim, statement, verdict, trials, confirmed, lower, upper FROM report.claims";

    /// <summary>Compares two runs; exit code 0 if all rows are the same.</summary>
    /// <param name="from">A configuration or the path of a run lock.</param>
    /// <param name="to">The other one.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="PipelineException">There is no such run, or its claims are damaged.</exception>
    public Answer Compare(string from, string to, CancellationToken cancellation)
    {
        var (first, second) = (RecordedRun.Find(repository, from), RecordedRun.Find(repository, to));
        var stages = Stages(first, second);
        var claims = Moved(Claims(first, cancellation), Claims(second, cancellation));
        var equal = stages.All(s => s.SameRows);
        var verdict = equal
            ? "equal: every table has the same rows"
            : $"different: {string.Join(", ", stages.Where(s => !s.SameRows).Select(s => s.Stage))}";
        return new(equal ? 0 : Different, [.. stages.SelectMany(Lines), .. ClaimLines(claims), verdict], new JsonObject
        {
            ["from"] = first.Name,
            ["to"] = second.Name,
            ["equal"] = equal,
            ["stages"] = new JsonArray([.. stages.Select(ToJson)]),
            ["claims"] = new JsonArray([.. claims.Select(c => new JsonObject { ["claim"] = c.Claim, ["statement"] = c.Statement, ["from"] = c.From?.DeepClone(), ["to"] = c.To?.DeepClone() })]),
        });
    }

    /// <summary>Every stage of either run.</summary>
    public static IReadOnlyList<StageDifference> Stages(RecordedRun from, RecordedRun to) =>
        [.. from.Lock.Stages.Keys.Union(to.Lock.Stages.Keys).Order(StringComparer.Ordinal).Select(s => Stage(s, from, to))];

    private static StageDifference Stage(string stage, RecordedRun from, RecordedRun to)
    {
        var (old, now) = (from.ManifestOf(stage), to.ManifestOf(stage));
        var (oldTables, nowTables) = (Tables(stage, from), Tables(stage, to));
        var tables = oldTables.Keys.Union(nowTables.Keys).Order(StringComparer.Ordinal).Select(name =>
        {
            var (a, b) = (oldTables.GetValueOrDefault(name), nowTables.GetValueOrDefault(name));
            var content = old?.Tables.GetValueOrDefault(name)?.Content;
            var same = a is not null && b is not null && (a.Sha256 == b.Sha256 || (content is not null && content == now?.Tables.GetValueOrDefault(name)?.Content));
            return new TableDifference(name, a, b, same);
        });
        return new(stage, [.. tables], old is null || now is null ? [] : now.Ingredients.ChangesSince(old.Ingredients));
    }

    private static IReadOnlyDictionary<string, LockedTable> Tables(string stage, RecordedRun run) =>
        run.Lock.Stages.TryGetValue(stage, out var locked) ? locked.Tables : new Dictionary<string, LockedTable>();

    /// <summary>Verdict and numbers by claim and statement; empty if the run has no report.</summary>
    private Dictionary<(string Claim, string Statement), JsonObject> Claims(RecordedRun run, CancellationToken cancellation) =>
        !Tables(ReportPublisher.Stage, run).ContainsKey(ClaimsTable)
            ? []
            : new HostQuery(repository).Rows(run, ClaimsQuery, cancellation).ToDictionary(r => ((string)r[0]!, (string)r[1]!), r => new JsonObject
            {
                ["verdict"] = r[2]!.DeepClone(),
                ["trials"] = r[3]!.DeepClone(),
                ["confirmed"] = r[4]!.DeepClone(),
                ["lower"] = r[5]!.DeepClone(),
                ["upper"] = r[6]!.DeepClone(),
            });

    private static IReadOnlyList<(string Claim, string Statement, JsonObject? From, JsonObject? To)> Moved(
        Dictionary<(string Claim, string Statement), JsonObject> from, Dictionary<(string Claim, string Statement), JsonObject> to) =>
    [
        .. from.Keys.Union(to.Keys).OrderBy(k => k.Claim, StringComparer.Ordinal)
            .Select(k => (k.Claim, k.Statement, From: from.GetValueOrDefault(k), To: to.GetValueOrDefault(k)))
            .Where(c => !JsonNode.DeepEquals(c.From, c.To)),
    ];

    private static IEnumerable<string> Lines(StageDifference stage)
    {
        var different = stage.Tables.Count(t => !t.SameRows);
        yield return different > 0 ? $"{stage.Stage}: {different} of {stage.Tables.Count} tables differ"
            : stage.Why.Count > 0 ? $"{stage.Stage}: the same rows, made otherwise"
            : $"{stage.Stage}: equal";
        foreach (var table in stage.Tables.Where(t => !t.SameRows))
        {
            yield return $"  {table.Name}: {Shown(table.From)} -> {Shown(table.To)}";
        }

        if (stage.Why.Count > 0)
        {
            yield return $"  why: {string.Join("; ", stage.Why.Take(ShownReasons))}{(stage.Why.Count > ShownReasons ? $"; and {stage.Why.Count - ShownReasons} more" : "")}";
        }
    }

    private static IEnumerable<string> ClaimLines(IReadOnlyList<(string Claim, string Statement, JsonObject? From, JsonObject? To)> claims) =>
        claims.SelectMany(c => new[] { $"{c.Claim}: {c.Statement}", $"  {Shown(c.From)}", $"  -> {Shown(c.To)}" });

    private static string Shown(LockedTable? table) =>
        table is null ? "(none)" : string.Create(CultureInfo.InvariantCulture, $"{table.Rows} rows, sha256 {table.Sha256[..Math.Min(12, table.Sha256.Length)]}");

    private static string Shown(JsonObject? claim) => claim is null ? "(none)" : string.Create(
        CultureInfo.InvariantCulture,
        $"{(long)claim["confirmed"]!} of {(long)claim["trials"]!} [{(double)claim["lower"]!:0.####}, {(double)claim["upper"]!:0.####}]: {(string)claim["verdict"]!}");

    private static JsonObject ToJson(StageDifference stage) => new()
    {
        ["stage"] = stage.Stage,
        ["sameRows"] = stage.SameRows,
        ["tables"] = new JsonArray([.. stage.Tables.Select(t => new JsonObject
        {
            ["table"] = t.Name,
            ["sameRows"] = t.SameRows,
            ["from"] = ToJson(t.From),
            ["to"] = ToJson(t.To),
        })]),
        ["why"] = new JsonArray([.. stage.Why.Select(c => c.ToJson(null))]),
    };

    private static JsonObject? ToJson(LockedTable? table) => table is null ? null : new() { ["rows"] = table.Rows, ["sha256"] = table.Sha256 };
}
