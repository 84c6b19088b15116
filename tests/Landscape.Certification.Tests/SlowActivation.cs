using System.Numerics;

namespace Landscape.Certification.Tests;

/// <summary>
/// The other activations for <see cref="SlowCheck"/>: definitions in integers of 1280 bits at the middle m of the argument, widened by Taylor's theorem:
/// |psi(x) - psi(m)| is at most h (|psi'(m)| + h (|psi''(m)| + h (|psi'''(m)| + h M))) for |x - m| at most h, M >= |psi''''|, likewise for derivatives.
/// </summary>
internal static class SlowActivation
{
    public static (FixedInterval Value, FixedInterval First, FixedInterval Second) Over(string name, FixedInterval z)
    {
        var jet = Jet(name, FixedInterval.Point((z.Low + z.High) >> 1));
        var half = FixedInterval.Point(z.Width);
        var fourth = BigFixed.Of(FourthBound(name));
        return (
            Widened(jet[0], half * (Absolute(jet[1]) + (half * (Absolute(jet[2]) + (half * (Absolute(jet[3]) + (half * fourth))))))),
            Widened(jet[1], half * (Absolute(jet[2]) + (half * (Absolute(jet[3]) + (half * fourth))))),
            Widened(jet[2], half * (Absolute(jet[3]) + (half * fourth))));
    }

    /// <summary>psi, psi', psi'', psi''' by their definitions.</summary>
    public static BigFixed[] Jet(string name, BigFixed z)
    {
        var one = BigFixed.One;
        var square = z * z;
        switch (name)
        {
            case "erf":
                var slope = 2 * (BigFixed.Exp(-square) / BigFixed.Sqrt(BigFixed.Pi));
                return [BigFixed.Erf(z), slope, -2 * (z * slope), ((4 * square) - (2 * one)) * slope];
            case "gaussian":
                var g = BigFixed.Exp(-square);
                return [g, -2 * (z * g), ((4 * square) - (2 * one)) * g, z * ((12 * one) - (8 * square)) * g];
            case "arctan":
                var v = one / (one + square);
                return [Arctan(z), v, -2 * (z * v * v), ((6 * square) - (2 * one)) * v * v * v];
            case "sin":
                var (sin, cos) = BigFixed.SinCos(z);
                return [sin, cos, -sin, -cos];
            case "softplus":
                return [Softplus(z), .. Logistic(z)[..3]];
            case "logistic":
                return Logistic(z);
            case "silu":
                var s = Logistic(z);
                return [z * s[0], s[0] + (z * s[1]), (2 * s[1]) + (z * s[2]), (3 * s[2]) + (z * s[3])];
            case "gelu":
                var density = BigFixed.Exp(-Half(square)) / BigFixed.Sqrt(2 * BigFixed.Pi);
                var distribution = Half(one + BigFixed.Erf(z / BigFixed.Sqrt(2 * one)));
                return [z * distribution, distribution + (z * density), ((2 * one) - square) * density, z * (square - (4 * one)) * density];
            case "tanh":
                var t = one - (2 * (one / (BigFixed.Exp(2 * z) + one)));
                var u = one - (t * t);
                return [t, u, -2 * (t * u), u * ((4 * one) - (6 * u))];
            default:
                throw new ArgumentException($"no definition of {name}");
        }
    }

    // At least the maximum of |psi''''|, of which the plotted functions show 4.4, 12, 4.7, 1, 0.13, 0.5 and 1.6.
    private static double FourthBound(string name) => name switch { "erf" => 5, "gaussian" => 13, "arctan" => 5, "sin" => 1, "softplus" => 0.2, "silu" => 0.6, _ => 1.7 };

    private static BigFixed[] Logistic(BigFixed z)
    {
        var s = BigFixed.One / (BigFixed.One + BigFixed.Exp(-z));
        var first = s * (BigFixed.One - s);
        return [s, first, first * (BigFixed.One - (2 * s)), first * (BigFixed.One - (6 * first))];
    }

    // log(1 + exp(z)) = max(z, 0) + log(1 + exp(-|z|)), the last between 0 and ln 2.
    private static BigFixed Softplus(BigFixed z)
    {
        var isPositive = z.Scaled.Sign > 0;
        var tail = BigFixed.Log(BigFixed.One + BigFixed.Exp(isPositive ? -z : z));
        return isPositive ? z + tail : tail;
    }

    private static BigFixed Arctan(BigFixed z) =>
        z.Scaled.Sign < 0 ? -Arctan(-z) : z.Scaled > BigFixed.One.Scaled ? Half(BigFixed.Pi) - BigFixed.Artan(BigFixed.One / z) : BigFixed.Artan(z);

    private static BigFixed Half(BigFixed x) => new(x.Scaled >> 1);

    private static BigFixed Absolute(BigFixed x) => new(BigInteger.Abs(x.Scaled));

    private static FixedInterval Widened(BigFixed exact, BigFixed radius) =>
        new(FixedInterval.Of(exact - radius).Low, FixedInterval.Of(exact + radius).High);
}
