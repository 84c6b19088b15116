using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search.Tests.Training;

/// <summary>Small samples with targets whose landscapes are known.</summary>
internal static class KnownLandscapes
{
    /// <summary>Equidistant nodes on [-1, 1], equal weights: d = 1.</summary>
    public static Sample Line(int count, Func<double, double> target)
    {
        var nodes = new Matrix(count, 1);
        for (var s = 0; s < count; s++)
        {
            nodes[s, 0] = -1 + (2.0 * s / (count - 1));
        }

        return new Sample(nodes, Equal(count), [.. Enumerable.Range(0, count).Select(s => target(nodes[s, 0]))]);
    }

    /// <summary>Random nodes on [-1, 1]^d, equal weights, the values of a teacher network as target: the teacher is a minimum with J = 0.</summary>
    public static Sample Taught(int d, int count, Activation activation, int width, double[] teacher)
    {
        var stream = new RandomStream(11, "tests", "teacher nodes", d, count);
        var nodes = new Matrix(count, d);
        for (var i = 0; i < nodes.Data.Length; i++)
        {
            nodes.Data[i] = stream.NextUniform(-1, 1);
        }

        var network = new RiskLandscape(new Sample(nodes, Equal(count), new double[count]), activation, width);
        return new Sample(nodes, Equal(count), [.. Enumerable.Range(0, count).Select(s => network.Evaluate(teacher, nodes.Row(s)))]);
    }

    /// <summary>Random nodes and random, rough targets: a landscape with residual at its minima.</summary>
    public static Sample Random(int d, int count, long seed)
    {
        var stream = new RandomStream(seed, "tests", "random sample", d, count);
        var nodes = new Matrix(count, d);
        for (var i = 0; i < nodes.Data.Length; i++)
        {
            nodes.Data[i] = stream.NextUniform(-1, 1);
        }

        return new Sample(nodes, Equal(count), [.. Enumerable.Range(0, count).Select(_ => stream.NextNormal())]);
    }

    public static RiskFunction Risk(Sample sample, Activation activation, int width) => new(new RiskLandscape(sample, activation, width));

    public static double[] Start(RiskFunction risk, long start) =>
        new StartDistribution(risk.Landscape, new StartOptions()).Draw(new RandomStream(5, "tests", "start", start));

    private static double[] Equal(int count) => [.. Enumerable.Repeat(1.0 / count, count)];
}
