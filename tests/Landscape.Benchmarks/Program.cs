using BenchmarkDotNet.Running;
using Landscape.Benchmarks;

if (args is ["micro", .. var rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest);
    return 0;
}

return Bench.Run(args);
