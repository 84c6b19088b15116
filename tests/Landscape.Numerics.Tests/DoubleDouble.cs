namespace Landscape.Numerics.Tests;

/// <summary>
/// Sums of two doubles, some 31 digits (Dekker 1971, DOI 10.1007/BF01397083): the fast reference for sweeps over millions of points, itself checked against
/// <see cref="BigFixed"/>. Shares no formula with the library beyond definitions.
/// </summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static readonly DoubleDouble Pi = new(3.141592653589793, 1.2246467991473532e-16);
    private static readonly DoubleDouble Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);
    private static readonly DoubleDouble SqrtPi = Sqrt(Pi);
    private static readonly DoubleDouble[] InverseFactorials = MakeInverseFactorials(32);

    public static implicit operator DoubleDouble(double x) => new(x, 0);

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var (sum, error) = TwoSum(a.High, b.High);
        var (low, lowError) = TwoSum(a.Low, b.Low);
        (sum, error) = QuickTwoSum(sum, error + low);
        return Normalised(sum, error + lowError);
    }

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        var product = a.High * b.High;
        var error = Math.FusedMultiplyAdd(a.High, b.High, -product);
        return Normalised(product, error + ((a.High * b.Low) + (a.Low * b.High)));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        var first = a.High / b.High;
        var rest = a - (b * first);
        var second = rest.High / b.High;
        rest -= b * second;
        return Normalised(first, second) + (rest.High / b.High);
    }

    public static DoubleDouble Abs(DoubleDouble a) => a.High < 0 ? -a : a;

    public static DoubleDouble Sqrt(DoubleDouble a)
    {
        var root = Math.Sqrt(a.High);
        return Normalised(root, (a - ((DoubleDouble)root * root)).High / (2 * root));
    }

    /// <summary>exp(x) - 1, abs(x) below 0.4, by the series at x / 16 and e^(2y) - 1 = (e^y - 1)(2 + e^y - 1).</summary>
    public static DoubleDouble ExpMinusOneSmall(DoubleDouble x)
    {
        var small = new DoubleDouble(x.High / 16, x.Low / 16);
        var sum = InverseFactorials[14];
        for (var n = 13; n >= 1; n--)
        {
            sum = (sum * small) + InverseFactorials[n];
        }

        sum *= small;
        for (var i = 0; i < 4; i++)
        {
            sum *= 2 + sum;
        }

        return sum;
    }

    /// <summary>exp(x) 2^shift.</summary>
    public static DoubleDouble Exp(DoubleDouble x, int shift = 0)
    {
        var k = Math.Round(x.High / Ln2.High);
        var sum = 1 + ExpMinusOneSmall(x - (Ln2 * k));
        return new DoubleDouble(Math.ScaleB(sum.High, (int)k + shift), Math.ScaleB(sum.Low, (int)k + shift));
    }

    public static DoubleDouble ExpMinusOne(DoubleDouble x) => Math.Abs(x.High) < 0.34 ? ExpMinusOneSmall(x) : Exp(x) - 1;

    /// <summary>One Newton step for exp(y) = x.</summary>
    public static DoubleDouble Log(double x)
    {
        var y = Math.Log(x);
        return y + ((x - Exp(y)) / Exp(y));
    }

    /// <summary>log(1 + e), 0 &lt;= e &lt;= 1: one Newton step for exp(y) - 1 = e.</summary>
    public static DoubleDouble LogOfOnePlus(DoubleDouble e)
    {
        var y = e.High < 1e-5 ? e.High - (e.High * e.High / 2) : Math.Log(1 + e.High);
        return y + ((e - ExpMinusOne(y)) / (1 + e));
    }

    /// <summary>sin and cos for abs(x) below 10^4, reduced by multiples of pi / 2.</summary>
    public static (DoubleDouble Sin, DoubleDouble Cos) SinCos(DoubleDouble x)
    {
        var k = Math.Round(x.High / (Pi.High / 2));
        var r = x - (new DoubleDouble(Pi.High / 2, Pi.Low / 2) * k) + (1.4973849048591833e-33 * k); // pi / 2 has a third double
        var (sin, cos, square) = (InverseFactorials[29], InverseFactorials[28], r * r);
        for (var n = 27; n >= 1; n -= 2)
        {
            sin = InverseFactorials[n] - (sin * square);
            cos = InverseFactorials[n - 1] - (cos * square);
        }

        sin *= r;
        return ((int)(((k % 4) + 4) % 4)) switch { 0 => (sin, cos), 1 => (cos, -sin), 2 => (-sin, -cos), _ => (-cos, sin) };
    }

    /// <summary>One Newton step for tan(y) = x, written as arctan of the difference, which is its own argument to 1e-48.</summary>
    public static DoubleDouble Artan(double x)
    {
        var y = Math.Atan(x);
        var (sin, cos) = SinCos(y);
        return y + (((x * cos) - sin) / (cos + (x * sin)));
    }

    /// <summary>erf by its series for abs(x) below 2.25.</summary>
    public static DoubleDouble ErfSmall(DoubleDouble x)
    {
        var (sum, term, square) = (x, x, 2 * (x * x));
        for (var n = 1; Math.Abs(term.High) > 1e-33 * Math.Abs(sum.High); n++)
        {
            term = term * square / ((2 * n) + 1);
            sum += term;
        }

        return 2 * (Exp(-(x * x)) * sum / SqrtPi);
    }

    /// <summary>exp(x^2) erfc(x), x at least 2.25: 1 / sqrt(pi) / (x + (1/2) / (x + 1 / (x + (3/2) / (x + ...)))).</summary>
    public static DoubleDouble ScaledErfc(DoubleDouble x)
    {
        var tail = x;
        for (var n = x.High < 4 ? 130 : 50; n >= 1; n--)
        {
            tail = x + (n / 2.0 / tail);
        }

        return 1 / (SqrtPi * tail);
    }

    public static DoubleDouble Erfc(DoubleDouble x) =>
        x.High >= 2.25 ? Exp(-(x * x)) * ScaledErfc(x) : x.High <= -2.25 ? 2 - Erfc(-x) : 1 - ErfSmall(x);

    public static DoubleDouble Erf(DoubleDouble x) => Math.Abs(x.High) < 2.25 ? ErfSmall(x) : x.High > 0 ? 1 - Erfc(x) : Erfc(-x) - 1;

    private static (double Sum, double Error) TwoSum(double a, double b)
    {
        var sum = a + b;
        var part = sum - a;
        return (sum, a - (sum - part) + (b - part));
    }

    private static (double Sum, double Error) QuickTwoSum(double a, double b)
    {
        var sum = a + b;
        return (sum, b - (sum - a));
    }

    private static DoubleDouble Normalised(double high, double low)
    {
        var (sum, error) = QuickTwoSum(high, low);
        return new DoubleDouble(sum, error);
    }

    private static DoubleDouble[] MakeInverseFactorials(int count)
    {
        var inverses = new DoubleDouble[count];
        inverses[0] = 1;
        for (var n = 1; n < count; n++)
        {
            inverses[n] = inverses[n - 1] / n;
        }

        return inverses;
    }
}
