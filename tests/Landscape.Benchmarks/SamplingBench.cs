using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Benchmarks;

/// <summary>Sampling a Gaussian process on 4,096 nodes.</summary>
/// <param name="Nodes">N.</param>
/// <param name="KroneckerMs">Product kernel on a tensor design: factors and one draw.</param>
/// <param name="GeneralMs">Any kernel on any design: covariance matrix, factorisation and one draw.</param>
/// <param name="CholeskyMs">Our factorisation of that covariance matrix alone.</param>
/// <param name="CholeskyPeakFraction">N^3 / 3 flops a second of it, over the FMA peak.</param>
/// <param name="LapackMs">LAPACK's factorisation on reference BLAS.</param>
/// <param name="LapackOpenblasMs">The same on OpenBLAS.</param>
internal sealed record SamplingRow(
    int Nodes, double KroneckerMs, double GeneralMs, double CholeskyMs, double CholeskyPeakFraction, double? LapackMs, double? LapackOpenblasMs);

/// <summary>Exact Gaussian-process samples: by Kronecker factors where the kernel is a product, by Cholesky where it is not.</summary>
internal static class SamplingBench
{
    private const int PointsPerAxis = 64;
    private const int Nodes = PointsPerAxis * PointsPerAxis;
    private const int Repetitions = 2;
    private const double Length = 0.5;
    private const double Nugget = 1e-6;

    /// <summary>Both ways, and LAPACK.</summary>
    /// <param name="peakGigaflops">The machine's single-thread peak.</param>
    /// <param name="peers">Where it is noted which peers answer.</param>
    public static SamplingRow Run(double peakGigaflops, PeerRegister peers)
    {
        var tensor = Design.GaussLegendre(2, PointsPerAxis);
        var kronecker = Milliseconds(() => GaussianProcess.On(new SquaredExponential([Length]), tensor).Draw(new RandomStream(1, "bench", "draw")));
        var design = Design.Uniform(2, Nodes, new RandomStream(1, "bench", "design"));
        var general = Milliseconds(() => GaussianProcess.On(new MaternFiveHalves([Length]), design).Draw(new RandomStream(1, "bench", "draw")));
        var cholesky = Milliseconds(Factorisation(design));
        return new SamplingRow(
            Nodes, kronecker, general, cholesky, Math.Pow(Nodes, 3) / 3 / (cholesky * 1e6) / peakGigaflops,
            Lapack(design, Peer.Start(peers, "SciPy", "python3-scipy", "gp_numpy.py", Blas.Reference)),
            Lapack(design, Peer.StartOnOpenBlas(peers, "SciPy on OpenBLAS", "python3-scipy", "gp_numpy.py")));
    }

    private static Action Factorisation(Design design)
    {
        var covariance = new SquaredExponential([Length]).MatrixOn(design.Nodes);
        for (var i = 0; i < Nodes; i++)
        {
            covariance[i, i] += Nugget;
        }

        var lower = new Matrix(Nodes, Nodes);
        return () => _ = Cholesky.TryFactor(covariance, lower) ? true : throw new InvalidOperationException("the covariance is not positive definite");
    }

    private static double? Lapack(Design design, Peer? peer)
    {
        using var ending = peer;
        var nodes = Enumerable.Range(0, Nodes).Select(s => design.Nodes.Row(s).ToArray());
        return (double?)peer?.Ask("cholesky", new { nodes, Length, Nugget, Repetitions })["milliseconds"];
    }

    private static double Milliseconds(Action action)
    {
        // The better of two: seconds long each, and the first pays for compilation and page faults.
        return 1e3 * Enumerable.Range(0, Repetitions).Min(_ => Timing.Seconds(action));
    }
}
