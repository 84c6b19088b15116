using System.Numerics;

namespace Landscape.Certification.Tests;

/// <summary>
/// [Low, High] / 2^320 in plain integers, rounded outwards by floor and ceiling: an interval arithmetic that shares no line and no idea with the one under
/// test. Its exp reduces the argument by halving, not by ln 2.
/// </summary>
internal readonly record struct FixedInterval(BigInteger Low, BigInteger High)
{
    private const int Bits = 320;
    private const int Halvings = 16;

    public static FixedInterval One { get; } = Of(1.0);

    /// <summary>The width in units of 2^-320.</summary>
    public BigInteger Width => High - Low;

    public static FixedInterval Of(double x)
    {
        var exact = Dyadic.Of(x);
        var shift = exact.Exponent + Bits;
        return shift >= 0
            ? new(exact.Mantissa << shift, exact.Mantissa << shift)
            : new(exact.Mantissa >> -shift, -((-exact.Mantissa) >> -shift));
    }

    /// <summary>A number of 1280 bits that is known to 400 or so: two units on both sides of it.</summary>
    public static FixedInterval Of(BigFixed x) => new((x.Scaled >> (1280 - Bits)) - 2, (x.Scaled >> (1280 - Bits)) + 2);

    /// <summary>A multiple of 2^-320, exactly.</summary>
    public static BigFixed Point(BigInteger x) => new(x << (1280 - Bits));

    public static FixedInterval Of(double low, double high) => new(Of(low).Low, Of(high).High);

    public static FixedInterval operator -(FixedInterval x) => new(-x.High, -x.Low);

    public static FixedInterval operator +(FixedInterval x, FixedInterval y) => new(x.Low + y.Low, x.High + y.High);

    public static FixedInterval operator -(FixedInterval x, FixedInterval y) => x + -y;

    public static FixedInterval operator *(FixedInterval x, FixedInterval y)
    {
        BigInteger[] products = [x.Low * y.Low, x.Low * y.High, x.High * y.Low, x.High * y.High];
        return new(products.Min() >> Bits, -(-products.Max() >> Bits));
    }

    /// <summary>x / y for y > 0.</summary>
    public static FixedInterval operator /(FixedInterval x, FixedInterval y)
    {
        Assert.True(y.Low.Sign > 0, "the divisor must be positive");
        var low = FloorOfQuotient(x.Low << Bits, x.Low.Sign >= 0 ? y.High : y.Low);
        return new(low, -FloorOfQuotient(-(x.High << Bits), x.High.Sign >= 0 ? y.Low : y.High));
    }

    /// <summary>exp, increasing: the ends' enclosures.</summary>
    public static FixedInterval Exp(FixedInterval x) =>
        x.Width.IsZero ? ExpAt(x.Low) : new(ExpAt(x.Low).Low, ExpAt(x.High).High);

    /// <summary>tanh, tanh', tanh'', tanh''' at a number.</summary>
    public static FixedInterval[] TanhJet(double z)
    {
        var e = Exp(Of(-2 * Math.Abs(z)));
        var t = AtMostOne((One - e) / (One + e));
        t = z < 0 ? -t : t;
        var s = AtMostOne(Of(4.0) * e / ((One + e) * (One + e)));
        return [t, s, Of(-2.0) * t * s, s * (Of(4.0) - (Of(6.0) * s))];
    }

    public FixedInterval ShiftedRight(int bits) => new(Low >> bits, -((-High) >> bits));

    /// <summary>Whether every number of this lies in an interval of doubles.</summary>
    public bool IsIn(Interval outer) => Below(outer.Lower) <= Low && High <= -Below(-outer.Upper);

    /// <summary>Whether every number of this lies in a ball.</summary>
    public bool IsIn(Ball outer)
    {
        var (centre, radius) = (Of(outer.High) + Of(outer.Low), Of(outer.Radius));
        return centre.High - radius.Low <= Low && High <= centre.Low + radius.Low;
    }

    /// <summary>Whether some number of this lies in an interval of doubles.</summary>
    public bool Meets(Interval other) => Of(other.Lower).Low <= High && Low <= Of(other.Upper).High;

    public bool IsPositive => Low.Sign > 0;

    public bool IsNegative => High.Sign < 0;

    public double Middle => Math.ScaleB((double)(Low + High), -Bits - 1);

    // The smallest multiple of the unit that is at least the double: containment in a double interval is asked of rounded ends on the safe side.
    private static BigInteger Below(double x) => Of(x).High;

    /// <summary>exp(x) = exp(x / 2^16)^(2^16); Taylor with the remainder bounded by twice the first omitted term, as |x| / 2^16 is below 1/2.</summary>
    private static FixedInterval ExpAt(BigInteger x)
    {
        if (x < -(new BigInteger(230) << Bits))
        {
            return new(0, 1); // exp(-230) < 2^-331
        }

        var small = new FixedInterval(x, x).ShiftedRight(Halvings);
        var (sum, term) = (One, One);
        var n = 1;
        for (; BigInteger.Abs(term.Low) > 1 || BigInteger.Abs(term.High) > 1; n++)
        {
            term *= small;
            term = new(FloorOfQuotient(term.Low, n), -FloorOfQuotient(-term.High, n));
            sum += term;
        }

        sum = new(sum.Low - 4, sum.High + 4);
        for (var i = 0; i < Halvings; i++)
        {
            sum *= sum;
        }

        return new(BigInteger.Max(sum.Low, 0), sum.High);
    }

    // tanh and tanh' are at most 1: a bound that the arithmetic's rounding misses by a unit.
    private static FixedInterval AtMostOne(FixedInterval x) => new(x.Low, BigInteger.Min(x.High, One.High));

    private static BigInteger FloorOfQuotient(BigInteger a, BigInteger b)
    {
        var quotient = BigInteger.DivRem(a, b, out var remainder);
        return remainder.Sign * b.Sign < 0 ? quotient - 1 : quotient;
    }
}
