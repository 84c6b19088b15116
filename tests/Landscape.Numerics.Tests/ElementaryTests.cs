using System.Runtime.Intrinsics;

namespace Landscape.Numerics.Tests;

/// <summary>The stated ulp bounds, against arbitrary-precision arithmetic, and the behaviour at the edges.</summary>
public class ElementaryTests
{
    // Enough random points for the observed maximum to come close to the supremum, few enough for a second or two of big integers.
    private const int Points = 400;

    public static TheoryData<string> Names => new("exp", "log", "tanh", "logistic", "sin", "cos", "erf", "erfc", "arctan", "softplus", "gelu", "silu", "gaussian");

    [Fact]
    public void Exp_is_within_its_bound() =>
        AssertUlps(Elementary.Exp, x => BigFixed.Exp(BigFixed.Of(x)), Uniform(-708, 709), 0.7);

    [Fact]
    public void Exp_of_small_arguments_is_within_its_bound() =>
        AssertUlps(Elementary.Exp, x => BigFixed.Exp(BigFixed.Of(x)), [.. Uniform(-1, 1), .. Tiny(), 0, 0.34657359027997264, -0.34657359027997264], 0.7);

    [Fact]
    public void Exp_with_subnormal_results_is_within_its_bound() =>
        AssertUlps(Elementary.Exp, x => BigFixed.Exp(BigFixed.Of(x)), Uniform(-745.2, -708), 1);

    [Fact]
    public void Tanh_is_within_its_bound_from_subnormals_to_saturation() =>
        AssertUlps(Elementary.Tanh, Tanh, [.. Uniform(-1, 1), .. Uniform(-25, 25), .. Tiny(), 19.0, 19.0625, 354, 1000], 1);

    [Fact]
    public void Logistic_is_within_its_bound() =>
        AssertUlps(Elementary.Logistic, Logistic, [.. Uniform(-40, 40), .. Uniform(-708, -40), .. Tiny(), 0, 708, 1e300], 1);

    [Fact]
    public void Log_is_within_its_bound_as_the_inverse_of_exp() =>
        AssertLog([.. Uniform(0.5, 2), .. Uniform(1e-300, 1e-290), .. Uniform(1, 1e300), .. Tiny().Where(x => x > 0), 1.0000000000000002, 0.9999999999999999, double.MaxValue, double.Epsilon]);

    [Fact]
    public void Sin_and_cos_are_within_their_bounds_for_all_sizes()
    {
        // 6381956970095103 * 2^797 is the double closest to a multiple of pi/2, relative to its size (Muller et al., Handbook of Floating-Point Arithmetic).
        double[] points = [.. Uniform(-10, 10), .. Uniform(-1048576, 1048576), .. Uniform(1e6, 1e7), .. Uniform(1e200, 1e300), .. Tiny(),
            .. MultiplesOfHalfPi(), Math.ScaleB(6381956970095103, 797), double.MaxValue];
        AssertUlps(Elementary.Sin, x => BigFixed.SinCos(BigFixed.Of(x)).Sin, points, 1);
        AssertUlps(Elementary.Cos, x => BigFixed.SinCos(BigFixed.Of(x)).Cos, points, 1);
    }

    [Fact]
    public void Derivatives_of_tanh_are_accurate_to_eight_ulps_even_where_tanh_is_one()
    {
        foreach (var x in Uniform(-340, 340).Concat(Uniform(-2, 2)).Concat([0.0, 1e-200]))
        {
            Elementary.Tanh<WideLanes>(x, out var first, out var second, out _);
            var t = Tanh(x);
            var e = BigFixed.Exp(BigFixed.Of(-2 * Math.Abs(x)));
            var slope = 4 * (e / ((BigFixed.One + e) * (BigFixed.One + e)));
            Assert.InRange(slope.UlpsFrom(WideLanes.First(first)), 0, 8);
            Assert.InRange((-2 * (t * slope)).UlpsFrom(WideLanes.First(second)), 0, 8);
        }
    }

    [Fact]
    public void Derivatives_of_the_logistic_function_are_accurate_to_eight_and_twelve_ulps()
    {
        foreach (var x in Uniform(-680, 680).Concat(Uniform(-2, 2)).Concat([0.0, 1e-200]))
        {
            Elementary.Logistic<WideLanes>(x, out var first, out var second, out _);
            var s = Logistic(x);
            var slope = s * (BigFixed.One - s);
            Assert.InRange(slope.UlpsFrom(WideLanes.First(first)), 0, 8);
            Assert.InRange((slope * (BigFixed.One - (2 * s))).UlpsFrom(WideLanes.First(second)), 0, 12);
        }
    }

    [Fact]
    public void Limits_and_undefined_arguments_have_their_exact_values()
    {
        Assert.Equal(double.PositiveInfinity, Elementary.Exp(double.PositiveInfinity));
        Assert.Equal(double.PositiveInfinity, Elementary.Exp(709.8));
        Assert.Equal(0, Elementary.Exp(double.NegativeInfinity));
        Assert.Equal(0, Elementary.Exp(-745.2));
        Assert.Equal(double.Epsilon, Elementary.Exp(-745.1));
        Assert.Equal(1, Elementary.Exp(-0.0));
        Assert.Equal(double.NegativeInfinity, Elementary.Log(0));
        Assert.Equal(double.NegativeInfinity, Elementary.Log(-0.0));
        Assert.Equal(double.PositiveInfinity, Elementary.Log(double.PositiveInfinity));
        Assert.Equal(double.NaN, Elementary.Log(-double.Epsilon));
        Assert.Equal(0, Elementary.Log(1));
        Assert.Equal(1, Elementary.Tanh(double.PositiveInfinity));
        Assert.Equal(-1, Elementary.Tanh(double.NegativeInfinity));
        Assert.True(double.IsNegative(Elementary.Tanh(-0.0)));
        Assert.Equal(1, Elementary.Logistic(double.PositiveInfinity));
        Assert.Equal(0, Elementary.Logistic(double.NegativeInfinity));
        Assert.Equal(0.5, Elementary.Logistic(0));
        Assert.True(double.IsNegative(Elementary.Sin(-0.0)));
        Assert.Equal(double.NaN, Elementary.Sin(double.PositiveInfinity));
        Assert.Equal(double.NaN, Elementary.Cos(double.NegativeInfinity));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_stays_NaN(string name) => Assert.Equal(double.NaN, Scalar(name)(double.NaN));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_lane_has_the_scalar_bits_whatever_stands_in_the_other_lanes(string name)
    {
        double[] edges = [double.NaN, double.PositiveInfinity, -0.0, 1e300, -745.0, double.Epsilon, 0.5];
        var (scalar, vector) = (Scalar(name), Vector(name));
        foreach (var x in Uniform(-30, 30))
        {
            for (var lane = 0; lane < 8; lane++)
            {
                var lanes = Vector512.Create([.. edges[..lane], x, .. edges[lane..]]);
                Assert.Equal(BitConverter.DoubleToInt64Bits(scalar(x)), BitConverter.DoubleToInt64Bits(vector(lanes)[lane]));
            }
        }
    }

    [Fact]
    public void Tanh_is_odd_and_increasing_on_a_fine_grid()
    {
        var previous = double.NegativeInfinity;
        for (var x = -20.0; x <= 20; x += 1.0 / 512)
        {
            var value = Elementary.Tanh(x);
            Assert.Equal(-value, Elementary.Tanh(-x));
            Assert.True(value >= previous, $"tanh decreases at {x:R}");
            previous = value;
        }
    }

    private static Func<double, double> Scalar(string name) => name switch
    {
        "exp" => Elementary.Exp,
        "log" => Elementary.Log,
        "tanh" => Elementary.Tanh,
        "logistic" => Elementary.Logistic,
        "sin" => Elementary.Sin,
        _ => Elementary.Cos,
    };

    private static Func<Vector512<double>, Vector512<double>> Vector(string name) => name switch
    {
        "exp" => Elementary.Exp,
        "log" => Elementary.Log,
        "tanh" => Elementary.Tanh,
        "logistic" => Elementary.Logistic,
        "sin" => Elementary.Sin,
        _ => Elementary.Cos,
    };

    private static double[] Uniform(double low, double high)
    {
        var stream = new RandomStream(1, "tests", "points", BitConverter.DoubleToInt64Bits(low), BitConverter.DoubleToInt64Bits(high));
        return [.. Enumerable.Range(0, Points).Select(_ => stream.NextUniform(low, high))];
    }

    private static double[] Tiny() => [1e-5, -1e-8, 3e-17, 1e-100, -2.3e-308, 1e-310, double.Epsilon, -double.Epsilon];

    private static IEnumerable<double> MultiplesOfHalfPi() => Enumerable.Range(1, Points).Select(k => k * 1571 * (Math.PI / 2));

    private static BigFixed Tanh(double x)
    {
        var e = BigFixed.Exp(BigFixed.Of(-2 * Math.Min(Math.Abs(x), 360)));
        var positive = (BigFixed.One - e) / (BigFixed.One + e);
        return x < 0 ? -positive : positive;
    }

    private static BigFixed Logistic(double x)
    {
        var e = BigFixed.Exp(BigFixed.Of(-Math.Min(Math.Abs(x), 740)));
        return (x < 0 ? e : BigFixed.One) / (BigFixed.One + e);
    }

    private static void AssertUlps(Func<double, double> computed, Func<double, BigFixed> exact, IEnumerable<double> points, double bound)
    {
        foreach (var x in points)
        {
            var ulps = exact(x).UlpsFrom(computed(x));
            Assert.True(ulps <= bound, $"{x:R}: {ulps} ulp, bound {bound}");
        }
    }

    /// <summary>y = log x is off by x exp(-y) - 1 to first order; the second order, below 1e-26, is subtracted.</summary>
    private static void AssertLog(IEnumerable<double> points)
    {
        foreach (var x in points)
        {
            var y = Elementary.Log(x);
            var exponent = Math.ILogB(x);
            var ratio = BigFixed.Of(Math.ScaleB(x, -exponent)) * BigFixed.Exp((exponent * BigFixed.Ln2) - BigFixed.Of(y));
            var excess = ratio - BigFixed.One;
            var exact = BigFixed.Of(y) + excess - new BigFixed((excess * excess).Scaled >> 1);
            var ulps = exact.UlpsFrom(y);
            Assert.True(ulps <= 1, $"log {x:R}: {ulps} ulp");
        }
    }
}
