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

    /// <summary>y = -x.</summary>
    public static void Negate(ReadOnlySpan<double> x, Span<double> y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = -x[i];
        }
    }

    /// <summary>difference = x - y.</summary>
    public static void Difference(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> difference)
    {
        for (var i = 0; i < x.Length; i++)
        {
            difference[i] = x[i] - y[i];
        }
    }

    /// <summary>x *= factor.</summary>
    public static void Scale(Span<double> x, double factor)
    {
        for (var i = 0; i < x.Length; i++)
        {
            x[i] *= factor;
        }
    }

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
