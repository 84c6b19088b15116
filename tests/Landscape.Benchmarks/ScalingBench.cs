using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Benchmarks;

/// <summary>How much faster two threads do independent items than one.</summary>
/// <param name="OneThreadS">Seconds of all items on one thread.</param>
/// <param name="TwoThreadsS">Seconds on two, each with a workspace of its own.</param>
/// <param name="Speedup">Their ratio; 2 is perfect.</param>
internal sealed record ScalingRow(double OneThreadS, double TwoThreadsS, double Speedup);

/// <summary>Hessians of independent items (as the stages evaluate them) on one thread and on two, in turns.</summary>
internal static class ScalingBench
{
    private const int Rounds = 5;
    private const int Items = 64;
    private const int EvaluationsPerItem = 40;

    /// <summary>The comparison at n = 10, d = 2, N = 1000.</summary>
    public static ScalingRow Run()
    {
        var landscape = new RiskLandscape(Problems.RandomSample(2, 1000), Activation.Tanh, 10);
        Evaluate(landscape, 1);
        var one = new List<double>();
        var two = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            one.Add(Seconds(landscape, 1));
            two.Add(Seconds(landscape, 2));
        }

        var (single, both) = (Timing.Median(one), Timing.Median(two));
        return new ScalingRow(single, both, single / both);
    }

    private static double Seconds(RiskLandscape landscape, int threads) => Timing.Seconds(() =>
        Parallel.For(0, Items, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => Evaluate(landscape.Fork(), EvaluationsPerItem)));

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
