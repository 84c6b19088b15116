using System.Formats.Tar;
using System.Globalization;
using System.Text;

namespace Landscape.Pipeline.Bundling;

/// <summary>The sources that a bundle carries.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="CommitTime">When it was committed, seconds of Unix time.</param>
/// <param name="Files">Every file by path; of the commit, or of the working tree where that differs and was asked for.</param>
/// <param name="Changed">Paths in which the working tree differs from the commit; empty for a clean one.</param>
/// <param name="Diff">The difference, for <c>git apply</c>; empty for a clean working tree.</param>
public sealed record SourceSnapshot(
    string Commit, long CommitTime, IReadOnlyDictionary<string, BagFile> Files, IReadOnlyList<string> Changed, string Diff)
{
    /// <summary>Reads a checkout.</summary>
    /// <param name="repository">The checkout.</param>
    /// <param name="allowDirty">Takes the working tree as it is, with its difference, where it differs from the commit.</param>
    /// <exception cref="PipelineException">No git checkout, no commit yet, or it is dirty and that was not allowed.</exception>
    public static SourceSnapshot Take(Repository repository, bool allowDirty)
    {
        var git = new Git(repository.Root);
        var (exitCode, prefix, error) = git.Run("rev-parse", "--show-prefix");
        if (exitCode != 0 || prefix.Any(b => b != '\n'))
        {
            var reason = exitCode == 0 ? "it is a folder inside another checkout" : error.Trim();
            throw new PipelineException($"{repository.Root} is not a git checkout ({reason}); a bundle records the commit that it was made from: clone the repository with git");
        }

        var commit = git.Text("rev-parse", "--verify", "HEAD");
        var time = long.Parse(git.Text("show", "--no-patch", "--format=%ct", "HEAD"), CultureInfo.InvariantCulture);
        var changed = ChangedPaths(git);
        if (changed.Count > 0 && !allowDirty)
        {
            throw new PipelineException(
                $"the working tree differs from commit {commit[..12]}:\n{string.Join('\n', changed.Select(c => "  " + c))}\ncommit it, or add --dirty to bundle it with its difference");
        }

        return changed.Count == 0
            ? new(commit, time, OfCommit(git), [], "")
            : new(commit, time, OfWorkingTree(git, repository), changed, Difference(git));
    }

    private static List<string> ChangedPaths(Git git) =>
        [.. git.Text("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames").Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line[3..]).Order(StringComparer.Ordinal)];

    private static SortedDictionary<string, BagFile> OfCommit(Git git)
    {
        var files = new SortedDictionary<string, BagFile>(StringComparer.Ordinal);
        using var tar = new TarReader(new MemoryStream(git.Bytes("archive", "--format=tar", "HEAD")));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                using var content = new MemoryStream();
                entry.DataStream?.CopyTo(content);
                files.Add(entry.Name, BagFile.Of(content.ToArray(), entry.Mode.HasFlag(UnixFileMode.UserExecute)));
            }
            else if (entry.EntryType is TarEntryType.SymbolicLink)
            {
                throw new PipelineException($"{entry.Name} is a symbolic link, which an archive for every system cannot hold");
            }
        }

        return files;
    }

    private static SortedDictionary<string, BagFile> OfWorkingTree(Git git, Repository repository)
    {
        var paths = git.Text("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return new(
            paths.Where(p => File.Exists(repository.Absolute(p))).ToDictionary(p => p, p => OnDisk(repository.Absolute(p))),
            StringComparer.Ordinal);
    }

    private static BagFile OnDisk(string path) =>
        BagFile.Of(File.ReadAllBytes(path), !OperatingSystem.IsWindows() && File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute));

    /// <summary>Files that git does not know yet are shown against nothing.</summary>
    private static string Difference(Git git)
    {
        string[] form = ["--binary", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames"];
        var text = new StringBuilder(Encoding.UTF8.GetString(git.Bytes(["diff", .. form, "HEAD"])));
        foreach (var added in git.Text("ls-files", "-z", "--others", "--exclude-standard").Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal))
        {
            text.Append(Encoding.UTF8.GetString(git.Run(["diff", .. form, "--no-index", "--", "/dev/null", added]).Output));
        }

        return text.ToString();
    }
}
