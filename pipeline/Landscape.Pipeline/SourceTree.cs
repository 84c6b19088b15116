using System.Security.Cryptography;
using System.Text;

namespace Landscape.Pipeline;

/// <summary>
/// The files that a build depends on, and one hash over their paths and bytes. It replaces timestamps: nothing is restored or
/// built while the hash is that of the last build. Pages, outputs and packages are left out.
/// </summary>
public static class SourceTree
{
    private static readonly string[] RunFolders = ["src", "stages", "pipeline"];
    private static readonly string[] RestoreEndings = ["proj", ".props", ".targets", ".lock.json", "-lock.json", ".sln", "global.json"];
    private static readonly string[] RootFiles =
        ["Directory.Build.props", "Directory.Packages.props", ".editorconfig", "LandscapePipeline.sln", "global.json", ".config/dotnet-tools.json"];

    private static readonly HashSet<string> SkippedFolders = new(StringComparer.Ordinal) { "bin", "obj", "node_modules", "TestResults" };

    /// <summary>Paths relative to the repository, in ordinal order, of everything that decides what a run does; with the tests on request.</summary>
    public static IReadOnlyList<string> Files(Repository repository, bool withTests) =>
    [
        .. RunFolders.Concat(withTests ? ["tests"] : [])
            .SelectMany(folder => Walk(new DirectoryInfo(repository.Absolute(folder))))
            .Concat(RootFiles.Select(repository.Absolute).Where(File.Exists))
            .Select(repository.Relative)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The part of the files that decides which packages are restored.</summary>
    public static IReadOnlyList<string> RestoreFiles(IEnumerable<string> files) =>
        [.. files.Where(f => RestoreEndings.Any(e => f.EndsWith(e, StringComparison.Ordinal)))];

    /// <summary>SHA-256 of each file by its path.</summary>
    public static IReadOnlyDictionary<string, string> Hashes(Repository repository, IReadOnlyList<string> files) =>
        files.ToDictionary(f => f, f => ContentHash.OfFile(repository.Absolute(f)), StringComparer.Ordinal);

    /// <summary>When each file was last written, by its path: tells an edit that was taken back again, which no hash does.</summary>
    public static IReadOnlyList<KeyValuePair<string, DateTime>> Times(Repository repository, IReadOnlyList<string> files) =>
        [.. files.Select(f => KeyValuePair.Create(f, File.GetLastWriteTimeUtc(repository.Absolute(f))))];

    /// <summary>SHA-256 over path, length and bytes of every file.</summary>
    public static string Hash(Repository repository, IReadOnlyList<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            var content = File.ReadAllBytes(repository.Absolute(file));
            hash.AppendData(Encoding.UTF8.GetBytes($"{file}\n{content.Length}\n"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The source files below a folder, in no order; outputs and packages are left out.</summary>
    public static IEnumerable<string> FilesOf(string folder) => Walk(new DirectoryInfo(folder));

    private static IEnumerable<string> Walk(DirectoryInfo folder) =>
        !folder.Exists
            ? []
            : folder.EnumerateFiles().Where(f => f.Extension != ".md").Select(f => f.FullName)
                .Concat(folder.EnumerateDirectories().Where(d => !SkippedFolders.Contains(d.Name)).SelectMany(Walk));
}
