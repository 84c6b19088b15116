using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Landscape.Artifacts;
using Landscape.Staging.Hosting;
using Serilog.Core;

namespace Landscape.Benchmarks;

/// <summary>What keeping shards adds to a loop of quick items, in milliseconds an item.</summary>
/// <param name="Items">Items.</param>
/// <param name="Shards">Shards.</param>
/// <param name="PlainS">Seconds of the stage with the plain loop.</param>
/// <param name="KeptMs">Added when every shard is written.</param>
/// <param name="ResumedMs">Added when every shard is there and is read instead (the items themselves are not computed).</param>
/// <param name="WorkersMs">Added when every shard is made by a worker process, as many at once as there are processors: from a sample of the shards.</param>
/// <param name="WorkerS">Seconds from a worker's start to its end, the median.</param>
internal sealed record ShardRow(int Items, int Shards, double PlainS, double KeptMs, double ResumedMs, double WorkersMs, double WorkerS);

/// <summary>Runs the toy stage of the host's tests, whose items take microseconds.</summary>
internal static class ShardBench
{
    private const int Items = 10_000;
    private const int Shards = 200;
    private const int SampledShards = 20;

    /// <summary>Plain loop, shards written, shards read, shards made by workers: in this order, in one process.</summary>
    public static ShardRow Run()
    {
        DuckDbLibrary.UseNodeModules(Path.Combine(RepositoryRoot.Path, "pipeline", "node_modules"));
        using var folder = new TemporaryFolder();
        Execute(folder.Path, "warm", "plain");
        var plain = Execute(folder.Path, "plain", "plain");
        var kept = Execute(folder.Path, "kept", "keep", new EveryLookAMinute());
        var resumed = Execute(folder.Path, "kept", "keep");
        var (workers, worker) = Workers(Request(Path.Combine(folder.Path, "sent"), folder.Path, "keep"));
        double PerItem(double seconds) => 1e3 * (seconds - plain) / Items;
        return new ShardRow(Items, Shards, plain, PerItem(kept), PerItem(resumed), PerItem(workers * Shards / SampledShards), worker);
    }

    private static double Execute(string folder, string name, string mode, TimeProvider? time = null)
    {
        var output = Path.Combine(folder, name, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(output);
        var request = Request(Path.Combine(folder, name), output, mode);
        return Timing.Seconds(() => StageRun.Execute(request, Logger.None, time ?? TimeProvider.System, default));
    }

    /// <summary>Seconds of a sample of workers together, and of the middle one.</summary>
    private static (double Together, double One) Workers(RunRequest request)
    {
        ShardRequest.Write(request);
        var host = Path.Combine(RepositoryRoot.Path, "src", "Landscape.Staging", "bin", "Release", "net10.0", "Landscape.Staging.dll");
        var sample = ShardPlan.Missing(Items, Shards, _ => false).Where((_, i) => i % (Shards / SampledShards) == 0);
        var seconds = new ConcurrentBag<double>();
        var together = Timing.Seconds(() => Parallel.ForEach(
            sample,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            shard => seconds.Add(Timing.Seconds(() => Command.Run(
                RepositoryRoot.Path, "dotnet", "exec", host, "shard", ShardRequest.FileOf(request), "--activity", "kept sums", "--shard", shard.Name, "--attempt", "1")))));
        return (together, Timing.Median(seconds));
    }

    private static RunRequest Request(string folder, string output, string mode)
    {
        var stage = Path.Combine(RepositoryRoot.Path, "tests", "Landscape.Staging.ToyStage", "bin", "Release", "net10.0", "Landscape.Staging.ToyStage.dll");
        var pipeline = Path.Combine(RepositoryRoot.Path, "pipeline");
        var assemblies = Directory.EnumerateFiles(Path.GetDirectoryName(stage)!, "*.dll")
            .Select(path => KeyValuePair.Create(Path.GetFileNameWithoutExtension(path), (JsonNode?)ContentHash.OfFile(path)));
        var options = JsonElement.Parse(string.Create(CultureInfo.InvariantCulture, $$"""{"mode": "{{mode}}", "count": {{Items}}}"""));
        return new RunRequest(
            RepositoryRoot.Path, "bench", 7, "toy", stage, 2, new Dictionary<string, JsonElement> { ["toy"] = options }, new Dictionary<string, string>(),
            new Dictionary<string, string>(), new Dictionary<string, RequestInput>(), ["sums"], output, Path.Combine(folder, "shards"), new string('f', 64),
            new JsonObject { ["assemblies"] = new JsonObject(assemblies) }, [], 1, Path.Combine(pipeline, "node_modules"), Path.Combine(pipeline, "node"),
            Path.Combine(folder, "toy.log"), Shards);
    }

    /// <summary>Shards are kept from the first one on: every look at this clock finds a minute gone.</summary>
    private sealed class EveryLookAMinute : TimeProvider
    {
        private long minutes;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => 60 * Interlocked.Increment(ref minutes);
    }
}
