using System.Text.Json.Nodes;

namespace Landscape.Pipeline.Bundling;

/// <summary>What a run was computed with, gathered from its manifests: nothing of the machine that bundles it.</summary>
public static class RunEnvironment
{
    /// <summary><c>environment.json</c>: commit, SDK pin, host and tools by stage where they differ, seed.</summary>
    public static JsonObject Record(BundledRun run, SourceSnapshot source) => new()
    {
        ["commit"] = source.Commit,
        ["dirty"] = source.Changed.Count > 0,
        ["changed"] = new JsonArray([.. source.Changed.Select(c => JsonValue.Create(c))]),
        ["config"] = run.Config,
        ["seed"] = run.Plan.Seed,
        ["sdk"] = JsonNode.Parse(source.Files["global.json"].Text())!["sdk"]!.DeepClone(),
        ["hosts"] = Distinct(run, "host"),
        ["tools"] = Distinct(run, "tools"),
        ["seconds"] = new JsonObject(run.Stages.Select(s => KeyValuePair.Create(s.Stage.Name, (JsonNode?)JsonValue.Create(s.Entry.Manifest.DurationSeconds)))),
        ["locks"] = new JsonArray([.. source.Files.Keys.Where(IsLock).Select(p => JsonValue.Create("source/" + p))]),
    };

    /// <summary>Name and version of every tool that a stage recorded.</summary>
    public static SortedDictionary<string, string> Tools(BundledRun run) => new(
        run.Stages.SelectMany(s => s.Record["tools"]!.AsObject()).GroupBy(t => t.Key)
            .ToDictionary(t => t.Key, t => string.Join(", ", t.Select(v => (string)v.Value!).Distinct().Order(StringComparer.Ordinal))),
        StringComparer.Ordinal);

    private static bool IsLock(string path) =>
        path is "global.json" or ".config/dotnet-tools.json" or "Directory.Packages.props" || path.EndsWith("packages.lock.json", StringComparison.Ordinal)
        || path.EndsWith("package-lock.json", StringComparison.Ordinal);

    /// <summary>Each different record once, with the stages that have it.</summary>
    private static JsonArray Distinct(BundledRun run, string key) => new(
    [
        .. run.Stages.GroupBy(s => CanonicalJson.Text(s.Record[key])).Select(g => new JsonObject
        {
            ["stages"] = new JsonArray([.. g.Select(s => JsonValue.Create(s.Stage.Name))]),
            [key] = JsonNode.Parse(g.Key),
        }),
    ]);
}
