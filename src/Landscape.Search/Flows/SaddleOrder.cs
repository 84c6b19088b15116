using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>
/// The order of a critical point along a direction V: the m with |dg(theta + t V)| ~ t^(m-1) for t to 0, that is, the first derivative along V that does not
/// vanish is the m-th. Measured between t = 2^-30 and 2^-31, where the next power changes the exponent by some 1e-9.
/// </summary>
public static class SaddleOrder
{
    private const double Far = 1.0 / (1 << 30);

    /// <summary>m, not rounded.</summary>
    public static double Measure(Composition composition, ReadOnlySpan<double> theta, ReadOnlySpan<double> direction)
    {
        var (far, near) = (GradientAt(composition, theta, direction, Far), GradientAt(composition, theta, direction, Far / 2));
        return 1 + ((Elementary.Log(far) - Elementary.Log(near)) / Elementary.Log(2));
    }

    private static double GradientAt(Composition composition, ReadOnlySpan<double> theta, ReadOnlySpan<double> direction, double t)
    {
        var gradient = new double[theta.Length];
        composition.Gradient(Vectors.Plus(theta, t, direction), gradient);
        return Vectors.Norm(gradient);
    }
}
