using System.Runtime.InteropServices;
using Landscape.Pipeline.Bundling;

namespace Landscape.Pipeline;

/// <summary>What the targets of <c>build.cake</c> do. Every command returns the exit code of the process.</summary>
public sealed class FrontEnd
{
    private const string DefaultConfig = "default";
    private readonly Repository repository;
    private readonly Arguments arguments;

    private FrontEnd(Repository repository, Arguments arguments) => (this.repository, this.arguments) = (repository, arguments);

    private string Config => arguments.Config ?? (repository.Configs().Contains(DefaultConfig)
        ? DefaultConfig
        : throw new PipelineException(Suggestion.Unknown("config", DefaultConfig, repository.Configs()), PipelineException.Refused));

    /// <summary>Checks the arguments and returns the function that carries out a command; null if they were refused (the errors are written).</summary>
    /// <param name="root">The clone.</param>
    /// <param name="given">Values by argument name.</param>
    /// <param name="targets">The targets that exist.</param>
    public static Func<string, int>? Open(string root, IDictionary<string, ICollection<string>> given, IEnumerable<string> targets)
    {
        var repository = new Repository(root);
        try
        {
            var stages = StageGraph.Load(repository).Stages.Select(s => s.Name).ToList();
            return new FrontEnd(repository, Arguments.Parse(given, [.. targets], repository.Configs(), stages)).Run;
        }
        catch (PipelineException e)
        {
            Console.Error.WriteLine(e.Message);
            return null;
        }
    }

    private int Run(string command)
    {
        using var cancellation = new CancellationTokenSource();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            cancellation.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var launcher = Launcher.Watch(cancellation.Cancel);
        try
        {
            return Execute(command, cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("stopped; finished stages are kept");
            return PipelineException.Stopped;
        }
        catch (PipelineException e)
        {
            Console.Error.WriteLine(e.Message);
            return e.ExitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{command} failed: {e.Message}");
            return 1;
        }
    }

    /// <summary>Where a JSON document is asked for, nothing else may stand on standard output.</summary>
    private void Say(string line) => (arguments.Json ? Console.Error : Console.Out).WriteLine(line);

    private int Show(Answer answer)
    {
        var lines = arguments.Json ? [CanonicalJson.Indented(answer.Json).TrimEnd()] : answer.Lines;
        lines.ToList().ForEach(Console.Out.WriteLine);
        return answer.ExitCode;
    }

    private int Execute(string command, CancellationToken cancellation)
    {
        switch (command)
        {
            case "Reproduce":
                new Reproduction(repository, Config, arguments.Stage, new RunSettings(arguments.Jobs, arguments.Shards, arguments.Executor), Console.WriteLine).Run(cancellation);
                return 0;
            case "Test":
                return Test(cancellation);
            case "Status":
                return Show(new StatusReport(repository).Status(arguments.Config is null ? repository.Configs() : [Config], arguments.Stage, cancellation));
            case "Why":
                return Show(Why(cancellation));
            case "Verify":
                return Show(new Verification(repository, Console.Error.WriteLine).Verify(Config));
            case "Query":
                Build(cancellation);
                return new HostQuery(repository).Show(RecordedRun.Find(repository, Config), arguments.Sql, arguments.Format, arguments.Out, cancellation);
            case "Diff":
                return Show(Diff(cancellation));
            case "Bundle":
                return WithLock(() => new Bundler(repository, Console.WriteLine).Bundle(Config, arguments.Dirty, cancellation), cancellation);
            case "Import":
                return Import(cancellation);
            case "Clean":
                return Show(new StoreCleaner(repository, Say).Clean(arguments.Apply, cancellation));
            case "CleanBuild":
                return WithLock(new Cleaning(repository).DeleteBuild, cancellation);
            case "CleanArtifacts":
                return WithLock(new Cleaning(repository).DeleteResults, cancellation);
            case "Schema":
                return Schema(cancellation);
            case "Bench":
                return Bench(cancellation);
            case "Torture":
                return Torture(cancellation);
            case "Format":
                return Format(cancellation);
            default:
                throw new ArgumentException($"build.cake asks for '{command}', which is not a command of the pipeline", nameof(command));
        }
    }

    private Answer Why(CancellationToken cancellation)
    {
        Build(cancellation);
        var graph = StageGraph.Load(repository);
        return new Explanation(repository, new Planner(repository, graph).Look(Config, cancellation), graph).Explain(arguments.Stage);
    }

    private Answer Diff(CancellationToken cancellation)
    {
        if (arguments.From is null || arguments.To is null)
        {
            throw new PipelineException("Diff compares two runs: --from=RUN --to=RUN, each a configuration or the path of a run.lock.json", PipelineException.Refused);
        }

        Build(cancellation);
        return new RunComparison(repository).Compare(arguments.From, arguments.To, cancellation);
    }

    /// <summary>Fingerprints hash assemblies, so the code has to be built to be judged; nothing is built, and no lock taken, if it did not change.</summary>
    private void Build(CancellationToken cancellation)
    {
        var builder = new Builder(repository, Say);
        if (!builder.IsBuiltForRun())
        {
            WithLock(() => builder.BuildForRun(cancellation), cancellation);
        }
    }

    private int Test(CancellationToken cancellation)
    {
        WithLock(() => new Builder(repository, Console.WriteLine).BuildWithTests(cancellation), cancellation);
        var counts = new TestRun(repository, Console.WriteLine).Run(cancellation);
        Console.WriteLine(counts);
        return counts.Failed == 0 ? 0 : 1;
    }

    /// <summary>What was imported is as fresh here as the code and configuration here say; the status tells.</summary>
    private int Import(CancellationToken cancellation)
    {
        var bag = arguments.Bag ?? throw new PipelineException("Import needs --bag=PATH, a bundle", PipelineException.Refused);
        var config = "";
        WithLock(() => config = new BagImport(repository, Console.WriteLine).Import(bag, arguments.Before), cancellation);
        Build(cancellation);
        Show(new StatusReport(repository).Status([config], null, cancellation));
        return 0;
    }

    private int Schema(CancellationToken cancellation)
    {
        WithLock(() => new Builder(repository, Console.WriteLine).BuildForRun(cancellation), cancellation);
        string[] command = ["exec", repository.Host, "schema", "--out", repository.Absolute("configs/landscape.schema.json")];
        return ChildProcess.Run(ChildProcess.DotNet(repository, command.Concat(Planner.StageArguments(StageGraph.Load(repository)))), cancellation);
    }

    private int Bench(CancellationToken cancellation)
    {
        WithLock(() => new Builder(repository, Console.WriteLine).BuildWithTests(cancellation), cancellation);
        var program = repository.Absolute("tests/Landscape.Benchmarks/bin/Release/net10.0/Landscape.Benchmarks.dll");
        return ChildProcess.Run(ChildProcess.DotNet(repository, "exec", program), cancellation);
    }

    private int Torture(CancellationToken cancellation)
    {
        WithLock(() => new Builder(repository, Console.WriteLine).BuildWithTests(cancellation), cancellation);
        return new Torture(repository, Console.WriteLine).Run(cancellation);
    }

    private int Format(CancellationToken cancellation)
    {
        WithLock(() => new Builder(repository, Console.WriteLine).BuildWithTests(cancellation), cancellation);
        string[] command = ["format", "whitespace", "LandscapePipeline.sln", "--no-restore", "--verify-no-changes"]; // style and analyzers are errors of the build
        return ChildProcess.Run(ChildProcess.DotNet(repository, command), cancellation) == 0 ? 0 : 1;
    }

    private int WithLock(Action action, CancellationToken cancellation)
    {
        using var held = RepositoryLock.Acquire(repository, Say, cancellation);
        action();
        return 0;
    }
}
