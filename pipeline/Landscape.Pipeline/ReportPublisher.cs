namespace Landscape.Pipeline;

/// <summary>Copies the report's files out of the store to where people look for them.</summary>
public static class ReportPublisher
{
    /// <summary>The stage whose files are published.</summary>
    public const string Stage = "report";

    private const string New = ".new";
    private const string Old = ".old";

    /// <summary>
    /// Replaces <c>artifacts/runs/&lt;config&gt;/report</c> by two renames; does nothing if it is what it should be. Killed between them, the folder is
    /// missing until the next run, and no receipt holds.
    /// </summary>
    public static void Publish(Repository repository, string config, StoreEntry entry)
    {
        var target = repository.Report(config);
        if (Damage(repository, config, entry).Count == 0)
        {
            return;
        }

        var (fresh, old) = (target + New, target + Old);
        Unfinished(repository, config).ToList().ForEach(Store.Delete);
        foreach (var file in entry.Manifest.Files.Keys)
        {
            var copy = Path.Combine(fresh, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(entry.Folder, file), copy);
        }

        if (Directory.Exists(target))
        {
            Directory.Move(target, old);
        }

        Directory.Move(fresh, target);
        Store.Delete(old);
    }

    /// <summary>The folders of a publication that did not end.</summary>
    public static IEnumerable<string> Unfinished(Repository repository, string config) => [repository.Report(config) + New, repository.Report(config) + Old];

    /// <summary>What is wrong with the published copy, a line each.</summary>
    public static IReadOnlyList<string> Damage(Repository repository, string config, StoreEntry entry) =>
    [
        .. Published(repository, config, entry)
            .Where(f => !File.Exists(f.Key) || ContentHash.OfFile(f.Key) != f.Value)
            .Select(f => $"{repository.Relative(f.Key)} {(File.Exists(f.Key) ? "was edited" : "is missing")}"),
    ];

    /// <summary>Path and SHA-256 of every published file.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Published(Repository repository, string config, StoreEntry entry) =>
        entry.Manifest.Files.Select(f => KeyValuePair.Create(Path.Combine(repository.Report(config), f.Key), f.Value));
}
