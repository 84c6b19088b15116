using Landscape.Models;

namespace Landscape.Search;

/// <summary>
/// The efficient network that a redundant one realizes: duplicates are merged (a_i + s a_j), constant neurons go into beta (a_j psi(b_j)),
/// dead neurons are dropped, until none is left. The realization stays the same up to the redundancy tolerance.
/// </summary>
public static class Pruning
{
    /// <summary>Prunes theta.</summary>
    /// <param name="landscape">Sample and activation; the width is that of theta.</param>
    /// <param name="theta">P parameters.</param>
    /// <param name="tolerance">Largest distance that counts as zero (<see cref="RedundancyDistances"/>).</param>
    /// <returns>The core's parameters, (n' (d + 2) + 1), n' at most n; theta itself if it is efficient.</returns>
    public static double[] Core(RiskLandscape landscape, ReadOnlySpan<double> theta, double tolerance = RedundancyDistances.Tolerance)
    {
        var core = theta.ToArray();
        var current = landscape;
        while (RemoveOne(current, core, tolerance) is { } smaller)
        {
            core = smaller;
            current = new RiskLandscape(landscape.Sample, landscape.Activation, current.Shape.Width - 1);
        }

        return core;
    }

    private static double[]? RemoveOne(RiskLandscape landscape, double[] theta, double tolerance)
    {
        var neurons = new NeuronGeometry(landscape, theta, tolerance);
        for (var j = landscape.Shape.Width - 1; j >= 0; j--)
        {
            if (neurons.IsDead(j))
            {
                return Without(landscape.Shape, theta, j);
            }

            if (neurons.IsConstant(j))
            {
                return WithoutConstant(landscape, theta, j);
            }

            for (var i = 0; i < j; i++)
            {
                if (neurons.DuplicateSign(i, j) is { } sign)
                {
                    return Merged(landscape, theta, i, j, sign);
                }
            }
        }

        return null;
    }

    private static double[] WithoutConstant(RiskLandscape landscape, double[] theta, int j)
    {
        var smaller = Without(landscape.Shape, theta, j);
        smaller[^1] += theta[landscape.Shape.A(j)] * landscape.Activation.Evaluate(theta[landscape.Shape.B(j)]).Value;
        return smaller;
    }

    // a_j psi(s z_i): s = -1 is -a_j psi(z_i) for odd activations and a_j - a_j psi(z_i) for the logistic function.
    private static double[] Merged(RiskLandscape landscape, double[] theta, int i, int j, int sign)
    {
        var smaller = Without(landscape.Shape, theta, j);
        var weight = theta[landscape.Shape.A(j)];
        smaller[landscape.Shape.A(i)] += sign * weight;
        smaller[^1] += sign < 0 && landscape.Activation.Symmetry == ActivationSymmetry.Logistic ? weight : 0;
        return smaller;
    }

    private static double[] Without(NetworkShape shape, double[] theta, int j) =>
        [.. theta.AsSpan(0, shape.U(j)), .. theta.AsSpan(shape.U(j) + shape.NeuronSize)];
}
