namespace Landscape.Pipeline;

/// <summary>The Clean target: lists what nothing needs, and deletes it when told to, under the lock and with every configuration's plan at hand.</summary>
/// <param name="repository">The clone.</param>
/// <param name="say">Gets lines about builds and waiting.</param>
public sealed class StoreCleaner(Repository repository, Action<string> say)
{
    private readonly List<string> notes = [];

    /// <summary>What is not needed, deleted if <paramref name="apply"/> is set.</summary>
    /// <exception cref="PipelineException">A run lock is unreadable: what it needs is not known. Or the build failed.</exception>
    public Answer Clean(bool apply, CancellationToken cancellation)
    {
        var cleaning = new StoreCleaning(repository, DateTimeOffset.UtcNow);
        if (!apply)
        {
            NoteRunInProgress();
            return StoreCleaning.Report(Unneeded(cleaning, cancellation), deleted: false, notes);
        }

        using var held = RepositoryLock.Acquire(repository, say, cancellation);
        new Builder(repository, say).BuildForRun(cancellation);
        var unneeded = Unneeded(cleaning, cancellation);
        cleaning.Delete(unneeded);
        return StoreCleaning.Report(unneeded, deleted: true, notes);
    }

    private void NoteRunInProgress()
    {
        if (RunInProgress.Find(repository) is { } running)
        {
            notes.Add($"{running}: some of this may be its work; --apply waits for it");
        }
    }

    private IReadOnlyList<Unneeded> Unneeded(StoreCleaning cleaning, CancellationToken cancellation)
    {
        var graph = StageGraph.Load(repository);
        var plans = repository.Configs().Select(c => PlanOf(graph, c, cancellation)).ToList();
        return cleaning.Find(plans, graph);
    }

    private Plan? PlanOf(StageGraph graph, string config, CancellationToken cancellation)
    {
        try
        {
            return new Builder(repository, say).IsBuiltForRun()
                ? new Planner(repository, graph).Look(config, cancellation)
                : throw new PipelineException("the sources changed since the last build");
        }
        catch (PipelineException e)
        {
            notes.Add($"{config}: what it would use is not known ({e.Message.Split('\n')[0]})");
            return null;
        }
    }
}
