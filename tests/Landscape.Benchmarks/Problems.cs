using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Benchmarks;

/// <summary>Reproducible inputs: equal numbers in every run and for every peer.</summary>
internal static class Problems
{
    /// <summary>N uniform nodes in [-1, 1]^d with unequal weights and a smooth target.</summary>
    public static Sample RandomSample(int dimension, int count)
    {
        var random = new RandomStream(1, "bench", "sample", dimension, count);
        var nodes = new Matrix(count, dimension);
        Fill(nodes.Data, random, -1, 1);
        var weights = Fill(new double[count], random, 0.5, 1.5);
        var sum = weights.Sum();
        var targets = Enumerable.Range(0, count).Select(s => nodes.Row(s)[0] * nodes.Row(s)[^1] + nodes.Row(s)[0]).ToArray();
        return new Sample(nodes, [.. weights.Select(w => w / sum)], targets);
    }

    /// <summary>A random parameter vector, uniform in [-1, 1].</summary>
    public static double[] RandomTheta(int parameters) =>
        Fill(new double[parameters], new RandomStream(1, "bench", "theta", parameters), -1, 1);

    private static double[] Fill(double[] values, RandomStream random, double low, double high)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.NextUniform(low, high);
        }

        return values;
    }
}
