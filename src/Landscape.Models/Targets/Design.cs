using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>Where a target is known: the discrete measure mu = sum_s w_s delta_{x_s} without the target's values.</summary>
/// <param name="Nodes">x, N x d.</param>
/// <param name="Weights">w, N, nonnegative, sum 1 up to rounding.</param>
/// <param name="Axes">
/// Of a tensor design the nodes of each coordinate, the last coordinate running fastest through <paramref name="Nodes"/>; else empty.
/// </param>
public sealed record Design(Matrix Nodes, double[] Weights, IReadOnlyList<double[]> Axes)
{
    /// <summary>The tensor Gauss-Legendre rule of the uniform distribution on [-1, 1]^d, m^d nodes.</summary>
    /// <param name="inputDimension">d, at least 1.</param>
    /// <param name="pointsPerAxis">m, 1..256.</param>
    public static Design GaussLegendre(int inputDimension, int pointsPerAxis) => Tensor(GaussRule.Legendre(pointsPerAxis), inputDimension);

    /// <summary>The tensor Gauss-Hermite rule of the standard normal distribution on R^d, m^d nodes.</summary>
    /// <param name="inputDimension">d, at least 1.</param>
    /// <param name="pointsPerAxis">m, 1..256.</param>
    public static Design GaussHermite(int inputDimension, int pointsPerAxis) => Tensor(GaussRule.Hermite(pointsPerAxis), inputDimension);

    /// <summary>N independent uniform points of [-1, 1]^d with equal weights.</summary>
    /// <param name="inputDimension">d, at least 1.</param>
    /// <param name="count">N, at least 1.</param>
    /// <param name="stream">The randomness.</param>
    public static Design Uniform(int inputDimension, int count, RandomStream stream) =>
        EquallyWeighted(inputDimension, count, (_, point) => Fill(point, () => stream.NextUniform(-1, 1)));

    /// <summary>N independent standard normal points of R^d with equal weights.</summary>
    /// <param name="inputDimension">d, at least 1.</param>
    /// <param name="count">N, at least 1.</param>
    /// <param name="stream">The randomness.</param>
    public static Design Gaussian(int inputDimension, int count, RandomStream stream) =>
        EquallyWeighted(inputDimension, count, (_, point) => Fill(point, stream.NextNormal));

    /// <summary>The Halton points 1..N (point 0 is a corner), scaled to [-1, 1]^d, with equal weights.</summary>
    /// <param name="inputDimension">d, 1..16.</param>
    /// <param name="count">N, at least 1.</param>
    /// <exception cref="ArgumentException">d is too large.</exception>
    public static Design HaltonPoints(int inputDimension, int count) => EquallyWeighted(inputDimension, count, (s, point) =>
    {
        Halton.Point(s + 1, point);
        foreach (ref var coordinate in point)
        {
            coordinate = (2 * coordinate) - 1;
        }
    });

    private static Design Tensor(GaussRule rule, int inputDimension)
    {
        var m = rule.Nodes.Length;
        var count = checked((int)IntegerPower(m, inputDimension));
        var (nodes, weights) = (new Matrix(count, inputDimension), new double[count]);
        for (var s = 0; s < count; s++)
        {
            weights[s] = 1;
            for (var (k, rest) = (inputDimension - 1, s); k >= 0; k--, rest /= m)
            {
                nodes[s, k] = rule.Nodes[rest % m];
                weights[s] *= rule.Weights[rest % m];
            }
        }

        return new Design(nodes, weights, [.. Enumerable.Repeat(rule.Nodes, inputDimension)]);
    }

    private delegate void PointWriter(int index, Span<double> point);

    private static Design EquallyWeighted(int inputDimension, int count, PointWriter write)
    {
        var (nodes, weights) = (new Matrix(count, inputDimension), new double[count]);
        Array.Fill(weights, 1.0 / count);
        for (var s = 0; s < count; s++)
        {
            write(s, nodes.Row(s));
        }

        return new Design(nodes, weights, []);
    }

    private static void Fill(Span<double> point, Func<double> draw)
    {
        foreach (ref var coordinate in point)
        {
            coordinate = draw();
        }
    }

    private static long IntegerPower(int number, int exponent)
    {
        var power = 1L;
        for (var k = 0; k < exponent; k++)
        {
            power = checked(power * number);
        }

        return power;
    }
}
