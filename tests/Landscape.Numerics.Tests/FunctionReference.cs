using System.Runtime.Intrinsics;

namespace Landscape.Numerics.Tests;

/// <summary>
/// An exact derivative, and the number in whose ulps its error is bounded (itself where the bound is relative); both times 2^Shift, where they would otherwise be too small for
/// a pair of doubles.
/// </summary>
internal readonly record struct Exact(DoubleDouble Value, double Scale, int Shift = 0);

/// <summary>
/// A function of the library over every kind of lanes, its definition in double-double arithmetic, the stated bounds in ulp (value and derivatives), and the
/// ranges that are swept.
/// </summary>
internal sealed record FunctionReference(
    string Name,
    FunctionReference.Jet<WideLanes> Wide,
    FunctionReference.Jet<PairedLanes> Paired,
    FunctionReference.Jet<TripleLanes> Triple,
    Func<double, Exact[]> Reference,
    double[] Bounds,
    (double Low, double High)[] Ranges,
    int Points)
{
    public delegate TLanes Jet<TLanes>(TLanes x, out TLanes first, out TLanes second, out TLanes third);

    // Every function on 10^7 points with LANDSCAPE_SWEEP=full (docs/performance.md records a run): exp and tanh always, the others on a tenth of them.
    private const int Full = 10_000_000;
    private static readonly int Part = Environment.GetEnvironmentVariable("LANDSCAPE_SWEEP") == "full" ? Full : Full / 10;

    private static readonly (double, double)[] Network = [(-8, 8), (-1, 1), (-1e-5, 1e-5)];

    public static IReadOnlyList<FunctionReference> All { get; } =
    [
        new("exp", Only<WideLanes>(Elementary.Exp), Only<PairedLanes>(Elementary.Exp), Only<TripleLanes>(Elementary.Exp), Exp, [0.7], [(-708.3, 709.7), (-8, 8), (-0.4, 0.4)], Full),
        new("exp, subnormal", Only<WideLanes>(Elementary.Exp), Only<PairedLanes>(Elementary.Exp), Only<TripleLanes>(Elementary.Exp), Exp, [1], [(-745.13, -708.4)], Part),
        new("log", Only<WideLanes>(Elementary.Log), Only<PairedLanes>(Elementary.Log), Only<TripleLanes>(Elementary.Log), x => [Relative(DoubleDouble.Log(x))], [1], [(0.4, 2.5), (0, 1e6)], Part),
        new("cos", Only<WideLanes>(Elementary.Cos), Only<PairedLanes>(Elementary.Cos), Only<TripleLanes>(Elementary.Cos), x => [Relative(DoubleDouble.SinCos(x).Cos)], [1], [(-8, 8), (-1000, 1000)], Part),
        new("erfc", Only<WideLanes>(Elementary.Erfc), Only<PairedLanes>(Elementary.Erfc), Only<TripleLanes>(Elementary.Erfc), x => [Relative(DoubleDouble.Erfc(x))], [6], [(-6, 6), (-1, 1), (6, 26)], Part),
        new("tanh", Elementary.Tanh, Elementary.Tanh, Elementary.Tanh, Tanh, [1, 8, 8, 48], [(-25, 25), (-1, 1), (-350, 350), (-1e-5, 1e-5)], Full),
        new("logistic", Elementary.Logistic, Elementary.Logistic, Elementary.Logistic, Logistic, [1, 8, 12, 16], [.. Network, (-700, 700)], Part),
        new("erf", Elementary.Erf, Elementary.Erf, Elementary.Erf, Erf, [2.5, 8, 8, 8], [.. Network, (1, 1.5), (-26, 26)], Part),
        new("arctan", Elementary.Arctan, Elementary.Arctan, Elementary.Arctan, Arctan, [1, 8, 8, 32], [.. Network, (-1000, 1000)], Part),
        new("sin", Elementary.Sin, Elementary.Sin, Elementary.Sin, Sin, [1, 1, 1, 1], [.. Network, (-1000, 1000)], Part),
        new("softplus", Elementary.Softplus, Elementary.Softplus, Elementary.Softplus, Softplus, [1.5, 1, 8, 12], [.. Network, (-700, 700)], Part),
        new("gelu", Elementary.Gelu, Elementary.Gelu, Elementary.Gelu, Gelu, [8, 8, 8, 8], [.. Network, (-37, 37)], Part),
        new("silu", Elementary.Silu, Elementary.Silu, Elementary.Silu, Silu, [2, 16, 16, 16], [.. Network, (-690, 700)], Part),
        new("gaussian", Elementary.Gaussian, Elementary.Gaussian, Elementary.Gaussian, Gaussian, [1, 8, 8, 8], [.. Network, (-26, 26)], Part),
    ];

    public static FunctionReference Named(string name) => All.Single(f => f.Name == name);

    /// <summary>Value and derivatives of eight arguments.</summary>
    public static Vector512<double>[] Evaluate<TLanes>(Jet<TLanes> jet, TLanes x, Func<TLanes, Vector512<double>> toVector)
    {
        var value = jet(x, out var first, out var second, out var third);
        return [toVector(value), toVector(first), toVector(second), toVector(third)];
    }

    private static Jet<TLanes> Only<TLanes>(Func<TLanes, TLanes> function)
        where TLanes : unmanaged, ILanes<TLanes> =>
        (TLanes x, out TLanes first, out TLanes second, out TLanes third) =>
        {
            first = second = third = 0.0;
            return function(x);
        };

    // exp(-745) 2^400 = 1e-203: its second double is normal, too.
    private static Exact[] Exp(double x)
    {
        var shift = x < 0 ? 400 : 0;
        var value = DoubleDouble.Exp(x, shift);
        return [new(value, value.High, shift)];
    }

    private static Exact Relative(DoubleDouble value) => new(value, value.High);

    private static Exact[] Tanh(double x)
    {
        // t = -m / (2 + m) with m = exp(-2x) - 1; t' = 4 e / (1 + e)^2 keeps its digits where t is 1.
        var m = DoubleDouble.ExpMinusOne(-2 * Math.Abs(x));
        var t = (x < 0 ? m : -m) / (2 + m);
        var e = DoubleDouble.Exp(-2 * Math.Abs(x));
        var slope = 4 * e / ((1 + e) * (1 + e));
        return [Relative(t), Relative(slope), Relative(-2 * t * slope), new(slope * (4 - (6 * slope)), slope.High)];
    }

    private static Exact[] Logistic(double x)
    {
        var m = DoubleDouble.ExpMinusOne(-Math.Abs(x));
        var e = DoubleDouble.Exp(-Math.Abs(x));
        var slope = e / ((1 + e) * (1 + e));
        var halfTanh = (x < 0 ? m : -m) / (2 + m);
        return [Relative((x < 0 ? e : 1) / (1 + e)), Relative(slope), Relative(-slope * halfTanh), new(slope * (1 - (6 * slope)), slope.High)];
    }

    private static Exact[] Gaussian(double x)
    {
        var square = (DoubleDouble)x * x;
        var g = DoubleDouble.Exp(-square);
        return [Relative(g), Relative(-2 * x * g), Relative(((4 * square) - 2) * g), Relative(((12 * (DoubleDouble)x) - (8 * x * square)) * g)];
    }

    private static Exact[] Erf(double x)
    {
        var slope = 2 * DoubleDouble.Exp(-((DoubleDouble)x * x)) / DoubleDouble.Sqrt(DoubleDouble.Pi);
        return [Relative(DoubleDouble.Erf(x)), Relative(slope), Relative(-2 * x * slope), Relative(((4 * ((DoubleDouble)x * x)) - 2) * slope)];
    }

    private static Exact[] Arctan(double x)
    {
        var square = (DoubleDouble)x * x;
        var w = 1 / (1 + square);
        return [Relative(DoubleDouble.Artan(x)), Relative(w), Relative(-2 * x * w * w), new(((6 * square) - 2) * w * w * w, (w * w).High)];
    }

    private static Exact[] Sin(double x)
    {
        var (sin, cos) = DoubleDouble.SinCos(x);
        return [Relative(sin), Relative(cos), Relative(-sin), Relative(-cos)];
    }

    private static Exact[] Softplus(double x)
    {
        var value = Math.Max(x, 0) + DoubleDouble.LogOfOnePlus(DoubleDouble.Exp(-Math.Abs(x)));
        return [Relative(value), .. Logistic(x).Take(3)];
    }

    private static Exact[] Gelu(double x)
    {
        var square = (DoubleDouble)x * x;
        var distribution = DoubleDouble.Erfc(-x / DoubleDouble.Sqrt(2)) * 0.5;
        var density = DoubleDouble.Exp(-0.5 * square) / DoubleDouble.Sqrt(2 * DoubleDouble.Pi);
        return [
            Relative(x * distribution),
            new(distribution + (x * density), distribution.High + (Math.Abs(x) * density.High)),
            Relative((2 - square) * density),
            Relative(x * (square - 4) * density)];
    }

    private static Exact[] Silu(double x)
    {
        var s = Logistic(x);
        return [
            Relative(x * s[0].Value),
            new(s[0].Value + (x * s[1].Value), s[0].Value.High + Math.Abs(x * s[1].Value.High)),
            new((2 * s[1].Value) + (x * s[2].Value), (2 * s[1].Value.High) + Math.Abs(x * s[2].Value.High)),
            new((3 * s[2].Value) + (x * s[3].Value), (3 * Math.Abs(s[2].Value.High)) + Math.Abs(x * s[1].Value.High))];
    }
}
