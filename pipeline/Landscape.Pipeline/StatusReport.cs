namespace Landscape.Pipeline;

/// <summary>The Status, Why and Verify targets: what is there, what would run and why, and whether it is sound. They run no stage.</summary>
public sealed class StatusReport(Repository repository, Action<string> say)
{
    /// <summary>One line per configuration and stage: fresh, reusable, stale, missing or damaged.</summary>
    public void Status(IReadOnlyList<string> configs, string? goal, CancellationToken cancellation)
    {
        var graph = BuiltGraph(cancellation);
        foreach (var config in configs)
        {
            say(config);
            try
            {
                Decide(graph, config, goal, cancellation).ToList()
                    .ForEach(d => say($"  {d.Stage.Name,-10} {Name(d.Decision.Freshness),-8}  {string.Join("; ", d.Decision.Why)}".TrimEnd()));
            }
            catch (PipelineException e) when (e.ExitCode == PipelineException.Refused)
            {
                say($"  refused\n{e.Message}");
            }
        }
    }

    /// <summary>Per stage, fresh or not, and if not, every ingredient that changed, old value and new.</summary>
    public void Why(string config, string? goal, CancellationToken cancellation)
    {
        foreach (var (stage, decision) in Decide(BuiltGraph(cancellation), config, goal, cancellation))
        {
            say($"{stage.Name}: {Name(decision.Freshness)}");
            decision.Why.ToList().ForEach(w => say($"  {w}"));
        }
    }

    /// <summary>Hashes everything that a run lock names, and the published report, again.</summary>
    /// <exception cref="PipelineException">Something is damaged; the message names all of it.</exception>
    public void Verify(string config)
    {
        var run = RunLock.Load(repository, config)
            ?? throw new PipelineException($"{repository.Relative(repository.RunLock(config))} is missing or not readable: run ./build.sh --config={config}");
        var damages = run.Stages.SelectMany(s => Damages(config, s.Key, s.Value)).ToList();
        if (damages.Count > 0)
        {
            throw new PipelineException(string.Join('\n', damages));
        }

        say($"{config}: {run.Stages.Count} stages, {run.Stages.Values.Sum(s => s.Tables.Count)} tables: every hash agrees");
    }

    private IEnumerable<string> Damages(string config, string stage, LockedStage locked)
    {
        var (entry, damage) = new Store(repository).Find(stage, locked.Fingerprint);
        if (entry is null)
        {
            return [$"{locked.Path}: {damage ?? "is missing"}"];
        }

        var tables = locked.Tables
            .Where(t => entry.Manifest.Tables.GetValueOrDefault(t.Key)?.Sha256 != t.Value.Sha256)
            .Select(t => $"{locked.Path}/{t.Value.File}: the run lock has another SHA-256");
        return stage == ReportPublisher.Stage ? tables.Concat(ReportPublisher.Damage(repository, config, entry)) : tables;
    }

    /// <summary>Fingerprints hash assemblies, so the code has to be built to be judged; nothing is built if it did not change.</summary>
    private StageGraph BuiltGraph(CancellationToken cancellation)
    {
        var builder = new Builder(repository, say);
        if (!builder.IsBuiltForRun())
        {
            using var held = RepositoryLock.Acquire(repository, say, cancellation);
            builder.BuildForRun(cancellation);
        }

        return StageGraph.Load(repository);
    }

    private IReadOnlyList<(StageProject Stage, StageDecision Decision)> Decide(StageGraph graph, string config, string? goal, CancellationToken cancellation) =>
        new StageDecider(repository, new Planner(repository, graph).Plan(config, cancellation)).DecideAll(graph.UpTo(goal));

    private static string Name(Freshness freshness) => freshness.ToString().ToLowerInvariant();
}
