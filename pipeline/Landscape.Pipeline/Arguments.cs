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
        --stage=NAME    only this stage and what it needs
        --jobs=N        how many threads to use (default: all processors)
        --shards=N      how many parts a long stage is cut into, each of which is kept when it is finished (default: 64); changes no result
        """;

    private static readonly string[] Known = ["--target", "--config", "--stage", "--jobs", "--shards"];

    /// <summary>What Cake itself understands passes through.</summary>
    private static readonly string[] OfCake = ["--verbosity"];

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
        var errors = values.Keys.Except(Known).Except(OfCake).Select(k => Suggestion.Unknown("argument", k, Known))
            .Concat(UnknownValue("target", values.GetValueOrDefault("--target"), targets, StringComparer.OrdinalIgnoreCase))
            .Concat(UnknownValue("config", values.GetValueOrDefault("--config"), configs, StringComparer.Ordinal))
            .Concat(UnknownValue("stage", values.GetValueOrDefault("--stage"), stages, StringComparer.Ordinal))
            .ToList();
        var jobs = Count("--jobs", values, Environment.ProcessorCount, errors);
        var shards = Count("--shards", values, DefaultShards, errors);
        return errors.Count == 0
            ? new(values.GetValueOrDefault("--config"), values.GetValueOrDefault("--stage"), jobs, shards)
            : throw new PipelineException(string.Join('\n', errors), PipelineException.Refused);
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
}
