using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double SqrtHalf = 0.7071067811865476;

    /// <summary>The natural logarithm, error below 1 ulp; -infinity for 0, NaN for negative arguments and NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Log(double x) => Vector512.IsHardwareAccelerated ? WideLanes.First(Log<WideLanes>(x)) : PairedLanes.First(Log<PairedLanes>(x));

    /// <summary>The natural logarithm in every lane: <see cref="Log(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Log(Vector512<double> x) => Vector512.IsHardwareAccelerated ? Log<WideLanes>(x) : Log<PairedLanes>(x);

    /// <summary>The natural logarithm in every lane: <see cref="Log(double)"/>.</summary>
    /// <remarks>
    /// x = 2^k (1 + f), 1 + f in [sqrt(1/2), sqrt(2)); with s = f / (2 + f), log(1 + f) = 2 artanh(s) = f - (f^2/2 - s (f^2/2 + R)),
    /// R = sum over n = 1..10 of 2 s^(2n) / (2n + 1), truncated below 1e-18 of the result.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (f, k) = SplitExponent(x);
        var s = f / (2.0 + f);
        var halfSquare = 0.5 * f * f;
        var tail = s * (halfSquare + ArtanhTail(s * s));
        var correction = halfSquare - TLanes.FusedMultiplyAdd(k, Ln2Low, tail);
        return LogAtTheEdges(x, TLanes.FusedMultiplyAdd(k, Ln2High, f - correction));
    }

    /// <summary>x = 2^k (1 + f) for positive finite x, subnormal x included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Fraction, TLanes Exponent) SplitExponent<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var subnormal = TLanes.LessThan(x, SmallestNormal);
        var normal = TLanes.Select(subnormal, x * 18014398509481984.0, x);
        var k = TLanes.ShiftRightArithmetic(TLanes.SubtractBits(normal, SqrtHalf), 52);
        var mantissa = TLanes.SubtractBits(normal, TLanes.ShiftLeft(k, 52));
        var exponent = TLanes.AddBits(k, IntegerShift) - IntegerShift;
        return (mantissa - 1.0, exponent - TLanes.Select(subnormal, 54.0, 0.0));
    }

    /// <summary>sum over n = 1..10 of 2 z^n / (2n + 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ArtanhTail<TLanes>(TLanes z)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes sum = 2.0 / 21;
        sum = TLanes.FusedMultiplyAdd(sum, z, 2.0 / 19);
        sum = TLanes.FusedMultiplyAdd(sum, z, 2.0 / 17);
        sum = TLanes.FusedMultiplyAdd(sum, z, 2.0 / 15);
        sum = TLanes.FusedMultiplyAdd(sum, z, 2.0 / 13);
        sum = TLanes.FusedMultiplyAdd(sum, z, 2.0 / 11);
        sum = TLanes.FusedMultiplyAdd(sum, z, 2.0 / 9);
        sum = TLanes.FusedMultiplyAdd(sum, z, 2.0 / 7);
        sum = TLanes.FusedMultiplyAdd(sum, z, 2.0 / 5);
        sum = TLanes.FusedMultiplyAdd(sum, z, 2.0 / 3);
        return sum * z;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes LogAtTheEdges<TLanes>(TLanes x, TLanes value)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        value = TLanes.Select(TLanes.AreEqual(x, 0.0), double.NegativeInfinity, value);
        value = TLanes.Select(TLanes.AreEqual(x, double.PositiveInfinity), double.PositiveInfinity, value);
        value = TLanes.WhereLess(x, 0.0, double.NaN, value);
        return TLanes.Select(TLanes.AreEqual(x, x), value, x);
    }
}
