using System.Text.Json;

namespace Landscape.Benchmarks;

/// <summary>Everything that one run measured: the content of bench.json. A part that was not asked for is absent.</summary>
internal sealed record BenchResult(
    string Date, Machine Machine, double FmaPeakGflops, double MemoryGbS, IReadOnlyList<KernelRow>? Kernel, ScalingRow? Scaling,
    IReadOnlyList<SearchRow>? Search, SamplingRow? Sampling, NoopRow? Noop);

/// <summary>Runs the named parts (all by default) and prints their tables; writes <c>artifacts/bench/bench.json</c> and the roofline.</summary>
internal static class Bench
{
    private static readonly string[] Parts = ["kernel", "scaling", "search", "sampling", "noop"];

    /// <summary>Returns the exit code: 2 for a part that does not exist.</summary>
    public static int Run(string[] parts)
    {
        if (parts.Except(Parts).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"no part of the bench is named '{unknown}'; parts: {string.Join(", ", Parts)}, or micro for single functions");
            return 2;
        }

        bool Wanted(string part) => parts.Length == 0 || parts.Contains(part);
        var peak = FmaPeak.Gigaflops(repetitions: 200);
        var result = new BenchResult(
            DateTime.UtcNow.ToString("yyyy-MM-dd"),
            Machine.Here(),
            peak,
            MemoryBandwidth.GigabytesPerSecond(repetitions: 5),
            Wanted("kernel") ? KernelBench.Run(peak) : null,
            Wanted("scaling") ? ScalingBench.Run() : null,
            Wanted("search") ? SearchBench.Run() : null,
            Wanted("sampling") ? SamplingBench.Run(peak) : null,
            Wanted("noop") ? NoopBench.Run() : null);
        BenchTables.Print(result);
        Write(result);
        return 0;
    }

    private static void Write(BenchResult result)
    {
        var folder = Directory.CreateDirectory(Path.Combine(RepositoryRoot.Path, "artifacts", "bench")).FullName;
        File.WriteAllText(Path.Combine(folder, "bench.json"), JsonSerializer.Serialize(result, Json.Indented) + "\n");
        if (result.Kernel is not null)
        {
            Roofline.Write(result, folder);
        }

        Console.WriteLine("written: artifacts/bench");
    }
}
