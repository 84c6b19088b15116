using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Benchmarks;

/// <summary>How much more two threads do than one.</summary>
/// <param name="OneThreadS">Seconds of a batch of evaluations on one thread, the fewest of all rounds.</param>
/// <param name="TwoThreadsS">Seconds until two threads have done a batch each, the fewest of all rounds.</param>
/// <param name="Speedup">Twice the first over the second; 2 is perfect.</param>
/// <param name="MedianSpeedup">The same with medians: what a busy machine made of it.</param>
/// <param name="ProcessorTimeRatio">Processor seconds for each evaluation, two threads over one, the fewest of each; 1 is perfect, whatever else the machine does.</param>
internal sealed record ScalingRow(double OneThreadS, double TwoThreadsS, double Speedup, double MedianSpeedup, double ProcessorTimeRatio);

/// <summary>
/// Hessians on one thread and on two: each thread has a landscape of its own and the same fixed number of evaluations (nothing to steal, nothing to
/// share), both start together, and the later one ends the time. Batches are long beside the start of a thread and short beside the pauses between other
/// programs' work, so that the fewest seconds are those of an undisturbed machine; one and two threads take turns.
/// </summary>
internal static class ScalingBench
{
    private const int Rounds = 100;
    private const int Evaluations = 500;

    /// <summary>The comparison at n = 10, d = 2, N = 1000.</summary>
    public static ScalingRow Run()
    {
        var landscape = new RiskLandscape(Problems.RandomSample(2, 1000), Activation.Tanh, 10);
        Evaluate(landscape);
        var one = new List<(double Wall, double Processor)>();
        var two = new List<(double Wall, double Processor)>();
        for (var round = 0; round < Rounds; round++)
        {
            one.Add(Seconds([landscape]));
            two.Add(Seconds([landscape, landscape.Fork()]));
        }

        var (single, both) = (one.Min(t => t.Wall), two.Min(t => t.Wall));
        var medians = Timing.Median(one.Select(t => t.Wall)) / Timing.Median(two.Select(t => t.Wall));
        return new ScalingRow(single, both, 2 * single / both, 2 * medians, two.Min(t => t.Processor) / (2 * one.Min(t => t.Processor)));
    }

    private static (double Wall, double Processor) Seconds(RiskLandscape[] landscapes)
    {
        using var ready = new CountdownEvent(landscapes.Length);
        using var start = new ManualResetEventSlim();
        var threads = landscapes.Select(landscape => new Thread(() =>
        {
            ready.Signal();
            start.Wait();
            Evaluate(landscape);
        })).ToList();
        threads.ForEach(t => t.Start());
        ready.Wait();
        var wall = 0.0;
        var processor = Timing.ProcessorSeconds(() => wall = Timing.Seconds(() =>
        {
            start.Set();
            threads.ForEach(t => t.Join());
        }));
        return (wall, processor);
    }

    private static void Evaluate(RiskLandscape landscape)
    {
        var theta = Problems.RandomTheta(landscape.Shape.ParameterCount);
        var gradient = new double[theta.Length];
        var hessian = new Matrix(theta.Length, theta.Length);
        for (var i = 0; i < Evaluations; i++)
        {
            landscape.RiskGradientHessian(theta, gradient, hessian);
        }
    }
}
