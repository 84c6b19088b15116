using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// Enclosures of sin and cos: x = k pi/2 + r for any integer k, with pi/2 as a ball, and (sin x, cos x) is (sin r, cos r) turned by k quarters. On |r| at most 0.79,
/// which is checked, the m first terms of both Taylor series leave at most |r|^(2m) / (2m)! (Lagrange, all derivatives being at most 1). Where x is large or
/// wide, the enclosures are [-1, 1], which is always true.
/// </summary>
public static class BallSinCos
{
    private const double ReducedLimit = 0.79;
    private const double TwoOverPi = 0.6366197723675814;

    // m = 15 with 106 bits: 0.79^30 / 30! = 3.3e-36; m = 9 with 53: 0.79^18 / 18! = 2.3e-18.
    private const int DoubledTerms = 15;
    private const int Terms = 9;
    private const double DoubledRemainder = 4e-36;
    private const double Remainder = 2.5e-18;

    // Far below 2^51, where integers end; beyond it r has lost 20 bits anyway.
    private const double ArgumentLimit = 1e6;

    /// <summary>Balls that contain sin(y) and cos(y) for every y in x.</summary>
    public static (TBall Sin, TBall Cos) Of<TBall, TLanes>(TBall x)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var shifted = TLanes.FusedMultiplyAdd(x.Centre, TwoOverPi, Constants.ToInteger);
        var r = Constants.Reduced(x, shifted - Constants.ToInteger, Constants.HalfPi);
        var square = r * r;
        var remainder = TBall.IsDoubled ? DoubledRemainder : Remainder;
        var sin = (r * Alternating<TBall, TLanes>(square, 1)).Widened(remainder);
        var cos = Alternating<TBall, TLanes>(square, 0).Widened(remainder);
        var isKnown = TLanes.LessThan(TLanes.Abs(x.Centre), ArgumentLimit) & TLanes.LessThan(r.Magnitude, ReducedLimit);
        var anything = Balls.Within<TBall, TLanes>(1.0);

        // The two lowest bits of k, spread over all bits: a quarter turn swaps, a half turn changes both signs.
        var quarter = TLanes.ShiftRightArithmetic(TLanes.ShiftLeft(shifted, 63), 63);
        var half = TLanes.ShiftRightArithmetic(TLanes.ShiftLeft(shifted, 62), 63);
        return (
            TBall.Select(isKnown, Signed(half, TBall.Select(quarter, cos, sin)), anything),
            TBall.Select(isKnown, Signed(quarter ^ half, TBall.Select(quarter, sin, cos)), anything));

        static TBall Signed(TLanes isNegative, TBall value) => TBall.Select(isNegative, -value, value);
    }

    /// <summary>sum over i below m of (-1)^i s^i / (2i + shift)!.</summary>
    private static TBall Alternating<TBall, TLanes>(TBall s, int shift)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var coefficients = Constants.InverseFactorials;
        var last = (TBall.IsDoubled ? DoubledTerms : Terms) - 1;
        var sum = TBall.Constant(coefficients[(2 * last) + shift]);
        for (var i = last - 1; i >= 0; i--)
        {
            sum = TBall.Constant(coefficients[(2 * i) + shift]) - (sum * s);
        }

        return sum;
    }
}
