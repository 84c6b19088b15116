namespace Landscape.Pipeline;

/// <summary>The CleanBuild and CleanArtifacts targets. The caller holds the <see cref="RepositoryLock"/>, whose file stays.</summary>
public sealed class Cleaning(Repository repository)
{
    private static readonly string[] ProjectRoots = ["src", "stages", "pipeline", "tests"];

    /// <summary>Deletes build outputs (bin and obj) and bookkeeping; no result.</summary>
    public void DeleteBuild()
    {
        ProjectRoots.SelectMany(f => ProjectFolders(repository.Absolute(f)))
            .SelectMany(p => new[] { Path.Combine(p, "bin"), Path.Combine(p, "obj") })
            .Concat(Directory.EnumerateDirectories(repository.State).Where(d => d != new Store(repository).Ledgers))
            .ToList().ForEach(Store.Delete);
        Directory.EnumerateFiles(repository.State, "built-*").ToList().ForEach(File.Delete);
    }

    /// <summary>Deletes the store, the runs and what is known about them.</summary>
    public void DeleteResults() =>
        new[] { repository.Store, repository.Absolute("artifacts/runs") }.Concat(Directory.EnumerateDirectories(repository.State)).ToList().ForEach(Store.Delete);

    private static IEnumerable<string> ProjectFolders(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Where(d => Directory.EnumerateFiles(d, "*.csproj").Any()) : [];
}
