using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Benchmarks;

/// <summary>How much faster two threads do independent items than one.</summary>
/// <param name="OneThreadS">Seconds of all items on one thread.</param>
/// <param name="TwoThreadsS">Seconds on two, each with a workspace of its own.</param>
/// <param name="Speedup">Their ratio; 2 is perfect.</param>
/// <param name="ProcessorTimeRatio">Processor seconds on two threads over those on one; 1 is perfect, and it holds on a busy machine too.</param>
internal sealed record ScalingRow(double OneThreadS, double TwoThreadsS, double Speedup, double ProcessorTimeRatio);

/// <summary>Hessians of independent items (as the stages evaluate them) on one thread and on two, in turns.</summary>
internal static class ScalingBench
{
    private const int Rounds = 5;
    private const int Items = 64;
    private const int EvaluationsPerItem = 200;

    /// <summary>The comparison at n = 10, d = 2, N = 1000.</summary>
    public static ScalingRow Run()
    {
        var landscape = new RiskLandscape(Problems.RandomSample(2, 1000), Activation.Tanh, 10);
        Evaluate(landscape, 1);
        var one = new List<(double Wall, double Processor)>();
        var two = new List<(double Wall, double Processor)>();
        for (var round = 0; round < Rounds; round++)
        {
            one.Add(Seconds(landscape, 1));
            two.Add(Seconds(landscape, 2));
        }

        var (single, both) = (Timing.Median(one.Select(t => t.Wall)), Timing.Median(two.Select(t => t.Wall)));
        return new ScalingRow(single, both, single / both, Timing.Median(two.Select(t => t.Processor)) / Timing.Median(one.Select(t => t.Processor)));
    }

    private static (double Wall, double Processor) Seconds(RiskLandscape landscape, int threads)
    {
        var before = Environment.CpuUsage.TotalTime;
        var wall = Timing.Seconds(() =>
            Parallel.For(0, Items, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => Evaluate(landscape.Fork(), EvaluationsPerItem)));
        return (wall, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    private static void Evaluate(RiskLandscape landscape, int evaluations)
    {
        var theta = Problems.RandomTheta(landscape.Shape.ParameterCount);
        var gradient = new double[theta.Length];
        var hessian = new Matrix(theta.Length, theta.Length);
        for (var i = 0; i < evaluations; i++)
        {
            landscape.RiskGradientHessian(theta, gradient, hessian);
        }
    }
}
