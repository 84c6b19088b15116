using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// An enclosure of exp with a proof that rests on IEEE 754's +, -, *, fused multiply-add alone, not on a tested bound:
/// (1) k is any integer, here the one nearest to x / ln 2, and exp(x) = 2^k exp(r), r = x - k ln 2, holds whatever k is; r is computed in ball arithmetic
/// with ln 2 as a ball, so its ball contains the true r. (2) exp(r) is its Taylor polynomial of degree m, evaluated by Horner's rule in ball arithmetic
/// with coefficients 1/n! that are balls themselves, plus a remainder abs(R) at most |r|^(m+1) / (m+1)! exp(|r|) by Lagrange; |r| at most 0.36 is checked and
/// not assumed. (3) The scaling by 2^k is exact but for underflow, which a ball's radius covers.
/// </summary>
public static class BallExp
{
    private const double ReducedLimit = 0.36;
    private const double Log2E = 1.4426950408889634;

    // m = 22 with 106 bits: 0.36^23 / 23! exp(0.36) = 3.46e-33; m = 13 with 53: 0.36^14 / 14! exp(0.36) = 1.01e-17.
    private const int DoubledDegree = 22;
    private const int Degree = 13;
    private const double DoubledRemainder = 4e-33;
    private const double Remainder = 1.1e-17;

    // Beyond 690 nothing here has a use for the value; exp(-689) = 5.9e-300.
    private const double ArgumentLimit = 690;
    private const double SurelyBelow = 689;
    private const double BelowLimit = 1e-299;

    /// <summary>A ball that contains exp(y) for every y in x; of infinite radius where x exceeds 690 or is wide.</summary>
    public static TBall Of<TBall, TLanes>(TBall x)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var shifted = TLanes.FusedMultiplyAdd(x.Centre, Log2E, Constants.ToInteger);
        var r = Constants.Reduced(x, shifted - Constants.ToInteger, Constants.Ln2);
        var power = TLanes.AddBits(TLanes.ShiftLeft(shifted, 52), 1.0); // 2^k: k goes to the exponent's bits
        var value = Taylor<TBall, TLanes>(r).Widened(TBall.IsDoubled ? DoubledRemainder : Remainder).Scaled(power);
        var isKnown = TLanes.LessThan(TLanes.Abs(x.Centre), ArgumentLimit) & TLanes.LessThan(r.Magnitude, ReducedLimit);
        var isTiny = TLanes.LessThan(x.Centre, 0.0) & TLanes.GreaterThan(x.Mignitude, SurelyBelow);
        var otherwise = Balls.Within<TBall, TLanes>(TLanes.Select(isTiny, BelowLimit, double.PositiveInfinity));
        return TBall.Select(isKnown, value, otherwise);
    }

    /// <summary>A ball that contains exp(y) for every y in a single ball.</summary>
    public static Ball Of(Ball x) => Of<Ball, SingleLane>(x);

    private static TBall Taylor<TBall, TLanes>(TBall r)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var coefficients = Constants.InverseFactorials;
        var degree = TBall.IsDoubled ? DoubledDegree : Degree;
        var sum = TBall.Constant(coefficients[degree]);
        for (var n = degree - 1; n >= 0; n--)
        {
            sum = (sum * r) + TBall.Constant(coefficients[n]);
        }

        return sum;
    }
}
