using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// A centred Gaussian process on the nodes of a design, sampled exactly: values = S e, S S^T = K + nu I, e standard normal.
/// Weak universality ([BD]) means a positive definite K there. Where K is not so numerically, the nugget nu is the smallest of the ladder
/// (0, 1e-16, 1e-15, ..., 1e-6) times the mean variance that makes it so: a change of the problem, to be recorded with the sample.
/// </summary>
public abstract class GaussianProcess
{
    private protected GaussianProcess()
    {
    }

    /// <summary>The ladder of nuggets relative to the mean variance tr(K) / N.</summary>
    public static IReadOnlyList<double> NuggetLadder { get; } = [0, 1e-16, 1e-15, 1e-14, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6];

    /// <summary>nu; 0 if K is positive definite as computed.</summary>
    public double Nugget { get; private protected init; }

    /// <summary>
    /// Factors the covariance matrix: by Kronecker factors when the kernel is a product over coordinates and the design a tensor product
    /// of more than one, by a dense Cholesky factorisation otherwise. The law of the samples is the same.
    /// </summary>
    /// <param name="covariance">k.</param>
    /// <param name="design">The nodes.</param>
    /// <exception cref="ArgumentException">The kernel does not fit the design's dimension, or is no covariance: the largest nugget does not make it positive definite.</exception>
    public static GaussianProcess On(Covariance covariance, Design design) =>
        design.Axes.Count > 1 && covariance.CoordinateFactors(design.Axes.Count) is { } factors
            ? new KroneckerGaussianProcess(factors, design.Axes, covariance.Label)
            : new DenseGaussianProcess(covariance.MatrixOn(design.Nodes), covariance.Label);

    /// <summary>A sample: N values.</summary>
    /// <param name="stream">The randomness.</param>
    public double[] Draw(RandomStream stream)
    {
        var normals = new double[Count];
        foreach (ref var normal in normals.AsSpan())
        {
            normal = stream.NextNormal();
        }

        return Apply(normals);
    }

    /// <summary>S e.</summary>
    /// <param name="normals">e, N.</param>
    public abstract double[] Apply(double[] normals);

    /// <summary>N.</summary>
    protected abstract int Count { get; }

    /// <summary>The smallest nugget of the ladder that a test accepts.</summary>
    private protected static double SmallestNugget(double meanVariance, string label, Func<double, bool> isPositiveDefinite)
    {
        foreach (var relative in NuggetLadder)
        {
            if (isPositiveDefinite(relative * meanVariance))
            {
                return relative * meanVariance;
            }
        }

        throw new ArgumentException($"{label} is no covariance on this design: a nugget of {NuggetLadder[^1]} of the mean variance {meanVariance} does not make it positive definite");
    }
}
