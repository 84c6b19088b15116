using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search.Tests.Detection;

/// <summary>Small landscapes with known properties.</summary>
internal static class Landscapes
{
    /// <summary>Equal weights on an m^d grid in [-1, 1]^d, target f.</summary>
    public static Sample OnGrid(int dimension, int pointsPerAxis, Func<double[], double> target)
    {
        var count = 1;
        for (var k = 0; k < dimension; k++)
        {
            count *= pointsPerAxis;
        }

        var nodes = new Matrix(count, dimension);
        for (var s = 0; s < count; s++)
        {
            var rest = s;
            for (var k = 0; k < dimension; k++, rest /= pointsPerAxis)
            {
                nodes[s, k] = -1 + (2.0 * (rest % pointsPerAxis) / (pointsPerAxis - 1));
            }
        }

        var weights = new double[count];
        Array.Fill(weights, 1.0 / count);
        return new Sample(nodes, weights, [.. Enumerable.Range(0, count).Select(s => target(nodes.Row(s).ToArray()))]);
    }

    /// <summary>A smooth d = 1 target without symmetry, for which width 1 has a minimum with a nonzero residual.</summary>
    public static Sample Wave { get; } = OnGrid(1, 25, x => Math.Sin(2.5 * x[0]) + (0.4 * Math.Cos(4 * x[0])) + (0.3 * x[0]));

    /// <summary>A smooth d = 2 target without symmetry.</summary>
    public static Sample Hills { get; } =
        OnGrid(2, 9, x => Math.Sin((2.2 * x[0]) + 0.4) * Math.Cos((1.7 * x[1]) - 0.3) + (0.5 * Math.Sin((3 * x[0] * x[1]) + 0.2)));

    /// <summary>Psi_theta at every node.</summary>
    public static double[] Realization(RiskLandscape landscape, double[] theta) =>
        [.. Enumerable.Range(0, landscape.Sample.Count).Select(s => Network(landscape, theta, landscape.Sample.Nodes.Row(s).ToArray()))];

    /// <summary>Psi_theta(x), written out.</summary>
    public static double Network(RiskLandscape landscape, double[] theta, double[] x)
    {
        var shape = landscape.Shape;
        var sum = theta[shape.Beta];
        for (var j = 0; j < shape.Width; j++)
        {
            sum += theta[shape.A(j)] * landscape.Activation.Evaluate(PreActivation(shape, theta, x, j)).Value;
        }

        return sum;
    }

    /// <summary>z_j(x).</summary>
    public static double PreActivation(NetworkShape shape, double[] theta, double[] x, int j) =>
        theta[shape.B(j)] + Enumerable.Range(0, shape.InputDimension).Sum(k => theta[shape.U(j) + k] * x[k]);

    /// <summary>A teacher's sample: the target is the network itself.</summary>
    public static RiskLandscape Teacher(Activation activation, int dimension, double[] theta)
    {
        var width = (theta.Length - 1) / (dimension + 2);
        var blank = OnGrid(dimension, dimension == 1 ? 21 : 7, _ => 0);
        var landscape = new RiskLandscape(blank, activation, width);
        return new RiskLandscape(new Sample(blank.Nodes, blank.Weights, Realization(landscape, theta)), activation, width);
    }

    /// <summary>The critical point that a plain search (index 0) reaches first from seeded random starts.</summary>
    public static SpectralModel AMinimum(RiskLandscape landscape)
    {
        var search = new CriticalPointSearch(landscape, Effort with { HighestIndex = 0, GradientNormStarts = 0, Paths = 0, Climbs = 0 }, Stream());
        search.Run(Descents(landscape), []);
        return search.Points.First(p => p is { MorseIndex: 0, Kinds: RedundancyKinds.None }).Model;
    }

    /// <summary>End points of 12 descents (index-0 searches) from seeded random starts.</summary>
    public static List<double[]> Descents(RiskLandscape landscape)
    {
        var stream = Stream();
        var descent = new IndexKSaddleSearch(GradientScale.Of(landscape.Sample), 300, 0.3);
        var ends = new List<double[]>();
        for (var start = 0; start < 12; start++)
        {
            var theta = Enumerable.Range(0, landscape.Shape.ParameterCount).Select(_ => stream.NextUniform(-2, 2)).ToArray();
            var result = descent.Run(new RiskFunction(landscape), theta, 0);
            if (result.Status == SearchStatus.Candidate)
            {
                ends.Add(result.Model.Theta);
            }
        }

        return ends;
    }

    public static RandomStream Stream() => new(1, "tests", "starts", 0);

    /// <summary>A search that takes a fraction of a second on these samples.</summary>
    public static SearchEffort Effort { get; } = new(
        HighestIndex: 3, IndexSearches: 6, GradientNormStarts: 6, Paths: 4, Splits: 0, Extensions: 0, Climbs: 40, ModesPerPoint: 2,
        Displacement: 0.1, Deflations: 0, Starts: new StartOptions(), MaximumIterations: 150, TrustRadius: 0.3);
}
