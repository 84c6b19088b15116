using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>A stage's entry in the run lock.</summary>
/// <param name="Fingerprint">Of the store entry.</param>
/// <param name="Path">Of the store entry, relative to the repository.</param>
/// <param name="Tables">Its tables.</param>
public sealed record LockedStage(string Fingerprint, string Path, IReadOnlyDictionary<string, LockedTable> Tables);

/// <summary>A table in the run lock.</summary>
public sealed record LockedTable(string File, string Sha256, long Rows);

/// <summary>
/// <c>artifacts/runs/&lt;config&gt;/run.lock.json</c>: which store entries make up the latest run of a configuration. The one entry
/// point for people, scripts and later verification; its format is a contract.
/// </summary>
public sealed record RunLock(string Config, long Seed, IReadOnlyDictionary<string, LockedStage> Stages)
{
    /// <summary>The lock of a configuration; null if it never ran or the file is not readable.</summary>
    public static RunLock? Load(Repository repository, string config) => Read(repository.RunLock(config));

    /// <summary>The lock in a file; null if there is none or it is not readable.</summary>
    public static RunLock? Read(string file)
    {
        try
        {
            var json = JsonNode.Parse(File.ReadAllText(file))!;
            var stages = json["stages"]!.AsObject().ToDictionary(s => s.Key, s => Stage(s.Value!), StringComparer.Ordinal);
            return new((string)json["config"]!, (long)json["seed"]!, stages);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Text.Json.JsonException or InvalidOperationException or NullReferenceException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The lock entry of a store entry.</summary>
    public static LockedStage Of(Repository repository, StoreEntry entry) => new(
        entry.Manifest.Fingerprint,
        repository.Relative(entry.Folder),
        entry.Manifest.Tables.ToDictionary(t => t.Key, t => new LockedTable(t.Value.File, t.Value.Sha256, t.Value.Rows), StringComparer.Ordinal));

    /// <summary>Writes the lock, whole or not at all.</summary>
    public void Save(Repository repository) => AtomicFile.Write(repository.RunLock(Config), CanonicalJson.Indented(ToJson()));

    private static LockedStage Stage(JsonNode json) => new(
        (string)json["fingerprint"]!,
        (string)json["path"]!,
        json["tables"]!.AsObject().ToDictionary(
            t => t.Key,
            t => new LockedTable((string)t.Value!["file"]!, (string)t.Value["sha256"]!, (long)t.Value["rows"]!),
            StringComparer.Ordinal));

    private JsonObject ToJson() => new()
    {
        ["config"] = Config,
        ["seed"] = Seed,
        ["stages"] = new JsonObject(Stages.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)ToJson(s.Value)))),
    };

    private static JsonObject ToJson(LockedStage stage) => new()
    {
        ["fingerprint"] = stage.Fingerprint,
        ["path"] = stage.Path,
        ["tables"] = new JsonObject(stage.Tables.Select(t => KeyValuePair.Create(
            t.Key, (JsonNode?)new JsonObject { ["file"] = t.Value.File, ["sha256"] = t.Value.Sha256, ["rows"] = t.Value.Rows }))),
    };
}
