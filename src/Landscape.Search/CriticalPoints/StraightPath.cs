namespace Landscape.Search;

/// <summary>
/// The highest point of the straight segment between two points, theta(t) = (1 - t) from + t to: between two minima it lies on a
/// mountain pass's side, so a saddle search from there has a good start.
/// </summary>
public static class StraightPath
{
    /// <summary>The highest of <paramref name="nodes"/> equally spaced inner points.</summary>
    /// <param name="function">The function.</param>
    /// <param name="from">P parameters.</param>
    /// <param name="to">P parameters.</param>
    /// <param name="nodes">Number of inner points, at least 1.</param>
    public static double[] Highest(ISmoothFunction function, ReadOnlySpan<double> from, ReadOnlySpan<double> to, int nodes)
    {
        var (highest, value) = (from.ToArray(), double.NegativeInfinity);
        for (var i = 1; i <= nodes; i++)
        {
            var t = (double)i / (nodes + 1);
            var point = new double[from.Length];
            Vectors.AddScaled(point, 1 - t, from);
            Vectors.AddScaled(point, t, to);
            var candidate = function.Value(point);
            (highest, value) = candidate > value ? (point, candidate) : (highest, value);
        }

        return highest;
    }
}
