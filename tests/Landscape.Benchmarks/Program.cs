using BenchmarkDotNet.Running;
using Landscape.Benchmarks;

if (args is ["micro", .. var rest])
{
    // In this process: the project that BenchmarkDotNet would otherwise generate and build knows nothing of this repository's settings.
    var results = Path.Combine(RepositoryRoot.Path, "artifacts", "bench", "micro");
    var summaries = BenchmarkSwitcher.FromAssembly(typeof(Bench).Assembly).Run([.. rest, "--inProcess", "--artifacts", results]);
    return summaries.Any(s => s.HasCriticalValidationErrors || s.Reports.Any(r => !r.Success)) ? 1 : 0;
}

return Bench.Run(args);
