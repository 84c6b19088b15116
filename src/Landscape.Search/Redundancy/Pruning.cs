using Landscape.Models;

namespace Landscape.Search;

/// <summary>
/// The efficient network that a redundant one realizes: duplicates are merged (a_i + a_j, a_i - a_j for opposite signs), constant neurons go into beta (a_j psi(b_j)),
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

    // a_j psi(s z_i) = a_j constant + a_j factor psi(z_i).
    private static double[] Merged(RiskLandscape landscape, double[] theta, int i, int j, int sign)
    {
        var smaller = Without(landscape.Shape, theta, j);
        var weight = theta[landscape.Shape.A(j)];
        var mirror = Mirror.Of(landscape.Activation.Symmetry, sign)!.Value;
        smaller[landscape.Shape.A(i)] += mirror.Factor * weight;
        smaller[^1] += mirror.Constant * weight;
        return smaller;
    }

    private static double[] Without(NetworkShape shape, double[] theta, int j) =>
        [.. theta.AsSpan(0, shape.U(j)), .. theta.AsSpan(shape.U(j) + shape.NeuronSize)];
}
