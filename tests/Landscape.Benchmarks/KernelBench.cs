using System.Text.Json.Nodes;
using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Benchmarks;

/// <summary>One size of the kernel comparison: microseconds of risk + gradient + Hessian on one thread.</summary>
/// <param name="N">n, hidden neurons.</param>
/// <param name="D">d, inputs.</param>
/// <param name="Nodes">N.</param>
/// <param name="Parameters">P.</param>
/// <param name="OursUs">RiskLandscape.RiskGradientHessian.</param>
/// <param name="TorchUs">PyTorch's fastest Hessian, alone.</param>
/// <param name="TorchVariant">Which one that was.</param>
/// <param name="NumpyUs">NumPy's closed form with the BLAS that Debian installs with it (reference BLAS).</param>
/// <param name="NumpyOpenblasUs">The same with OpenBLAS.</param>
/// <param name="TorchRatio">TorchUs / OursUs.</param>
/// <param name="NumpyRatio">NumpyUs / OursUs.</param>
/// <param name="NumpyOpenblasRatio">NumpyOpenblasUs / OursUs.</param>
/// <param name="UsefulFlops"><see cref="KernelBench.UsefulFlops"/>.</param>
/// <param name="PeakFraction">UsefulFlops a second over the FMA peak measured in the same run.</param>
/// <param name="SumsPeakFraction">The same with <see cref="KernelBench.SumFlops"/> only, as if the activations were free.</param>
/// <param name="FlopsPerByte">UsefulFlops over the bytes that must move: nodes, weights and targets in, Hessian out.</param>
/// <param name="Disagreement">Largest difference from a peer, relative to the largest entry of risk, gradient and Hessian each.</param>
internal sealed record KernelRow(
    int N, int D, int Nodes, int Parameters, double OursUs, double? TorchUs, string? TorchVariant, double? NumpyUs, double? NumpyOpenblasUs,
    double? TorchRatio, double? NumpyRatio, double? NumpyOpenblasRatio, double UsefulFlops, double PeakFraction,
    double SumsPeakFraction, double FlopsPerByte, double Disagreement);

/// <summary>
/// Risk, gradient and Hessian against PyTorch and NumPy at six sizes. All must agree to 1e-12 before anything is timed; the
/// competitors take turns within each round, and of each the fastest call counts, since whatever else the machine does only adds time. Ours is timed by the
/// clock, the peers by processor time, which favours them.
/// </summary>
internal static class KernelBench
{
    private const int Rounds = 5;
    private const double SecondsPerTurn = 0.15;
    private const double LargestDisagreement = 1e-12;
    private const int ActivationFlops = 69;

    /// <summary>n, d, N: from the pipeline's everyday size to networks of 161 parameters.</summary>
    public static (int Width, int Dimension, int Nodes)[] Sizes { get; } =
        [(2, 2, 200), (4, 2, 1000), (10, 2, 1000), (20, 2, 1000), (10, 10, 2000), (20, 6, 4000)];

    /// <summary>All six sizes.</summary>
    /// <param name="peakGigaflops">The machine's single-thread peak.</param>
    /// <param name="peers">Where it is noted which peers answer.</param>
    public static List<KernelRow> Run(double peakGigaflops, PeerRegister peers)
    {
        using var torch = Peer.Start(peers, "PyTorch", "python3-torch", "kernel_torch.py");
        using var numpy = Peer.Start(peers, "NumPy", "python3-numpy", "kernel_numpy.py", Blas.Reference);
        using var openblas = Peer.StartOnOpenBlas(peers, "NumPy on OpenBLAS", "python3-numpy", "kernel_numpy.py");
        return [.. Sizes.Select(size => RunSize(size.Width, size.Dimension, size.Nodes, peakGigaflops, torch, numpy, openblas))];
    }

    /// <summary>
    /// Flops of the sums over the nodes (a fused multiply-add counts 2): the lower triangle of the Hessian, less the entries that repeat
    /// because x_k x_l = x_l x_k. 2 N (n(n+1)/2 (m(m+1)/2 + 1) + n^2 m + 2 (n m + n)), m = d + 1; the last term is the row of beta and the gradient.
    /// </summary>
    public static double SumFlops(NetworkShape shape, int nodes)
    {
        double m = shape.InputDimension + 1, n = shape.Width;
        var secondMoments = n * (n + 1) / 2 * (m * (m + 1) / 2);
        var firstMoments = (n * n * m) + (n * (n + 1) / 2);
        return 2 * nodes * (secondMoments + firstMoments + (2 * ((n * m) + n)));
    }

    /// <summary>
    /// <see cref="SumFlops"/> and what has to be evaluated before: N n (69 + 2 d + 8), for an activation with two derivatives (69 operations,
    /// counted in the machine code of tanh: comparisons, selections and bit operations are not counted), its argument, its share of the output, and the products with weights and residuals.
    /// </summary>
    public static double UsefulFlops(NetworkShape shape, int nodes) =>
        SumFlops(shape, nodes) + ((double)nodes * shape.Width * (ActivationFlops + (2 * shape.InputDimension) + 8));

    private static KernelRow RunSize(int width, int dimension, int nodes, double peak, Peer? torch, Peer? numpy, Peer? openblas)
    {
        var sample = Problems.RandomSample(dimension, nodes);
        var landscape = new RiskLandscape(sample, Activation.Tanh, width);
        var theta = Problems.RandomTheta(landscape.Shape.ParameterCount);
        var gradient = new double[theta.Length];
        var hessian = new Matrix(theta.Length, theta.Length);
        var risk = landscape.RiskGradientHessian(theta, gradient, hessian);
        var peers = new[] { torch, numpy, openblas };
        var load = new
        {
            Nodes = Enumerable.Range(0, nodes).Select(s => sample.Nodes.Row(s).ToArray()),
            sample.Weights,
            sample.Targets,
            theta,
            width,
        };
        var disagreement = peers.OfType<Peer>().Select(p => Disagreement(p, p.Ask("load", load), risk, gradient, hessian)).Append(0).Max();
        var (ours, times, variant) = TakeTurns(() => landscape.RiskGradientHessian(theta, gradient, hessian), peers);
        var flops = UsefulFlops(landscape.Shape, nodes);
        return new KernelRow(
            width, dimension, nodes, theta.Length, ours, times[0], variant, times[1], times[2],
            times[0] / ours, times[1] / ours, times[2] / ours, flops, flops / (ours * 1e3) / peak,
            SumFlops(landscape.Shape, nodes) / (ours * 1e3) / peak,
            flops / (sizeof(double) * ((nodes * (dimension + 2.0)) + (theta.Length * (double)theta.Length))), disagreement);
    }

    private static (double Ours, double?[] Peers, string? TorchVariant) TakeTurns(Action ours, Peer?[] peers)
    {
        var ourTimes = new List<double>();
        var times = peers.Select(_ => new List<double>()).ToArray();
        string? variant = null;
        for (var round = 0; round < Rounds; round++)
        {
            ourTimes.Add(Timing.Microseconds(ours, SecondsPerTurn));
            for (var p = 0; p < peers.Length; p++)
            {
                if (peers[p]?.Ask("measure", new { Seconds = SecondsPerTurn }) is { } answer)
                {
                    times[p].Add((double)answer["microseconds"]!);
                    variant = p == 0 && times[0].Min() == times[0][^1] ? (string?)answer["variant"] : variant;
                }
            }
        }

        return (ourTimes.Min(), [.. times.Select(t => t.Count == 0 ? (double?)null : t.Min())], variant);
    }

    private static double Disagreement(Peer peer, JsonObject answer, double risk, double[] gradient, Matrix hessian)
    {
        var largest = Math.Max(
            Math.Max(Relative([risk], [(double)answer["risk"]!]), Relative(gradient, Numbers(answer["gradient"]!))),
            Relative(hessian.Data, Numbers(answer["hessian"]!)));
        return largest <= LargestDisagreement
            ? largest
            : throw new InvalidOperationException($"{peer.Version} and we differ by {largest:e1} at {hessian.Rows} parameters: nothing to compare");
    }

    private static double Relative(double[] ours, double[] theirs) =>
        ours.Zip(theirs, (a, b) => Math.Abs(a - b)).Max() / ours.Max(Math.Abs);

    private static double[] Numbers(JsonNode array) => [.. array.AsArray().Select(v => (double)v!)];
}
