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
    public static void Execute(RunRequest request, ILogger log, TimeProvider time, CancellationToken cancellation)
    {
        var (started, watch) = (time.GetUtcNow(), Stopwatch.StartNew());
        CheckRequest(request);
        DuckDbLibrary.UseNodeModules(request.NodeModules);
        var stage = Load(request);
        var options = Options(stage, request);
        var inputs = new HostInputs(request);
        inputs.Verify();
        var context = new HostContext(stage, request, Describe(request), log, time, cancellation);
        var output = stage.Run(inputs, options, context);
        cancellation.ThrowIfCancellationRequested();
        context.RemoveCopies();
        var (tables, files) = OutputWriter.Write(output, request);
        var manifest = new StageManifest(
            request.Stage, request.Fingerprint, request.SchemaVersion, request.Ingredients, request.Why, tables, files,
            started, Math.Round(watch.Elapsed.TotalSeconds, 3), RunFacts.Host(request), RunFacts.Tools(request), context.Warnings);
        cancellation.ThrowIfCancellationRequested();
        manifest.Write(Path.Combine(request.Output, StageManifest.FileName));
    }

    private static void CheckRequest(RunRequest request)
    {
        if (request.Threads < 1)
        {
            throw new UsageException($"{request.Threads} threads; expected at least 1");
        }

        if (!Directory.Exists(request.Output) || Directory.EnumerateFileSystemEntries(request.Output).Any())
        {
            throw new UsageException($"{request.Output} is not an empty folder; results of two runs must not mix");
        }
    }

    private static StageAssembly Load(RunRequest request)
    {
        var stage = StageAssembly.Load(request.Assembly);
        if ((stage.Name, stage.SchemaVersion) != (request.Stage, request.SchemaVersion))
        {
            throw new UsageException(
                $"{request.Assembly} is stage {stage.Name} of version {stage.SchemaVersion}; the request wants {request.Stage} of version {request.SchemaVersion}: plan again");
        }

        OutputWriter.CheckDeclared(stage, request);
        return stage;
    }

    private static object Options(StageAssembly stage, RunRequest request)
    {
        var errors = new ConfigErrors("request");
        var canonical = request.Options.TryGetValue(stage.Name, out var json) ? JsonNodes.Of(json) : null;
        var options = stage.BindOptions(canonical, errors);
        return errors.Count == 0 ? options : throw new UsageException(string.Join(Environment.NewLine, errors.InFileOrder));
    }

    private static RunDescription Describe(RunRequest request) => new(
        request.Values.GetValueOrDefault(StageArgument.NameSection, ""),
        request.Seed,
        new SortedDictionary<string, string>(request.Values.ToDictionary(), StringComparer.Ordinal),
        new SortedDictionary<string, string>(request.Inputs.ToDictionary(input => input.Key, input => input.Value.Content), StringComparer.Ordinal),
        RunFacts.PinnedTools(request));
}
