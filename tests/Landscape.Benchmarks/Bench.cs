using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Landscape.Benchmarks;

/// <summary>
/// Everything that one run measured. A part that was not asked for is absent.
/// </summary>
/// <param name="Date">When, in UTC.</param>
/// <param name="Machine">Where.</param>
/// <param name="FmaPeakGflops">One thread's limit of arithmetic.</param>
/// <param name="MemoryGbS">One thread's limit of memory.</param>
/// <param name="Kernel">Risk, gradient and Hessian beside their peers.</param>
/// <param name="Search">Seconds for each point.</param>
/// <param name="Sampling">Gaussian processes.</param>
/// <param name="Scaling">Two threads.</param>
/// <param name="Noop">Nothing to do.</param>
/// <param name="Change">One stage to do.</param>
/// <param name="Shards">Shards of quick items.</param>
internal sealed record BenchResult(
    string Date, Machine Machine, double FmaPeakGflops, double MemoryGbS, IReadOnlyList<KernelRow>? Kernel = null, IReadOnlyList<SearchRow>? Search = null,
    SamplingRow? Sampling = null, ScalingRow? Scaling = null, NoopRow? Noop = null, ChangeRow? Change = null, ShardRow? Shards = null);

/// <summary>Runs the named parts (all by default) and prints their tables; writes <c>artifacts/bench/bench.json</c> and the roofline.</summary>
internal static class Bench
{
    private static readonly string[] Parts = ["kernel", "scaling", "search", "sampling", "noop", "change", "shards"];

    /// <summary>Returns the exit code: 2 for a part that does not exist.</summary>
    public static int Run(string[] parts)
    {
        if (parts.Except(Parts).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"no part of the bench is named '{unknown}'; parts: {string.Join(", ", Parts)}, or micro for single functions");
            return 2;
        }

        var peers = new PeerRegister();
        var result = Measure(parts.Length == 0 ? Parts : parts, peers);
        BenchTables.Print(result);
        Write(result, peers);
        return 0;
    }

    private static BenchResult Measure(string[] parts, PeerRegister peers)
    {
        TResult? Part<TResult>(string name, Func<TResult> run)
            where TResult : class
        {
            if (!parts.Contains(name))
            {
                return null;
            }

            var start = Stopwatch.GetTimestamp();
            var measured = run();
            Console.WriteLine($"{name}: {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
            return measured;
        }

        var peak = FmaPeak.Gigaflops(repetitions: 200);
        var bandwidth = MemoryBandwidth.GigabytesPerSecond(repetitions: 5);
        return new BenchResult(
            DateTime.UtcNow.ToString("yyyy-MM-dd"),
            Machine.Here(),
            peak,
            bandwidth,
            Part("kernel", () => KernelBench.Run(peak, peers)),
            Part("search", () => SearchBench.Run(peers)),
            Part("sampling", () => SamplingBench.Run(peak, peers)),
            Part("scaling", ScalingBench.Run),
            Part("noop", () => NoopBench.Run(peers)),
            Part("change", () => ChangeBench.Run(peers)),
            Part("shards", ShardBench.Run));
    }

    private static void Write(BenchResult result, PeerRegister peers)
    {
        var folder = Directory.CreateDirectory(Path.Combine(RepositoryRoot.Path, "artifacts", "bench")).FullName;
        var file = Path.Combine(folder, "bench.json");
        var earlier = File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file))!.AsObject() : null;
        File.WriteAllText(file, BenchFile.Merge(earlier, result, peers).ToJsonString(Json.Indented) + "\n");
        if (result.Kernel is not null)
        {
            Roofline.Write(result, folder);
        }

        Console.WriteLine("written: artifacts/bench");
    }
}
