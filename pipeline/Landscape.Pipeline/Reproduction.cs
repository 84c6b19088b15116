using System.Globalization;

namespace Landscape.Pipeline;

/// <summary>Reproduces a configuration: builds and plans if something changed, lets MSBuild run the stages, records the run.</summary>
public sealed class Reproduction(Repository repository, string config, string? goal, RunSettings settings, Action<string> say)
{
    /// <summary>For the last processes of a run that was stopped; what they leave after that is for the next run to sweep.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Receipt receipt = new(repository, config, goal);

    /// <summary>Runs what is not fresh.</summary>
    /// <exception cref="PipelineException">The build, the configuration or a stage failed.</exception>
    public void Run(CancellationToken cancellation)
    {
        if (receipt.Holds())
        {
            SayNothingToDo();
            return;
        }

        using var held = RepositoryLock.Acquire(repository, say, cancellation);
        if (receipt.Holds())
        {
            SayNothingToDo();
            return;
        }

        var leftovers = new Leftovers(repository, config);
        leftovers.Sweep();
        try
        {
            RunLocked(cancellation);
        }
        finally
        {
            leftovers.SweepOnceFree(Patience);
        }
    }

    private void RunLocked(CancellationToken cancellation)
    {
        var sources = new Builder(repository, say).BuildForRun(cancellation);
        var graph = StageGraph.Load(repository);
        using var tree = TreeLock.Hold(repository);
        var plan = new Planner(repository, graph).Plan(config, cancellation);
        plan.SaveForRun(repository);
        var stages = graph.UpTo(goal);
        CheckExecutor(plan, graph, cancellation);

        using var mark = RunInProgress.Begin(repository, config, stages);
        var exitCode = RunStages(stages, cancellation);
        var results = stages.Select(s => StageResult.Load(repository, config, s.Name)).ToList();
        Summarise(stages, results);
        PipelinePicture.Draw(repository, config, stages, results);
        if (exitCode != 0 || results.Exists(r => r is null || r.Fingerprint.Length == 0))
        {
            throw new PipelineException($"the run failed{Ending.OfSignal(exitCode, "MSBuild")}; finished stages are kept");
        }

        Record(graph, plan, [.. results.Select(r => r!)], sources);
    }

    /// <summary>What could never work elsewhere is refused before a stage starts.</summary>
    private void CheckExecutor(Plan plan, StageGraph graph, CancellationToken cancellation)
    {
        if (settings.Executor == RunSettings.LocalExecutor)
        {
            return;
        }

        string[] command =
        [
            "exec", repository.Host, "executor", "--name", settings.Executor, "--options", StageHost.ExecutorOptions(plan, settings)?.ToJsonString() ?? "{}",
            .. graph.Stages.SelectMany(s => new[] { "--stage", s.Name }),
        ];
        var (exitCode, _, error) = ChildProcess.Capture(ChildProcess.DotNet(repository, command), cancellation);
        if (exitCode != 0)
        {
            throw new PipelineException(error.TrimEnd(), exitCode);
        }
    }

    /// <summary>One MSBuild process; its worker nodes are as many as stages can run at once.</summary>
    private int RunStages(IReadOnlyList<StageProject> stages, CancellationToken cancellation)
    {
        var goals = stages.Where(s => !stages.Any(o => o.Upstream.Contains(s.Name))).Select(s => s.ProjectFile);
        string[] command =
        [
            "msbuild", Path.Combine(repository.Root, "pipeline", "Run.proj"), "-nologo", "-verbosity:minimal", "-clp:NoSummary", "-tl:off",
            "-nodeReuse:false", "-noAutoResponse", $"-maxCpuCount:{Math.Min(settings.Threads, StageGraph.Width(stages))}",
            .. Properties(goals).Select(p => BuildProperty.Argument(p.Name, p.Value)),
        ];
        var exitCode = ChildProcess.Run(ChildProcess.DotNet(repository, command), cancellation);
        if (Ending.OfSignal(exitCode, "MSBuild").Length > 0)
        {
            TreeLock.EndHolders(repository);
        }

        return exitCode;
    }

    /// <summary>What the projects know of the run. The task's assembly is named from Stage.targets: UsingTask does not take signs back that stand for others.</summary>
    private (string Name, string Value)[] Properties(IEnumerable<string> goals) =>
    [
        ("PipelinePhase", "run"), ("PipelineRepository", repository.Root), ("PipelineConfig", config), ("PipelineThreads", $"{settings.Threads}"), ("PipelineShards", $"{settings.Shards}"),
        ("PipelineExecutor", settings.Executor), ("PipelineOwner", $"{Environment.ProcessId}"), ("PipelineTasks", Path.GetRelativePath(repository.Absolute("pipeline"), TaskAssembly())), ("PipelineGoals", string.Join('|', goals)),
    ];

    /// <summary>MSBuild does not reload an assembly of the same path: the copy stands in a folder named by its hash.</summary>
    private string TaskAssembly()
    {
        var built = Path.Combine(repository.Root, "pipeline", "Landscape.Pipeline", "bin", "Release", "net10.0", "Landscape.Pipeline.dll");
        var copy = Path.Combine(repository.State, "tasks", ContentHash.OfFile(built)[..16], "Landscape.Pipeline.dll");
        if (!File.Exists(copy) || ContentHash.OfFile(copy) != ContentHash.OfFile(built))
        {
            Store.Delete(Path.Combine(repository.State, "tasks"));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(built, copy);
        }

        return copy;
    }

    private void Record(StageGraph graph, Plan plan, IReadOnlyList<StageResult> results, string sources)
    {
        var store = new Store(repository);
        var entries = results.ToDictionary(r => r.Stage, r => new StoreEntry(store.Folder(r.Stage, r.Fingerprint), Manifest.Load(store.Folder(r.Stage, r.Fingerprint))));
        var locked = KeptStages(graph, plan, entries).Concat(entries.Select(e => KeyValuePair.Create(e.Key, RunLock.Of(repository, e.Value))));
        new RunLock(config, plan.Seed, locked.ToDictionary()).Save(repository);
        if (entries.TryGetValue(ReportPublisher.Stage, out var report))
        {
            ReportPublisher.Publish(repository, config, report);
            say($"report: {repository.Relative(Path.Combine(repository.Report(config), "index.html"))}");
        }

        var published = report is null ? [] : ReportPublisher.Published(repository, config, report);
        receipt.Write(sources, Used(plan, entries.Values).Concat(published));
    }

    /// <summary>Stages beyond the goal stay in the lock as long as they are what this run would have made.</summary>
    private IEnumerable<KeyValuePair<string, LockedStage>> KeptStages(StageGraph graph, Plan plan, Dictionary<string, StoreEntry> ran) =>
        goal is null
            ? []
            : new StageDecider(repository, plan).DecideAll(graph.Stages)
                .Where(d => !ran.ContainsKey(d.Stage.Name) && d.Decision.Freshness == Freshness.Fresh)
                .Select(d => KeyValuePair.Create(d.Stage.Name, RunLock.Of(repository, d.Decision.Entry!)));

    private IEnumerable<KeyValuePair<string, string>> Used(Plan plan, IEnumerable<StoreEntry> entries)
    {
        yield return KeyValuePair.Create(repository.ConfigFile(config), plan.ConfigSha256);
        yield return KeyValuePair.Create(repository.RunLock(config), ContentHash.OfFile(repository.RunLock(config)));
        foreach (var (path, sha256) in plan.Stages.Values.SelectMany(s => s.Files))
        {
            yield return KeyValuePair.Create(repository.Absolute(path), sha256);
        }

        foreach (var file in entries.SelectMany(FilesOf))
        {
            yield return file;
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> FilesOf(StoreEntry entry) =>
        entry.Manifest.Tables.Values.Select(t => KeyValuePair.Create(t.File, t.Sha256))
            .Concat(entry.Manifest.Files)
            .Concat(new[] { Manifest.FileName, Manifest.SealName }.Select(f => KeyValuePair.Create(f, ContentHash.OfFile(Path.Combine(entry.Folder, f)))))
            .Select(f => KeyValuePair.Create(Path.Combine(entry.Folder, f.Key), f.Value));

    private void Summarise(IReadOnlyList<StageProject> stages, IReadOnlyList<StageResult?> results)
    {
        foreach (var (stage, result) in stages.Zip(results))
        {
            var time = result is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{result.Seconds,8:0.00} s");
            say($"{stage.Name,-10} {result?.State ?? "not run",-8} {time,10}  {Short(result?.Why ?? ["an upstream stage failed, or the run ended before it"])}".TrimEnd());
        }
    }

    // All of it stood above when the stage began, and stands in its manifest.
    private static string Short(IReadOnlyList<string> why) => why.Count > 1 ? $"{why[0]}; and {why.Count - 1} more" : string.Concat(why);

    private void SayNothingToDo()
    {
        say($"{config}: nothing to do, everything is verified and up to date");
        var report = Path.Combine(repository.Report(config), "index.html");
        if (goal is null or ReportPublisher.Stage && File.Exists(report))
        {
            say($"report: {repository.Relative(report)}");
        }
    }
}
