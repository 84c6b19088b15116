namespace Landscape.Pipeline;

/// <summary>
/// What processes that were killed leave behind: results in the making, files that were not yet renamed into place, half a publication. Nothing of it is ever
/// taken for a result; it only takes up room. Only for the holder of the <see cref="RepositoryLock"/>: then nobody is writing any of it.
/// </summary>
public sealed class Leftovers(Repository repository, string config)
{
    private static readonly string[] Written = ["receipts", "results", "requests", "manifests"];

    /// <summary>Deletes all of it.</summary>
    public void Sweep()
    {
        new Store(repository).TemporaryFolders().Concat(ReportPublisher.Unfinished(repository, config)).ToList().ForEach(Store.Delete);
        Written.Select(f => Path.Combine(repository.State, f))
            .Append(repository.RunFolder(config)).Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*" + AtomicFile.Ending, SearchOption.AllDirectories))
            .ToList().ForEach(File.Delete);
    }

    /// <summary>Deletes all of it as soon as no process of a run is alive; if one still is after some time, leaves it for the next run.</summary>
    public void SweepOnceFree(TimeSpan patience)
    {
        if (SpinWait.SpinUntil(() => TreeLock.IsFree(repository), patience))
        {
            Sweep();
        }
    }
}
