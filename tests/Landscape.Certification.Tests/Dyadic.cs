using System.Numerics;

namespace Landscape.Certification.Tests;

/// <summary>Mantissa 2^Exponent: every finite double, and exactly closed under +, - and *.</summary>
internal readonly record struct Dyadic(BigInteger Mantissa, int Exponent)
{
    public int Sign => Mantissa.Sign;

    public static Dyadic Of(double x)
    {
        Assert.True(double.IsFinite(x), $"{x} is not finite");
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(x));
        BigInteger mantissa = (bits & 0xFFFFFFFFFFFFFL) | (bits >> 52 == 0 ? 0 : 1L << 52);
        return new(x < 0 ? -mantissa : mantissa, (int)Math.Max(bits >> 52, 1) - 1075);
    }

    public static Dyadic operator -(Dyadic x) => new(-x.Mantissa, x.Exponent);

    public static Dyadic operator -(Dyadic x, Dyadic y) => x + -y;

    public static Dyadic operator *(Dyadic x, Dyadic y) => new(x.Mantissa * y.Mantissa, x.Exponent + y.Exponent);

    public static Dyadic operator +(Dyadic x, Dyadic y)
    {
        var exponent = Math.Min(x.Exponent, y.Exponent);
        return new((x.Mantissa << (x.Exponent - exponent)) + (y.Mantissa << (y.Exponent - exponent)), exponent);
    }

    public static bool operator <=(Dyadic x, Dyadic y) => (x - y).Sign <= 0;

    public static bool operator >=(Dyadic x, Dyadic y) => (x - y).Sign >= 0;

    /// <summary>Whether an interval of doubles, maybe unbounded, contains this number.</summary>
    public bool IsIn(Interval interval) =>
        (double.IsNegativeInfinity(interval.Lower) || Of(interval.Lower) <= this) && (double.IsPositiveInfinity(interval.Upper) || this <= Of(interval.Upper));

    /// <summary>Whether a ball contains this number.</summary>
    public bool IsIn(Ball ball)
    {
        var distance = this - Of(ball.High) - Of(ball.Low);
        return double.IsPositiveInfinity(ball.Radius) || (distance.Sign < 0 ? -distance : distance) <= Of(ball.Radius);
    }
}
