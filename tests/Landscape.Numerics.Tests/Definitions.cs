namespace Landscape.Numerics.Tests;

/// <summary>The functions' definitions in integer arithmetic.</summary>
internal static class Definitions
{
    /// <summary>f(x), or null where the reference itself is not meant: results below 1e-290, which a sum of two doubles cannot hold.</summary>
    public static BigFixed? Value(string name, double x)
    {
        var value = Exact(name, BigFixed.Of(x), x);
        return System.Numerics.BigInteger.Abs(value.Scaled) < BigFixed.Of(1e-290).Scaled ? null : value;
    }

    private static BigFixed Exact(string name, BigFixed z, double x) => name switch
    {
        "exp" or "exp, subnormal" => BigFixed.Exp(z),
        "log" => Log(x),
        "cos" => BigFixed.SinCos(z).Cos,
        "sin" => BigFixed.SinCos(z).Sin,
        "erf" => BigFixed.Erf(z),
        "erfc" => BigFixed.One - BigFixed.Erf(z),
        "tanh" => Odd(x, y => (BigFixed.One - BigFixed.Exp(-2 * y)) / (BigFixed.One + BigFixed.Exp(-2 * y))),
        "arctan" => Odd(x, y => y.Scaled > BigFixed.One.Scaled ? new BigFixed(BigFixed.Pi.Scaled >> 1) - BigFixed.Artan(BigFixed.One / y) : BigFixed.Artan(y)),
        "logistic" => Logistic(z),
        "softplus" => BigFixed.Of(Math.Max(x, 0)) + BigFixed.Log(BigFixed.One + BigFixed.Exp(BigFixed.Of(-Math.Abs(x)))),
        "gelu" => new BigFixed((z * (BigFixed.One + BigFixed.Erf(z / BigFixed.Sqrt(2 * BigFixed.One)))).Scaled >> 1),
        "silu" => z * Logistic(z),
        "gaussian" => BigFixed.Exp(-(z * z)),
        _ => throw new ArgumentException($"no definition of {name}"),
    };

    private static BigFixed Logistic(BigFixed z) => z.Scaled.Sign < 0
        ? BigFixed.Exp(z) / (BigFixed.One + BigFixed.Exp(z))
        : BigFixed.One / (BigFixed.One + BigFixed.Exp(-z));

    private static BigFixed Odd(double x, Func<BigFixed, BigFixed> positive) => x < 0 ? -positive(BigFixed.Of(-x)) : positive(BigFixed.Of(x));

    private static BigFixed Log(double x)
    {
        var k = Math.ILogB(x);
        return (k * BigFixed.Ln2) + BigFixed.Log(BigFixed.Of(Math.ScaleB(x, -k)));
    }
}
