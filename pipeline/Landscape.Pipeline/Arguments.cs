using System.Globalization;

namespace Landscape.Pipeline;

/// <summary>What a person typed, checked.</summary>
/// <param name="Config">The configuration; null where none was named.</param>
/// <param name="Stage">The stage to end with; null for all.</param>
/// <param name="Jobs">How many threads a run may use.</param>
/// <param name="Shards">How many shards a long activity is cut into, at most.</param>
public sealed record Arguments(string? Config, string? Stage, int Jobs, int Shards)
{
    private const int DefaultShards = 64;

    /// <summary>The text of the Help target.</summary>
    public const string Help = """
        --target=NAME   what to do (default: Default)
        --config=NAME   the configuration configs/NAME.yml (default: default; Status: all)
        --stage=NAME    only this stage and what it needs (Default, Status, Why)
        --jobs=N        how many threads to use (default: all processors)
        --shards=N      how many parts a long stage is cut into, each of which is kept when it is finished (default: 64); changes no result
        --executor=NAME local, or slurm: the parts of long stages go out as jobs of a cluster; changes no result
        --json          one JSON document on standard output (Status, Why, Verify, Query, Diff, Clean)
        --sql=TEXT      a SELECT over the run's tables, such as generate.problems (Query; default: list the tables)
        --format=NAME   table, csv or json (Query; default: table)
        --out=FILE      write the answer there (Query)
        --from=RUN      a configuration or the path of a run.lock.json (Diff)
        --to=RUN        the run to compare it with (Diff)
        --dirty         also from a working tree that differs from its commit (Bundle)
        --bag=PATH      a bundle, unpacked or not (Import)
        --before=STAGE  take only what this stage does not decide (Import)
        --apply         delete what is listed (Clean; default: only list it)
        """;

    private const string DefaultTarget = "Default";

    /// <summary>What Cake itself understands passes through.</summary>
    private static readonly string[] OfCake = ["--verbosity"];

    private static readonly string[] Flags = ["--json", "--apply", "--dirty"];

    private static readonly string[] Texts = ["--sql", "--out", "--from", "--to", "--bag"];

    private static readonly string[] Formats = ["table", "csv", "json"];

    /// <summary>Every argument with the targets that it belongs to.</summary>
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["--target"] = [],
        ["--config"] = [DefaultTarget, "Status", "Why", "Verify", "Query", "Bundle"],
        ["--stage"] = [DefaultTarget, "Status", "Why"],
        ["--jobs"] = [DefaultTarget],
        ["--shards"] = [DefaultTarget],
        ["--executor"] = [DefaultTarget],
        ["--json"] = ["Status", "Why", "Verify", "Query", "Diff", "Clean"],
        ["--sql"] = ["Query"],
        ["--format"] = ["Query"],
        ["--out"] = ["Query"],
        ["--from"] = ["Diff"],
        ["--to"] = ["Diff"],
        ["--apply"] = ["Clean"],
        ["--dirty"] = ["Bundle"],
        ["--bag"] = ["Import"],
        ["--before"] = ["Import"],
    };

    /// <summary>Where the shards of long stages are computed.</summary>
    public string Executor { get; init; } = RunSettings.LocalExecutor;

    /// <summary>Whether the answer is one JSON document.</summary>
    public bool Json { get; init; }

    /// <summary>The statement of a query; null lists the tables.</summary>
    public string? Sql { get; init; }

    /// <summary>How a query's rows are written: table, csv or json.</summary>
    public string Format { get; init; } = "table";

    /// <summary>The file that a query's rows go to; null for standard output.</summary>
    public string? Out { get; init; }

    /// <summary>The run that a comparison starts from: a configuration or the path of a run lock.</summary>
    public string? From { get; init; }

    /// <summary>The run that it is compared with.</summary>
    public string? To { get; init; }

    /// <summary>Whether a working tree that differs from its commit is bundled, with its difference.</summary>
    public bool Dirty { get; init; }

    /// <summary>The bundle to import.</summary>
    public string? Bag { get; init; }

    /// <summary>The first stage that is not imported; null for all.</summary>
    public string? Before { get; init; }

    /// <summary>Whether cleaning deletes what it lists.</summary>
    public bool Apply { get; init; }

    /// <summary>Checks names and values.</summary>
    /// <param name="given">Values by argument name without dashes.</param>
    /// <param name="targets">The targets that exist.</param>
    /// <param name="configs">The configurations that exist.</param>
    /// <param name="stages">The stages that exist.</param>
    /// <exception cref="PipelineException">With every error, one a line, each with the nearest valid name.</exception>
    public static Arguments Parse(
        IEnumerable<KeyValuePair<string, ICollection<string>>> given,
        IReadOnlyCollection<string> targets,
        IReadOnlyCollection<string> configs,
        IReadOnlyCollection<string> stages)
    {
        var values = given.ToDictionary(g => "--" + g.Key.ToLowerInvariant(), g => g.Value.LastOrDefault() ?? "", StringComparer.Ordinal);
        var target = values.GetValueOrDefault("--target", DefaultTarget);
        var errors = values.Keys.Except(Known.Keys).Except(OfCake).Select(k => Suggestion.Unknown("argument", k, Known.Keys))
            .Concat(UnknownValue("target", values.GetValueOrDefault("--target"), targets, StringComparer.OrdinalIgnoreCase))
            .Concat(UnknownValue("config", values.GetValueOrDefault("--config"), configs, StringComparer.Ordinal))
            .Concat(UnknownValue("stage", values.GetValueOrDefault("--stage"), stages, StringComparer.Ordinal))
            .Concat(UnknownValue("executor", values.GetValueOrDefault("--executor"), RunSettings.Executors, StringComparer.Ordinal))
            .Concat(UnknownValue("format", values.GetValueOrDefault("--format"), Formats, StringComparer.Ordinal))
            .Concat(targets.Where(t => t.Equals(target, StringComparison.OrdinalIgnoreCase)).SelectMany(t => Misplaced(values.Keys, t)))
            .Concat(Flags.Where(f => values.GetValueOrDefault(f, "") is not ("" or "true")).Select(f => $"{f}={values[f]}: {f} takes no value"))
            .Concat(Texts.Where(a => values.GetValueOrDefault(a) == "").Select(a => $"{a} needs a value"))
            .Concat(UnknownValue("stage", values.GetValueOrDefault("--before"), stages, StringComparer.Ordinal))
            .ToList();
        var jobs = Count("--jobs", values, Environment.ProcessorCount, errors);
        var shards = Count("--shards", values, DefaultShards, errors);
        return errors.Count > 0
            ? throw new PipelineException(string.Join('\n', errors), PipelineException.Refused)
            : new(values.GetValueOrDefault("--config"), values.GetValueOrDefault("--stage"), jobs, shards)
            {
                Executor = values.GetValueOrDefault("--executor", RunSettings.LocalExecutor),
                Json = values.ContainsKey("--json"),
                Sql = values.GetValueOrDefault("--sql"),
                Format = values.GetValueOrDefault("--format", values.ContainsKey("--json") ? "json" : "table"),
                Out = values.GetValueOrDefault("--out"),
                From = values.GetValueOrDefault("--from"),
                To = values.GetValueOrDefault("--to"),
                Apply = values.ContainsKey("--apply"),
                Dirty = values.ContainsKey("--dirty"),
                Bag = values.GetValueOrDefault("--bag"),
                Before = values.GetValueOrDefault("--before"),
            };
    }

    private static int Count(string name, Dictionary<string, string> values, int usual, List<string> errors)
    {
        if (!values.TryGetValue(name, out var text))
        {
            return usual;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
        {
            errors.Add($"{name}={text}: expected a whole number of at least 1");
        }

        return count;
    }

    private static IEnumerable<string> UnknownValue(string kind, string? value, IReadOnlyCollection<string> valid, StringComparer comparer) =>
        value is null || valid.Contains(value, comparer) ? [] : [Suggestion.Unknown(kind, value, valid)];

    private static IEnumerable<string> Misplaced(IEnumerable<string> names, string target)
    {
        bool Fits(string name) => Known[name].Contains(target);
        var fitting = Known.Keys.Where(Fits).ToList();
        return names.Where(n => n != "--target" && Known.ContainsKey(n) && !Fits(n)).Select(n =>
            $"{n} does not belong to {target} but to {string.Join(", ", Known[n])}; {target} takes {(fitting.Count == 0 ? "none" : string.Join(", ", fitting))}");
    }
}
