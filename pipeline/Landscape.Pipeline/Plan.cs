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
/// <param name="Config">The configuration's name.</param>
/// <param name="Seed">The master seed.</param>
/// <param name="Stages">By stage name.</param>
/// <param name="ConfigSha256">Of the bytes of the configuration that the host read.</param>
/// <param name="Text">As the host wrote it.</param>
public sealed record Plan(string Config, long Seed, IReadOnlyDictionary<string, StagePlan> Stages, string ConfigSha256 = "", string Text = "")
{
    /// <summary>Sections that no stage reads, as canonical JSON; only those that the configuration has.</summary>
    public IReadOnlyDictionary<string, JsonNode> Host { get; init; } = new Dictionary<string, JsonNode>();

    /// <summary>The plan of the run that is going on: what the configuration becomes while it runs does not reach it.</summary>
    public static Plan OfRun(Repository repository, string config) =>
        SealedFile.Read(FileOfRun(repository, config)) is { } text && Parse(text) is var plan && plan.Config == config
            ? plan
            : throw new PipelineException($"{repository.Relative(FileOfRun(repository, config))} was removed or damaged while the run went on; run again");

    /// <summary>Keeps the plan for the tasks of a run. Only for the holder of the <see cref="RepositoryLock"/>.</summary>
    public void SaveForRun(Repository repository) => SealedFile.Write(FileOfRun(repository, Config), Text);

    /// <summary>Reads <c>plan.json</c>.</summary>
    public static Plan Parse(string text)
    {
        var json = JsonNode.Parse(text)!;
        var stages = json["stages"]!.AsObject().ToDictionary(s => s.Key, s => Stage(s.Value!), StringComparer.Ordinal);
        var host = json["host"]!.AsObject().ToDictionary(s => s.Key, s => s.Value!.DeepClone(), StringComparer.Ordinal);
        return new((string)json["config"]!, (long)json["seed"]!, stages, (string)json["configSha256"]!, text) { Host = host };
    }

    private static string FileOfRun(Repository repository, string config) => Path.Combine(repository.State, "plans", config + ".run.json");

    private static StagePlan Stage(JsonNode json) => new(
        (int)json["schemaVersion"]!, json["options"]!.DeepClone(), Texts(json["values"]), Texts(json["files"]));

    private static Dictionary<string, string> Texts(JsonNode? node) =>
        node?.AsObject().ToDictionary(p => p.Key, p => (string)p.Value!, StringComparer.Ordinal) ?? [];
}
