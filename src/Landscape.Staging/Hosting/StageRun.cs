using System.Diagnostics;
using Landscape.Artifacts;
using Landscape.Staging.Configuration;
using Serilog;

namespace Landscape.Staging.Hosting;

/// <summary>One run of one stage: inputs verified, options bound, rows computed, tables written, and the manifest last.</summary>
internal static class StageRun
{
    /// <summary>Runs to the end; the folder is a result only when this returns.</summary>
    /// <exception cref="DamagedInputException">An input is not what was recorded.</exception>
    /// <exception cref="StageDefinitionException">The stage breaks its contract.</exception>
    /// <exception cref="UsageException">The request does not fit the stage; it has to be planned again.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static void Execute(RunRequest request, ILogger log, TimeProvider time, CancellationToken cancellation, IShardExecutor? executor = null)
    {
        var (started, watch) = (time.GetUtcNow(), Stopwatch.StartNew());
        CheckRequest(request);
        var session = OpenStage(request, log, time, cancellation);
        var inputs = new HostInputs(request);
        inputs.VerifyAll();
        var context = new HostContext(session, Describe(request), executor is null ? new LocalItems(session) : new SentItems(session, executor));
        var output = session.Stage.Run(inputs, Options(session), context);
        cancellation.ThrowIfCancellationRequested();
        context.RemoveCopies();
        var (tables, files) = OutputWriter.Write(output, request);
        var manifest = new StageManifest(
            request.Stage, request.Fingerprint, request.SchemaVersion, request.Ingredients, request.Why, tables, files,
            started, Math.Round(watch.Elapsed.TotalSeconds, 3), RunFacts.Host(request), RunFacts.Tools(request), context.Warnings);
        cancellation.ThrowIfCancellationRequested();
        manifest.Write(Path.Combine(request.Output, StageManifest.FileName));
    }

    /// <summary>Runs a stage up to one shard of one activity, and keeps that shard.</summary>
    /// <exception cref="DamagedInputException">An input that the shard needs is not what was recorded.</exception>
    /// <exception cref="StageItemException">Items of the shard failed.</exception>
    /// <exception cref="NondeterministicShardException">The shard is there, with other rows.</exception>
    /// <exception cref="UsageException">The stage has no such activity or shard, or an earlier activity is not finished.</exception>
    public static void ExecuteShard(RunRequest request, ShardTask task, ILogger log, TimeProvider time, CancellationToken cancellation)
    {
        CheckRequest(request);
        var session = OpenStage(request, log, time, cancellation);
        var worker = new WorkerItems(session, task);
        try
        {
            session.Stage.Run(new HostInputs(request), Options(session), new HostContext(session, Describe(request), worker));
        }
        catch (ShardFinishedException)
        {
            return;
        }

        throw new UsageException($"stage {request.Stage} has no kept activity '{task.Activity}'; {NearestName.Hint(task.Activity, worker.Seen)}");
    }

    private static void CheckRequest(RunRequest request)
    {
        if (request.Threads < 1)
        {
            throw new UsageException($"{request.Threads} threads; expected at least 1");
        }

        if (request.ShardCount < 1)
        {
            throw new UsageException($"{request.ShardCount} shards; expected at least 1");
        }

        if (!Directory.Exists(request.Output) || Directory.EnumerateFileSystemEntries(request.Output).Any())
        {
            throw new UsageException($"{request.Output} is not an empty folder; results of two runs must not mix");
        }
    }

    private static StageSession OpenStage(RunRequest request, ILogger log, TimeProvider time, CancellationToken cancellation)
    {
        DuckDbLibrary.UseNodeModules(request.NodeModules);
        var stage = StageAssembly.Load(request.Assembly, request.AssemblyHashes());
        if ((stage.Name, stage.SchemaVersion) != (request.Stage, request.SchemaVersion))
        {
            throw new UsageException(
                $"{request.Assembly} is stage {stage.Name} of version {stage.SchemaVersion}; the request wants {request.Stage} of version {request.SchemaVersion}: plan again");
        }

        OutputWriter.CheckDeclared(stage, request);
        return new StageSession(request, stage, log, time, cancellation);
    }

    private static object Options(StageSession session)
    {
        var errors = new ConfigErrors("request");
        var canonical = session.Request.Options.TryGetValue(session.Stage.Name, out var json) ? JsonNodes.Of(json) : null;
        var options = session.Stage.BindOptions(canonical, errors);
        return errors.Count == 0 ? options : throw new UsageException(string.Join(Environment.NewLine, errors.InFileOrder));
    }

    private static RunDescription Describe(RunRequest request) => new(
        request.Values.GetValueOrDefault(StageArgument.NameSection, ""),
        request.Seed,
        new SortedDictionary<string, string>(request.Values.ToDictionary(), StringComparer.Ordinal),
        new SortedDictionary<string, string>(request.Inputs.ToDictionary(input => input.Key, input => input.Value.Content), StringComparer.Ordinal),
        RunFacts.PinnedTools(request))
    {
        InputRows = request.Inputs.ToDictionary(input => input.Key, input => input.Value.Rows),
    };
}
