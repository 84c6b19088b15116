using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>A table of a store entry.</summary>
/// <param name="File">Its file in the entry's folder.</param>
/// <param name="Sha256">Of the file's bytes: guards every use.</param>
/// <param name="Content">Of schema and values in row order: what downstream fingerprints use.</param>
/// <param name="Rows">The number of rows.</param>
public sealed record StoredTable(string File, string Sha256, string Content, long Rows);

/// <summary>What the pipeline reads of a store entry's <c>manifest.json</c>, which the host writes.</summary>
/// <param name="Fingerprint">The entry's name.</param>
/// <param name="Ingredients">What went in.</param>
/// <param name="Tables">By table name.</param>
/// <param name="Files">SHA-256 of further files by relative path.</param>
/// <param name="DurationSeconds">Of the run that made it.</param>
public sealed record Manifest(
    string Fingerprint,
    Ingredients Ingredients,
    IReadOnlyDictionary<string, StoredTable> Tables,
    IReadOnlyDictionary<string, string> Files,
    double DurationSeconds)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The file that has the manifest's own hash.</summary>
    public const string SealName = "manifest.json.sha256";

    /// <summary>Size in bytes of every table and file, as far as the manifest says.</summary>
    public IReadOnlyDictionary<string, long> Sizes { get; init; } = new Dictionary<string, long>();

    /// <summary>The reasons for which the result was made.</summary>
    public IReadOnlyList<string> Why { get; init; } = [];

    /// <summary>When the run that made it started, as the host wrote it; null if it did not.</summary>
    public string? Started { get; init; }

    /// <summary>SHA-256 of everything in the entry but the manifest, by relative path.</summary>
    public IEnumerable<KeyValuePair<string, string>> Contents => Tables.Values.Select(t => KeyValuePair.Create(t.File, t.Sha256)).Concat(Files);

    /// <summary>Reads the manifest of a folder.</summary>
    /// <exception cref="PipelineException">It is missing or is not what the host writes.</exception>
    public static Manifest Load(string folder)
    {
        try
        {
            return Parse(JsonNode.Parse(File.ReadAllText(Path.Combine(folder, FileName)))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or NullReferenceException or ArgumentException or FormatException)
        {
            throw new PipelineException(e is FileNotFoundException or DirectoryNotFoundException ? $"{FileName} is missing" : $"{FileName} is not readable: {e.Message}");
        }
    }

    private static Manifest Parse(JsonNode json) => new(
        (string)json["fingerprint"]!,
        Ingredients.FromJson(json["ingredients"]!),
        json["tables"]!.AsObject().ToDictionary(p => p.Key, p => Table(p.Value!), StringComparer.Ordinal),
        json["files"]?.AsObject().ToDictionary(p => p.Key, p => (string)p.Value!["sha256"]!, StringComparer.Ordinal) ?? [],
        (double)json["durationSeconds"]!)
    {
        Sizes = SizesOf(json),
        Why = [.. json["why"]?.AsArray().Select(w => (string)w!) ?? []],
        Started = (string?)json["started"],
    };

    private static Dictionary<string, long> SizesOf(JsonNode json) =>
        json["tables"]!.AsObject().Select(t => KeyValuePair.Create((string)t.Value!["file"]!, t.Value!["bytes"]))
            .Concat(json["files"]?.AsObject().Select(f => KeyValuePair.Create(f.Key, f.Value!["bytes"])) ?? [])
            .Where(f => f.Value is not null)
            .ToDictionary(f => f.Key, f => (long)f.Value!, StringComparer.Ordinal);

    private static StoredTable Table(JsonNode json) =>
        new((string)json["file"]!, (string)json["sha256"]!, (string)json["content"]!, (long)json["rows"]!);
}
