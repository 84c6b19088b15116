using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

/// <summary>
/// Sums whose order of operations is fixed, whatever the hardware: term i goes to lane i mod 8, a lane adds its terms in order of i,
/// and the lanes are added pairwise: ((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7)). Missing terms of the last group count as 0.
/// </summary>
public static class FixedOrderSum
{
    /// <summary>The sum of eight lanes in the fixed order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Lanes(Vector512<double> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    /// <summary>sum_i a_i.</summary>
    public static double Sum(ReadOnlySpan<double> a)
    {
        var sum = Vector512<double>.Zero;
        foreach (var group in MemoryMarshal.Cast<double, Vector512<double>>(a))
        {
            sum += group;
        }

        return Lanes(sum + Tail(a));
    }

    /// <summary>sum_i a_i b_i, each product added by a fused multiply-add.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length)
        {
            throw new ArgumentException($"a dot product needs equal lengths, not {a.Length} and {b.Length}");
        }

        if (a.Length < Vector512<double>.Count)
        {
            return ShortDot(a, b);
        }

        var left = MemoryMarshal.Cast<double, Vector512<double>>(a);
        var right = MemoryMarshal.Cast<double, Vector512<double>>(b);
        var sum = Vector512<double>.Zero;
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            sum = Vector512.FusedMultiplyAdd(left[i], right[i], sum);
        }

        return Lanes(Vector512.FusedMultiplyAdd(Tail(a), Tail(b), sum));
    }

    /// <summary>y += factor * x, each entry by a fused multiply-add.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"adding a multiple needs equal lengths, not {x.Length} and {y.Length}");
        }

        var source = MemoryMarshal.Cast<double, Vector512<double>>(x);
        var target = MemoryMarshal.Cast<double, Vector512<double>>(y);
        for (var i = 0; i < source.Length && i < target.Length; i++)
        {
            target[i] = Vector512.FusedMultiplyAdd(Vector512.Create(factor), source[i], target[i]);
        }

        for (var i = source.Length * Vector512<double>.Count; i < x.Length; i++)
        {
            y[i] = Math.FusedMultiplyAdd(factor, x[i], y[i]);
        }
    }

    /// <summary>Fewer than eight terms: the pairwise sum of the lanes written out, those without a term being 0.</summary>
    private static double ShortDot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        Product(a, b, 0) + Product(a, b, 4) + (Product(a, b, 2) + Product(a, b, 6)) + (Product(a, b, 1) + Product(a, b, 5) + (Product(a, b, 3) + 0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int i) => i < a.Length && i < b.Length ? a[i] * b[i] : 0;

    /// <summary>The entries after the last full group of eight, filled up with zeros.</summary>
    private static Vector512<double> Tail(ReadOnlySpan<double> a)
    {
        var missing = -a.Length & (Vector512<double>.Count - 1);
        if (missing == 0)
        {
            return Vector512<double>.Zero;
        }

        if (a.Length > Vector512<double>.Count)
        {
            // The last eight entries moved down; an index beyond 7 gives 0.
            var indices = Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7) + Vector512.Create((long)missing);
            return Vector512.Shuffle(Vector512.Create(a[^Vector512<double>.Count..]), indices);
        }

        Span<double> tail = stackalloc double[Vector512<double>.Count];
        a[(a.Length & ~(Vector512<double>.Count - 1))..].CopyTo(tail);
        return Vector512.Create<double>(tail);
    }
}
