using Landscape.Models;
using Landscape.Numerics;
using Landscape.Search;

namespace Landscape.Certification.Tests;

/// <summary>Small landscapes, and points on them whose nature is known by theory.</summary>
internal static class Problems
{
    public static readonly double[] TeacherTheta = [1.2, -0.7, 0.4, 0.9, -0.5, 1.4, -0.3, -0.8, 0.3];

    /// <summary>Nodes of a quasi-random sequence in [-1, 1]^2 with unequal weights, target f.</summary>
    public static Sample Scattered(int count, Func<double, double, double> target)
    {
        var nodes = new Matrix(count, 2);
        var weights = new double[count];
        for (var s = 0; s < count; s++)
        {
            // Multiples of the plastic number's inverses: evenly spread.
            nodes[s, 0] = Fraction((s + 1) * 0.7548776662466927);
            nodes[s, 1] = Fraction((s + 1) * 0.5698402909980532);
            weights[s] = (1.0 + (s % 3)) / count;
        }

        var total = weights.Sum();
        return new Sample(nodes, [.. weights.Select(w => w / total)], [.. Enumerable.Range(0, count).Select(s => target(nodes[s, 0], nodes[s, 1]))]);
    }

    /// <summary>A smooth target without symmetry.</summary>
    public static double Hills(double x, double y) => Math.Sin((2.2 * x) + 0.4) * Math.Cos((1.7 * y) - 0.3) + (0.5 * Math.Sin((3 * x * y) + 0.2));

    /// <summary>The teacher's landscape: its target is the network itself, so that its theta is a critical point of risk 0 (up to the target's rounding).</summary>
    public static RiskLandscape Teacher(Activation activation, int count) => Teacher(activation, count, TeacherTheta);

    /// <summary>The same for another teacher of two inputs and two neurons.</summary>
    public static RiskLandscape Teacher(Activation activation, int count, double[] theta)
    {
        var blank = Scattered(count, (_, _) => 0);
        var shape = new NetworkShape(2, 2);
        double[] targets = [.. Enumerable.Range(0, count).Select(s => Network.Evaluate(shape, activation, theta, blank.Nodes.Row(s)))];
        return new RiskLandscape(new Sample(blank.Nodes, blank.Weights, targets), activation, 2);
    }

    /// <summary>Efficient critical points of several indices, found by the ordinary search; nothing is assumed of them.</summary>
    public static IReadOnlyList<FoundPoint> Found(RiskLandscape landscape)
    {
        var stream = new RandomStream(1, "tests", "starts", 0);
        var effort = new SearchEffort(
            HighestIndex: 3, IndexSearches: 12, GradientNormStarts: 4, Paths: 2, Splits: 0, Extensions: 0, Climbs: 40, ModesPerPoint: 2, Displacement: 0.1, Deflations: 0, Starts: new StartOptions(),
            MaximumIterations: 150, TrustRadius: 0.3);
        var search = new CriticalPointSearch(landscape, effort, stream);
        search.Run([], []);
        return search.Points;
    }

    /// <summary>(u, a), beta -> (u, lambda a), (u, (1 - lambda) a), beta: a critical point of the wider network, redundant by duplication.</summary>
    public static double[] Split(double[] theta, double lambda) =>
        [.. theta[..^2], lambda * theta[^2], .. theta[..^2], (1 - lambda) * theta[^2], theta[^1]];

    private static double Fraction(double x) => (2 * (x - Math.Floor(x))) - 1;
}
