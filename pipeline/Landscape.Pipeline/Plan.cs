using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>A stage's part of a plan.</summary>
/// <param name="SchemaVersion">Of the stage.</param>
/// <param name="Options">Its sections as canonical JSON, every default filled in.</param>
/// <param name="Values">The same, flat: value by key path.</param>
/// <param name="Files">SHA-256 of the files that the options name, by path relative to the repository.</param>
public sealed record StagePlan(
    int SchemaVersion, JsonNode Options, IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Files);

/// <summary>A configuration as the host bound and validated it (<c>plan</c> command).</summary>
public sealed record Plan(string Config, long Seed, IReadOnlyDictionary<string, StagePlan> Stages)
{
    /// <summary>Sections that no stage reads, as canonical JSON; only those that the configuration has.</summary>
    public IReadOnlyDictionary<string, JsonNode> Host { get; init; } = new Dictionary<string, JsonNode>();

    /// <summary>Reads <c>plan.json</c>.</summary>
    public static Plan Parse(string text)
    {
        var json = JsonNode.Parse(text)!;
        var stages = json["stages"]!.AsObject().ToDictionary(s => s.Key, s => Stage(s.Value!), StringComparer.Ordinal);
        var host = json["host"]!.AsObject().ToDictionary(s => s.Key, s => s.Value!.DeepClone(), StringComparer.Ordinal);
        return new((string)json["config"]!, (long)json["seed"]!, stages) { Host = host };
    }

    private static StagePlan Stage(JsonNode json) => new(
        (int)json["schemaVersion"]!, json["options"]!.DeepClone(), Texts(json["values"]), Texts(json["files"]));

    private static Dictionary<string, string> Texts(JsonNode? node) =>
        node?.AsObject().ToDictionary(p => p.Key, p => (string)p.Value!, StringComparer.Ordinal) ?? [];
}
