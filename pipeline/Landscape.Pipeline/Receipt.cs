namespace Landscape.Pipeline;

/// <summary>
/// The proof that a run has nothing to do: the source hash and the SHA-256 of the configuration, the files that it names, the run
/// lock, every table, file and manifest of it, and the published report. One line each, all of them checked against the disk. A damaged receipt proves nothing.
/// </summary>
public sealed class Receipt(Repository repository, string config, string? goal)
{
    private string FilePath => Path.Combine(repository.State, "receipts", goal is null ? config : $"{config}.{goal}");

    /// <summary>Whether everything is as it was when the receipt was written.</summary>
    public bool Holds()
    {
        var lines = SealedFile.Read(FilePath)?.TrimEnd('\n').Split('\n');
        return lines is { Length: > 2 } && lines[0] == ConfigLine && lines[1] == SourceLine() && lines.Skip(2).All(IsUnchanged);
    }

    /// <summary>Writes the receipt of a finished run.</summary>
    /// <param name="sources">The source hash from before the run, so that an edit during the run leaves no valid receipt.</param>
    /// <param name="files">Absolute path and SHA-256, as used by the run.</param>
    public void Write(string sources, IEnumerable<KeyValuePair<string, string>> files) => SealedFile.Write(
        FilePath,
        string.Join('\n', files.Select(f => $"{f.Value}  {repository.Relative(f.Key)}").Prepend($"sources {sources}").Prepend(ConfigLine)) + "\n");

    // The receipt of another configuration, or of fewer stages, proves nothing here.
    private string ConfigLine => $"config {config} up to {goal ?? "the end"}";

    private string SourceLine() => $"sources {SourceTree.Hash(repository, SourceTree.Files(repository, withTests: false))}";

    private bool IsUnchanged(string line)
    {
        var path = repository.Absolute(line[66..]);
        return File.Exists(path) && ContentHash.OfFile(path) == line[..64];
    }
}
