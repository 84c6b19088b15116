using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>The few vector operations that searches need on parameter vectors, sums in the project's fixed order.</summary>
internal static class Vectors
{
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => FixedOrderSum.Dot(x, y);

    public static double Norm(ReadOnlySpan<double> x) => Math.Sqrt(Dot(x, x));

    public static double MaxNorm(ReadOnlySpan<double> x)
    {
        var largest = 0.0;
        foreach (var value in x)
        {
            largest = Math.Max(largest, Math.Abs(value)); // NaN stays: Math.Max returns it
        }

        return largest;
    }

    public static double MaxDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var largest = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(x[i] - y[i]));
        }

        return largest;
    }

    /// <summary>y += scale x.</summary>
    public static void AddScaled(Span<double> y, double scale, ReadOnlySpan<double> x) => FixedOrderSum.AddScaled(scale, x, y);

    /// <summary>x + scale y.</summary>
    public static double[] Plus(ReadOnlySpan<double> x, double scale, ReadOnlySpan<double> y)
    {
        var sum = x.ToArray();
        AddScaled(sum, scale, y);
        return sum;
    }

    /// <summary>x scaled down to the Euclidean length <paramref name="limit"/> if it is longer.</summary>
    public static double[] Shortened(double[] x, double limit)
    {
        var length = Norm(x);
        return length > limit ? Plus(new double[x.Length], limit / length, x) : x;
    }
}
