using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>
/// Everything that decides a stage's result. Fingerprint = SHA-256 of the canonical JSON of this; comments, key order, unrelated
/// sections, thread count, machine and time are not in it.
/// </summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="SchemaVersion">Of the stage.</param>
/// <param name="Seed">The master seed.</param>
/// <param name="Assemblies">SHA-256 by name (<see cref="AssemblyClosure"/>).</param>
/// <param name="Config">Config values by key path, every default filled in.</param>
/// <param name="Files">SHA-256 by path: files that the options name and StageFile items.</param>
/// <param name="Inputs">Content hash of each upstream table by <c>stage/table</c>.</param>
public sealed record Ingredients(
    string Stage,
    int SchemaVersion,
    long Seed,
    IReadOnlyDictionary<string, string> Assemblies,
    IReadOnlyDictionary<string, string> Config,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyDictionary<string, string> Inputs)
{
    /// <summary>SHA-256 of <see cref="CanonicalJson"/>.</summary>
    public string Fingerprint() => ContentHash.OfText(CanonicalJson.Text(ToJson()));

    /// <summary>As it stands in a manifest.</summary>
    public JsonObject ToJson() => new()
    {
        ["stage"] = Stage,
        ["schemaVersion"] = SchemaVersion,
        ["seed"] = Seed,
        ["assemblies"] = CanonicalJson.Object(Assemblies),
        ["config"] = CanonicalJson.Object(Config),
        ["files"] = CanonicalJson.Object(Files),
        ["inputs"] = CanonicalJson.Object(Inputs),
    };

    /// <summary>Reads it back from a manifest.</summary>
    public static Ingredients FromJson(JsonNode node) => new(
        (string)node["stage"]!,
        (int)node["schemaVersion"]!,
        (long)node["seed"]!,
        Texts(node["assemblies"]),
        Texts(node["config"]),
        Texts(node["files"]),
        Texts(node["inputs"]));

    /// <summary>What differs, in a fixed order.</summary>
    public IReadOnlyList<IngredientChange> ChangesSince(Ingredients old) =>
    [
        .. Difference("schema version", "", $"{old.SchemaVersion}", $"{SchemaVersion}"),
        .. Difference("seed", "", $"{old.Seed}", $"{Seed}"),
        .. Differences("config", old.Config, Config),
        .. Differences(IngredientChange.Code, old.Assemblies, Assemblies),
        .. Differences("file", old.Files, Files),
        .. Differences(IngredientChange.Input, old.Inputs, Inputs),
    ];

    private static SortedDictionary<string, string> Texts(JsonNode? node) =>
        new(node?.AsObject().ToDictionary(p => p.Key, p => (string)p.Value!) ?? [], StringComparer.Ordinal);

    private static IEnumerable<IngredientChange> Differences(string kind, IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> now) =>
        old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .SelectMany(key => Difference(kind, key, old.GetValueOrDefault(key), now.GetValueOrDefault(key)));

    private static IEnumerable<IngredientChange> Difference(string kind, string key, string? old, string? now) =>
        old == now ? [] : [new(kind, key, old, now)];
}
