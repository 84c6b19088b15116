using Landscape.Numerics;

namespace Landscape.Models.Tests;

/// <summary>Random samples and parameters of the size that occurs: inputs in [-1, 1]^d, uneven weights, targets and parameters of order 1.</summary>
internal static class RandomProblems
{
    public static Sample Sample(int count, int d, long seed)
    {
        var stream = new RandomStream(seed, "tests", "sample", count, d);
        var (nodes, weights, targets) = (new Matrix(count, d), new double[count], new double[count]);
        for (var s = 0; s < count; s++)
        {
            for (var k = 0; k < d; k++)
            {
                nodes[s, k] = stream.NextUniform(-1, 1);
            }

            (weights[s], targets[s]) = (stream.NextUniform(0.1, 1), stream.NextNormal());
        }

        var total = weights.Sum();
        return new Sample(nodes, [.. weights.Select(w => w / total)], targets);
    }

    public static double[] Theta(NetworkShape shape, long seed)
    {
        var stream = new RandomStream(seed, "tests", "theta", shape.InputDimension, shape.Width);
        return [.. Enumerable.Range(0, shape.ParameterCount).Select(_ => 1.5 * stream.NextNormal())];
    }
}
