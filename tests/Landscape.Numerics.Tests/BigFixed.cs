using System.Numerics;

namespace Landscape.Numerics.Tests;

/// <summary>Fixed-point reals with 1280 fractional bits in plain integer arithmetic: the independent reference of these tests.</summary>
internal readonly record struct BigFixed(BigInteger Scaled)
{
    // 1074 bits hold every double exactly; the other 200 are far below any error that is measured.
    private const int Bits = 1280;

    public static BigFixed One { get; } = new(BigInteger.One << Bits);

    public static BigFixed Pi { get; } = Machin();

    public static BigFixed Ln2 { get; } = 2 * ArtanhOfInverse(3);

    public static BigFixed Of(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(x));
        var exponent = (int)Math.Max(bits >> 52, 1) - 1075;
        BigInteger significand = (bits & 0xFFFFFFFFFFFFFL) | (bits >> 52 == 0 ? 0 : 1L << 52);
        return new BigFixed((x < 0 ? -significand : significand) << (exponent + Bits));
    }

    public static BigFixed operator +(BigFixed a, BigFixed b) => new(a.Scaled + b.Scaled);

    public static BigFixed operator -(BigFixed a, BigFixed b) => new(a.Scaled - b.Scaled);

    public static BigFixed operator -(BigFixed a) => new(-a.Scaled);

    public static BigFixed operator *(BigFixed a, BigFixed b) => new((a.Scaled * b.Scaled) >> Bits);

    public static BigFixed operator *(long a, BigFixed b) => new(a * b.Scaled);

    public static BigFixed operator /(BigFixed a, BigFixed b) => new((a.Scaled << Bits) / b.Scaled);

    /// <summary>exp by halving the argument 40 times, a Taylor series, and squaring back; relative error below 2^-150 for x >= -760.</summary>
    public static BigFixed Exp(BigFixed x)
    {
        var k = (int)BigInteger.Divide(x.Scaled, Ln2.Scaled);
        var r = x - (k * Ln2);
        var (sum, term, small) = (One, One, new BigFixed(r.Scaled >> 40));
        for (var n = 1; !term.Scaled.IsZero; n++)
        {
            term = new BigFixed((term * small).Scaled / n);
            sum += term;
        }

        for (var i = 0; i < 40; i++)
        {
            sum *= sum;
        }

        return new BigFixed(k >= 0 ? sum.Scaled << k : sum.Scaled >> -k);
    }

    /// <summary>sin(x) and cos(x) by the Taylor series of exp(i r / 2^20) and 20 doublings.</summary>
    public static (BigFixed Sin, BigFixed Cos) SinCos(BigFixed x)
    {
        var turn = 2 * Pi;
        var small = new BigFixed(BigInteger.Remainder(x.Scaled, turn.Scaled) >> 20);
        var (sin, cos, term) = (new BigFixed(0), One, One);
        for (var n = 1; !term.Scaled.IsZero && n < 400; n++)
        {
            term = new BigFixed((term * small).Scaled / n);
            (sin, cos) = (n % 4) switch { 0 => (sin, cos + term), 1 => (sin + term, cos), 2 => (sin, cos - term), _ => (sin - term, cos) };
        }

        for (var i = 0; i < 20; i++)
        {
            (sin, cos) = (2 * (sin * cos), (cos * cos) - (sin * sin));
        }

        return (sin, cos);
    }

    /// <summary>log(x), 0.5 &lt;= x &lt;= 2, as 2 artanh((x - 1) / (x + 1)).</summary>
    public static BigFixed Log(BigFixed x) => 2 * Series((x - One) / (x + One), 1);

    /// <summary>artan(x) for abs(x) at most 1, by its series at the argument halved three times: tan(a / 2) = x / (1 + sqrt(1 + x^2)).</summary>
    public static BigFixed Artan(BigFixed x)
    {
        for (var i = 0; i < 3; i++)
        {
            x /= One + Sqrt(One + (x * x));
        }

        return 8 * Series(x, -1);
    }

    /// <summary>erf(x) = 2 / sqrt(pi) exp(-x^2) sum over n of 2^n x^(2n+1) / (1 3 5 ... (2n+1)): positive terms only, exact to 2^-1200, so that 1 - erf(26) is still known.</summary>
    public static BigFixed Erf(BigFixed x)
    {
        var (sum, term) = (x, x);
        for (var n = 1; !term.Scaled.IsZero && term.Scaled != BigInteger.MinusOne; n++)
        {
            term = new BigFixed((2 * (term * x * x)).Scaled / ((2 * n) + 1));
            sum += term;
        }

        return 2 * (sum / (Exp(x * x) * Sqrt(Pi)));
    }

    public static BigFixed Sqrt(BigFixed x)
    {
        // Newton from above, on integers: the last iterate is the floor.
        var square = x.Scaled << Bits;
        var root = BigInteger.One << (int)((square.GetBitLength() / 2) + 1);
        for (var next = (root + (square / root)) >> 1; next < root; next = (root + (square / root)) >> 1)
        {
            root = next;
        }

        return new BigFixed(root);
    }

    /// <summary>
    /// abs(computed - this) in units in the last place of the computed double, those of subnormal numbers being 2^-1074.
    /// </summary>
    public double UlpsFrom(double computed)
    {
        var ulp = Math.BitIncrement(Math.Abs(computed)) - Math.Abs(computed);
        var error = BigInteger.Abs(Scaled - Of(computed).Scaled) << 60;
        return Math.ScaleB((double)(error / Of(ulp).Scaled), -60);
    }

    /// <summary>sum over n of sign^n x^(2n+1) / (2n + 1).</summary>
    private static BigFixed Series(BigFixed x, int sign)
    {
        var (sum, power, square) = (BigInteger.Zero, x, x * x);
        for (var n = 0; !power.Scaled.IsZero && power.Scaled != BigInteger.MinusOne; n++)
        {
            sum += (n % 2 == 0 ? 1 : sign) * (power.Scaled / ((2 * n) + 1));
            power *= square;
        }

        return new BigFixed(sum);
    }

    /// <summary>pi = 16 artan(1/5) - 4 artan(1/239).</summary>
    private static BigFixed Machin() => (16 * InverseSeries(5, -1)) - (4 * InverseSeries(239, -1));

    private static BigFixed ArtanhOfInverse(int q) => InverseSeries(q, 1);

    /// <summary>sum over n of sign^n / ((2n + 1) q^(2n+1)).</summary>
    private static BigFixed InverseSeries(int q, int sign)
    {
        var (sum, power) = (BigInteger.Zero, (BigInteger.One << Bits) / q);
        for (var n = 0; !power.IsZero; n++)
        {
            sum += (n % 2 == 0 ? 1 : sign) * (power / ((2 * n) + 1));
            power /= q * q;
        }

        return new BigFixed(sum);
    }
}
