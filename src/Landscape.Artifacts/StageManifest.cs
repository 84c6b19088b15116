using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Landscape.Artifacts;

/// <summary>What a manifest records about a table.</summary>
/// <param name="File">File name, relative to the manifest's folder.</param>
/// <param name="Sha256">SHA-256 of the file's bytes; checked before every use.</param>
/// <param name="Content">Hash of schema and rows (<see cref="ContentHash.OfRows"/>); what downstream fingerprints are made of.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="SchemaVersion">Version of the table's schema.</param>
public sealed record TableEntry(
    string File,
    [property: JsonConverter(typeof(Sha256Converter))] string Sha256,
    [property: JsonConverter(typeof(Sha256Converter))] string Content,
    long Bytes,
    long Rows,
    int SchemaVersion);

/// <summary>What a manifest records about a file that is not a table (a figure, a page).</summary>
/// <param name="Sha256">SHA-256 of its bytes.</param>
/// <param name="Bytes">Its size.</param>
public sealed record FileEntry([property: JsonConverter(typeof(Sha256Converter))] string Sha256, long Bytes)
{
    /// <summary>The entry of an existing file.</summary>
    /// <param name="path">The file.</param>
    public static FileEntry Of(string path) => new(ContentHash.OfFile(path), new FileInfo(path).Length);
}

/// <summary>
/// A finished stage's <c>manifest.json</c>: what was computed from what. It is written last, so a folder without one is not a result.
/// Time and host stand here and nowhere else, so that tables repeat bit for bit.
/// </summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Fingerprint">Hash of the ingredients; also the name of the folder in the store.</param>
/// <param name="SchemaVersion">Version of what the stage computes.</param>
/// <param name="Ingredients">Everything that the fingerprint is made of, verbatim.</param>
/// <param name="Why">The reasons for which the stage ran.</param>
/// <param name="Tables">The tables by name.</param>
/// <param name="Files">Further files by path relative to the folder, with forward slashes.</param>
/// <param name="Started">When the stage started.</param>
/// <param name="DurationSeconds">How long it took.</param>
/// <param name="Host">Description of the machine, such as <c>os</c>, <c>architecture</c>, <c>cpu</c>.</param>
/// <param name="Tools">Name and version of tools and native libraries.</param>
/// <param name="Warnings">The stage's warnings, in their order.</param>
public sealed record StageManifest(
    string Stage,
    [property: JsonConverter(typeof(Sha256Converter))] string Fingerprint,
    int SchemaVersion,
    JsonObject Ingredients,
    IReadOnlyList<string> Why,
    IReadOnlyDictionary<string, TableEntry> Tables,
    IReadOnlyDictionary<string, FileEntry> Files,
    DateTimeOffset Started,
    double DurationSeconds,
    IReadOnlyDictionary<string, string> Host,
    IReadOnlyDictionary<string, string> Tools,
    IReadOnlyList<string> Warnings)
{
    /// <summary>The file's name in a stage's folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is not a manifest; the message names file, line and field.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StageManifest Read(string path) => ArtifactJson.Read<StageManifest>(path);

    /// <summary>Writes the manifest, atomically and with equal bytes for equal values.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) => ArtifactJson.Write(path, this);
}
