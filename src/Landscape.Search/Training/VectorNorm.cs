using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>Norms of short vectors.</summary>
public static class VectorNorm
{
    /// <summary>2^-52, the distance from 1 to the next double.</summary>
    public const double Epsilon = 2.220446049250313e-16;

    /// <summary>max_i |v_i|; NaN if an entry is.</summary>
    public static double Max(ReadOnlySpan<double> v)
    {
        var max = 0.0;
        foreach (var x in v)
        {
            max = Math.Max(max, Math.Abs(x));
        }

        return max;
    }

    /// <summary>sqrt(sum_i v_i^2).</summary>
    public static double Euclidean(ReadOnlySpan<double> v) => Math.Sqrt(FixedOrderSum.Dot(v, v));

    /// <summary>|v - w|, Euclidean.</summary>
    public static double Distance(ReadOnlySpan<double> v, ReadOnlySpan<double> w)
    {
        var sum = 0.0;
        for (var i = 0; i < v.Length; i++)
        {
            sum += (v[i] - w[i]) * (v[i] - w[i]);
        }

        return Math.Sqrt(sum);
    }
}
