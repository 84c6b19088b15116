using System.Text.Json.Serialization;

namespace Landscape.Artifacts;

/// <summary>A table in a run lock.</summary>
/// <param name="File">File name, relative to the stage's folder.</param>
/// <param name="Sha256">SHA-256 of the file's bytes.</param>
/// <param name="Rows">Number of rows.</param>
public sealed record LockedTable(string File, [property: JsonConverter(typeof(Sha256Converter))] string Sha256, long Rows);

/// <summary>A stage in a run lock.</summary>
/// <param name="Fingerprint">The stage's fingerprint.</param>
/// <param name="Path">Its folder in the store, relative to the repository, with forward slashes.</param>
/// <param name="Tables">Its tables by name.</param>
public sealed record LockedStage(
    [property: JsonConverter(typeof(Sha256Converter))] string Fingerprint, string Path, IReadOnlyDictionary<string, LockedTable> Tables);

/// <summary>
/// A run's <c>run.lock.json</c>: which results of the store make up the run of a configuration. The one entry point for people, scripts
/// and later verification.
/// </summary>
/// <param name="Config">The configuration's name.</param>
/// <param name="Seed">The master seed.</param>
/// <param name="Stages">The stages by name.</param>
public sealed record RunLock(string Config, long Seed, IReadOnlyDictionary<string, LockedStage> Stages)
{
    /// <summary>The file's name in a run's folder.</summary>
    public const string FileName = "run.lock.json";

    /// <summary>Reads a run lock.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is not a run lock; the message names file, line and field.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RunLock Read(string path) => ArtifactJson.Read<RunLock>(path);

    /// <summary>Writes the lock, atomically and with equal bytes for equal values.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) => ArtifactJson.Write(path, this);
}
