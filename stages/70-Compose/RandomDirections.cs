using Landscape.Numerics;

namespace Landscape.Stages.Compose;

/// <summary>Random unit vectors and normal entries.</summary>
internal static class RandomDirections
{
    /// <summary>A unit vector and one orthogonal to it; the second is 0 in one dimension.</summary>
    public static (double[] First, double[] Second) OrthonormalPair(int dimension, RandomStream stream)
    {
        var first = Unit(dimension, stream);
        var second = Unit(dimension, stream);
        FixedOrderSum.AddScaled(-FixedOrderSum.Dot(first, second), first, second);
        return (first, dimension == 1 ? [0] : Normalised(second));
    }

    /// <summary>A unit vector, all directions alike.</summary>
    public static double[] Unit(int dimension, RandomStream stream) => Normalised(Normal(dimension, 1, stream));

    /// <summary>Normal entries.</summary>
    public static double[] Normal(int dimension, double scale, RandomStream stream)
    {
        var entries = new double[dimension];
        foreach (ref var entry in entries.AsSpan())
        {
            entry = scale * stream.NextNormal();
        }

        return entries;
    }

    private static double[] Normalised(double[] x)
    {
        var unit = new double[x.Length];
        FixedOrderSum.AddScaled(1 / Math.Sqrt(FixedOrderSum.Dot(x, x)), x, unit);
        return unit;
    }
}
