using System.Runtime.CompilerServices;
using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// tanh and its first two derivatives over eight intervals, by the formulas and the monotonicity of <see cref="TanhEnclosure"/>, on an exp with a proof of its own.
/// exp(-y), 0 at most y at most 690: with k the integer nearest to y log2(e), exp(-y) = 2^-k exp(r), r = k ln 2 - y, |r| at most 0.35. (1) ln 2 = h + l up to 1e-32 with doubles
/// h, l; fl(k h - y) errs by at most 2^-54, adding k l by as much again and k 1e-32: r is known to 2^-52. (2) Taylor's polynomial of degree 14 leaves at most
/// 0.35^15 / 15! exp(0.35) below 2e-19. (3) In Horner's rule with fused multiply-adds every coefficient and every step rounds by at most 2^-53 of a number below 1.5,
/// and errors shrink by |r| from step to step: together below 2 * 1.5 * 2^-53 / (1 - 0.35) below 5 * 2^-53. (4) Relative to exp(r) at least 0.70 that is
/// (1.42 * 2^-52 + 2e-19 + 5 * 2^-53) / 0.70 below 12 * 2^-53; 2^-48 is claimed. (5) The scaling by 2^-k is exact: the result is above 2^-1000.
/// </summary>
internal static class LaneTanh
{
    private const double ExpError = 3.5527136788005009e-15; // 2^-48
    private const double Limit = 690;
    private const double BelowLimit = 1e-299; // exp(-690) = 2.2e-300
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 0.6931471805599453;
    private const double Ln2Low = 2.3190468138462996e-17;
    private const double Shifter = 6755399441055744; // 1.5 * 2^52: adding it rounds to an integer, which then stands in the lowest bits
    private const double Peak = 0.7698003589195011; // as in TanhEnclosure
    private const double CriticalBelow = 0.5773502691896256;
    private const double CriticalAbove = 0.5773502691896258;
    private const int Degree = 14;

    private static readonly double[] InverseFactorials = [.. Enumerable.Range(0, Degree + 1).Select(n => 1 / Enumerable.Range(1, n).Aggregate(1.0, (p, k) => p * k))];

    /// <summary>tanh(z), tanh'(z) and tanh''(z) over the intervals z.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static LaneInterval<TLanes> Of<TLanes>(LaneInterval<TLanes> z, out LaneInterval<TLanes> first, out LaneInterval<TLanes> second)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var lower = AtEnd(z.Lower, out var lowerSlope);
        var upper = AtEnd(z.Upper, out var upperSlope);
        var slopes = LaneInterval<TLanes>.Hull(lowerSlope, upperSlope);
        var hasZero = TLanes.LessThan(z.Lower, 0.0) & TLanes.GreaterThan(z.Upper, 0.0);
        first = new(slopes.Lower, TLanes.Select(hasZero, 1.0, slopes.Upper));
        var value = new LaneInterval<TLanes>(lower.Lower, upper.Upper);
        var bends = LaneInterval<TLanes>.Hull(lower * lowerSlope, upper * upperSlope) * -2.0;
        second = new(
            TLanes.Select(TLanes.LessThan(value.Lower, CriticalAbove) & TLanes.GreaterThan(value.Upper, CriticalBelow), -Peak, bends.Lower),
            TLanes.Select(TLanes.LessThan(value.Lower, -CriticalBelow) & TLanes.GreaterThan(value.Upper, -CriticalAbove), Peak, bends.Upper));
        return value;
    }

    /// <summary>tanh z and tanh' z at numbers: with e = exp(-2 |z|), (1 - e) / (1 + e) with the sign of z, and 4 e / (1 + e)^2.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)] // inlined twice into every chart it would use up the compiler's budget, and interval operations become calls: four times slower
    private static LaneInterval<TLanes> AtEnd<TLanes>(TLanes z, out LaneInterval<TLanes> slope)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var e = ExpOfMinus(TLanes.Abs(z) + TLanes.Abs(z));
        LaneInterval<TLanes> one = 1.0;
        var onePlus = one + e;
        var s = e * 4.0 / LaneInterval<TLanes>.Square(onePlus);
        slope = new(LaneInterval<TLanes>.Larger(s.Lower, 0.0), LaneInterval<TLanes>.Smaller(s.Upper, 1.0));
        var t = (one - e) / onePlus;
        var (low, high) = (LaneInterval<TLanes>.Larger(t.Lower, -1.0), LaneInterval<TLanes>.Smaller(t.Upper, 1.0));
        return new(TLanes.WhereLess(z, 0.0, -high, low), TLanes.WhereLess(z, 0.0, -low, high));
    }

    /// <summary>exp(-y), y at least 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LaneInterval<TLanes> ExpOfMinus<TLanes>(TLanes y)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var held = LaneInterval<TLanes>.Smaller(y, Limit);
        var shifted = TLanes.FusedMultiplyAdd(held, Log2E, Shifter);
        var k = shifted - Shifter;
        var r = TLanes.FusedMultiplyAdd(k, Ln2Low, TLanes.FusedMultiplyAdd(k, Ln2High, -held));
        TLanes sum = InverseFactorials[Degree];
        for (var n = Degree - 1; n >= 0; n--)
        {
            sum = TLanes.FusedMultiplyAdd(sum, r, InverseFactorials[n]);
        }

        // The lowest bits of the shifted number hold k; the rest of its bits leave the word.
        var value = TLanes.SubtractBits(sum, TLanes.ShiftLeft(shifted, 52));
        var lower = TLanes.FusedMultiplyAdd(value, -ExpError, value);
        var upper = TLanes.FusedMultiplyAdd(value, ExpError, value);
        return new(TLanes.WhereLess(Limit, y, 0.0, lower), TLanes.WhereLess(Limit, y, BelowLimit, upper));
    }
}
