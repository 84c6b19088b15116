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
    public static double Sum(ReadOnlySpan<double> a) => Vector512.IsHardwareAccelerated ? Sum<WideLanes>(a) : Sum<PairedLanes>(a);

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

        return Vector512.IsHardwareAccelerated ? Dot<WideLanes>(a, b) : Dot<PairedLanes>(a, b);
    }

    /// <summary>y += factor * x, each entry by a fused multiply-add.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"adding a multiple needs equal lengths, not {x.Length} and {y.Length}");
        }

        if (Vector512.IsHardwareAccelerated)
        {
            AddScaled<WideLanes>(factor, x, y);
        }
        else
        {
            AddScaled<PairedLanes>(factor, x, y);
        }
    }

    private static double Sum<TLanes>(ReadOnlySpan<double> a)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // Before the loop: a sum that lives across a call would stand in memory, through the loop too.
        var tail = Tail<TLanes>(a);
        TLanes sum = 0.0;
        var groups = MemoryMarshal.Cast<double, TLanes>(a);
        for (var i = 0; i < groups.Length; i++)
        {
            sum += groups[i];
        }

        return TLanes.Sum(sum + tail);
    }

    private static double Dot<TLanes>(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (leftTail, rightTail) = (Tail<TLanes>(a), Tail<TLanes>(b));
        var left = MemoryMarshal.Cast<double, TLanes>(a);
        var right = MemoryMarshal.Cast<double, TLanes>(b);
        TLanes sum = 0.0;
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            sum = TLanes.FusedMultiplyAdd(left[i], right[i], sum);
        }

        return TLanes.Sum(TLanes.FusedMultiplyAdd(leftTail, rightTail, sum));
    }

    private static void AddScaled<TLanes>(double factor, ReadOnlySpan<double> x, Span<double> y)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var source = MemoryMarshal.Cast<double, TLanes>(x);
        var target = MemoryMarshal.Cast<double, TLanes>(y);
        TLanes scale = factor;
        for (var i = 0; i < source.Length && i < target.Length; i++)
        {
            target[i] = TLanes.FusedMultiplyAdd(scale, source[i], target[i]);
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
    private static TLanes Tail<TLanes>(ReadOnlySpan<double> a)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var missing = -a.Length & (Vector512<double>.Count - 1);
        if (missing == 0)
        {
            return 0.0;
        }

        if (Vector512.IsHardwareAccelerated && a.Length > Vector512<double>.Count)
        {
            // The last eight entries moved down; an index beyond 7 gives 0.
            var indices = Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7) + Vector512.Create((long)missing);
            return Unsafe.BitCast<Vector512<double>, TLanes>(Vector512.Shuffle(Vector512.Create(a[^Vector512<double>.Count..]), indices));
        }

        Span<double> tail = stackalloc double[Vector512<double>.Count];
        a[(a.Length & ~(Vector512<double>.Count - 1))..].CopyTo(tail);
        return MemoryMarshal.Cast<double, TLanes>(tail)[0];
    }
}
