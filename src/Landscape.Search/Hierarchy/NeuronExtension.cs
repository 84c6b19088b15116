using Landscape.Models;

namespace Landscape.Search;

/// <summary>
/// Extensions by a dead neuron: (u, a = 0) joins the network, which stays the same. At a critical point the result is critical iff
/// g(u) = E[r psi(z)] = 0, z = u . x~, and the risk at (u + t p / |p|, a = -s t) is, with p = E[r psi'(z) x~] (the gradient of g),
///     J - 2 s |p| t^2 + s^2 E[psi(z)^2] t^2 + O(t^3),
/// least for s = |p| / E[psi^2], where it falls by t^2 |p|^2 / E[psi^2]: a saddle that is left downhill along t > 0 and t &lt; 0
/// (docs/theory.md, after A6).
/// </summary>
/// <param name="landscape">Sample, activation and the shape of the narrow network.</param>
/// <param name="theta">A critical point, P parameters.</param>
public sealed class NeuronExtension(RiskLandscape landscape, ReadOnlyMemory<double> theta)
{
    // Halves of the segment: far below the distance at which the extension is left.
    private const int Bisections = 40;

    private readonly double[] residuals = Residuals(landscape, theta.Span);

    /// <summary>The network with one more neuron (u, a) behind the others.</summary>
    /// <param name="shape">d and n of theta.</param>
    /// <param name="theta">P parameters.</param>
    /// <param name="u">d + 1.</param>
    /// <param name="weight">a.</param>
    /// <returns>P + d + 2 parameters.</returns>
    public static double[] Of(NetworkShape shape, ReadOnlySpan<double> theta, ReadOnlySpan<double> u, double weight) =>
        [.. theta[..shape.Beta], .. u, weight, theta[shape.Beta]];

    /// <summary>A zero of g on the segment between two arguments, or null if g has the same sign at both.</summary>
    /// <param name="from">u, d + 1.</param>
    /// <param name="to">u, d + 1.</param>
    public double[]? CriticalArgument(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        double[] low = [.. from], high = [.. to];
        var sign = Math.Sign(Correlation(low).Value);
        if (sign == 0 || Math.Sign(Correlation(high).Value) != -sign)
        {
            return null;
        }

        for (var i = 0; i < Bisections; i++)
        {
            var middle = low.Zip(high, (x, y) => x + (0.5 * (y - x))).ToArray();
            (low, high) = Math.Sign(Correlation(middle).Value) == sign ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The predicted way down from the extension at a zero u of g: (p / |p|, -|p| / E[psi^2]) by (u, a), and the fall of J per t^2. Null if p = 0.</summary>
    /// <param name="u">d + 1.</param>
    public (double[] Direction, double Fall)? Descent(ReadOnlySpan<double> u)
    {
        var (_, slope, square) = Correlation(u);
        var length = Vectors.Norm(slope);
        return length > 0 && square > 0
            ? ([.. slope.Select(p => p / length), -length / square], length * length / square)
            : null;
    }

    /// <summary>g(u) = E[r psi(z)], p = E[r psi'(z) x~] and E[psi(z)^2].</summary>
    private (double Value, double[] Slope, double Square) Correlation(ReadOnlySpan<double> u)
    {
        var sample = landscape.Sample;
        var (value, slope, square) = (0.0, new double[u.Length], 0.0);
        var x = new double[u.Length];
        x[^1] = 1;
        for (var s = 0; s < sample.Count; s++)
        {
            sample.Nodes.Row(s).CopyTo(x);
            var (psi, first, _) = landscape.Activation.Evaluate(Vectors.Dot(u, x));
            var weighted = sample.Weights[s] * residuals[s];
            value = Math.FusedMultiplyAdd(weighted, psi, value);
            square = Math.FusedMultiplyAdd(sample.Weights[s] * psi, psi, square);
            Vectors.AddScaled(slope, weighted * first, x);
        }

        return (value, slope, square);
    }

    private static double[] Residuals(RiskLandscape landscape, ReadOnlySpan<double> theta)
    {
        var residuals = new double[landscape.Sample.Count];
        for (var s = 0; s < residuals.Length; s++)
        {
            residuals[s] = landscape.Evaluate(theta, landscape.Sample.Nodes.Row(s)) - landscape.Sample.Targets[s];
        }

        return residuals;
    }
}
