using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Stages.Report;

/// <summary>
/// The risk on the plane through a saddle and the two ends A, B of its unstable manifold. Coordinates are orthonormal: the origin is the middle of A and B, x runs
/// from A to B, y towards the saddle. Values are q = (J - J_low) / (J_saddle - J_low), J_low = min(J(A), J(B)).
/// </summary>
internal sealed class Slice
{
    private const int Nodes = 91;

    // A triangle whose height is a small share of its base, or its base of its height, makes a picture of one point or of none.
    private const double LeastAspect = 0.2;
    private const double MostAspect = 1.5;

    private readonly Contours contours;

    private Slice(string title, RiskLandscape landscape, Plane plane)
    {
        Title = title;
        var margin = 0.35 * plane.Base;
        (Left, Right) = (Math.Min(-plane.Base / 2, plane.Foot) - margin, Math.Max(plane.Base / 2, plane.Foot) + margin);
        (Low, High) = (-Math.Max(margin, (Right - Left - plane.Height) / 3), Math.Max(plane.Height + margin, (Right - Left - plane.Height) / 3));
        Marks = [("minimum", (-plane.Base / 2, 0)), ("minimum", (plane.Base / 2, 0)), ("saddle", (plane.Foot, plane.Height))];
        var (low, pass) = (Math.Min(landscape.Risk(plane.A), landscape.Risk(plane.B)), landscape.Risk(plane.Saddle));
        var values = new double[Nodes, Nodes];
        for (var i = 0; i < Nodes; i++)
        {
            for (var j = 0; j < Nodes; j++)
            {
                values[i, j] = (landscape.Risk(plane.At(Place(Left, Right, i), Place(Low, High, j))) - low) / (pass - low);
            }
        }

        contours = new Contours(values);
    }

    public string Title { get; }

    public double Left { get; }

    public double Right { get; }

    public double Low { get; }

    public double High { get; }

    /// <summary>Where the two minima and the saddle are.</summary>
    public IReadOnlyList<(string Kind, (double X, double Y) Place)> Marks { get; }

    /// <summary>
    /// Slices that make a picture, at most one a target, those first whose higher minimum is the deepest below the saddle: from the saddle the risk must fall along the
    /// straight segments to both minima, else the way between them leaves the plane.
    /// </summary>
    public static IReadOnlyList<Slice> Of(Findings findings, int limit)
    {
        var points = findings.Points.ToDictionary(p => p.Point.PointId);
        return [.. findings.Connections.Where(ShownLandscapes.Joins)
            .Select(c => (points[c.PointId].Cell, Barrier: Barrier(c, points), Plane: new Plane(points[c.PointId].Point.Theta, c.ThetaA, c.ThetaB)))
            .Where(c => c.Barrier > 0 && c.Plane.Height / c.Plane.Base is > LeastAspect and < MostAspect)
            .OrderByDescending(c => c.Barrier).ThenBy(c => c.Cell.Problem.ProblemId)
            .Select(c => (c.Cell, c.Plane, Landscape: findings.Landscape(c.Cell)))
            .Where(c => c.Plane.Descends(c.Landscape))
            .DistinctBy(c => c.Cell.Problem.ProblemId).Take(limit)
            .Select(c => new Slice(c.Cell.Title, c.Landscape, c.Plane))];
    }

    /// <summary>The rings around q &lt;= level, in the plane's coordinates.</summary>
    public IEnumerable<IReadOnlyList<(double X, double Y)>> Below(double level) =>
        contours.Below(level).Select(ring => (IReadOnlyList<(double, double)>)[.. ring.Select(p => (Place(Left, Right, p.X), Place(Low, High, p.Y)))]);

    /// <summary>On the edge of the drawn rectangle.</summary>
    public bool IsOnBorder(double x, double y) => x == Left || x == Right || y == Low || y == High;

    private static double Place(double from, double to, double node) => node == 0 ? from : node == Nodes - 1 ? to : from + ((to - from) * node / (Nodes - 1));

    /// <summary>How far the higher of the two minima lies below the saddle, as a share of how far the lower one does.</summary>
    private static double Barrier(ConnectionView connection, Dictionary<long, CriticalPoint> points)
    {
        var (saddle, a, b) = (points[connection.PointId].Point.Risk, points[connection.MinimumA!.Value].Point.Risk, points[connection.MinimumB!.Value].Point.Risk);
        return (saddle - Math.Max(a, b)) / (saddle - Math.Min(a, b));
    }

    private sealed class Plane
    {
        private const int Steps = 16;

        private readonly double[] along;
        private readonly double[] across;
        private readonly double[] middle;

        public Plane(double[] saddle, double[] a, double[] b)
        {
            (Saddle, A, B) = (saddle, a, b);
            middle = Sum(0.5, a, 0.5, b);
            (along, Base) = Normed(Sum(1, b, -1, a));
            var toSaddle = Sum(1, saddle, -1, middle);
            Foot = FixedOrderSum.Dot(toSaddle, along);
            (across, Height) = Normed(Sum(1, toSaddle, -Foot, along));
        }

        public double[] Saddle { get; }

        public double[] A { get; }

        public double[] B { get; }

        /// <summary>|B - A|.</summary>
        public double Base { get; }

        /// <summary>The saddle's x.</summary>
        public double Foot { get; }

        /// <summary>The saddle's y.</summary>
        public double Height { get; }

        /// <summary>Whether the risk stays below the saddle's on the straight segments to A and B, at a few points each.</summary>
        public bool Descends(RiskLandscape landscape)
        {
            var pass = landscape.Risk(Saddle);
            return new[] { A, B }.All(end => Enumerable.Range(1, Steps).All(i => landscape.Risk(Sum(1 - ((double)i / Steps), Saddle, (double)i / Steps, end)) < pass));
        }

        public double[] At(double x, double y) => Sum(1, Sum(1, middle, x, along), y, across);

        private static (double[] Unit, double Length) Normed(double[] v)
        {
            var length = Math.Sqrt(FixedOrderSum.Dot(v, v));
            return ([.. v.Select(c => length > 0 ? c / length : 0)], length);
        }

        private static double[] Sum(double f, double[] x, double g, double[] y) => [.. x.Zip(y, (a, b) => (f * a) + (g * b))];
    }
}
