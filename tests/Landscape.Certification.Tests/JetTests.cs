using System.Numerics;
using System.Runtime.Intrinsics;
using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Certification.Tests;

/// <summary>
/// The enclosures of every activation and of its first three derivatives contain the true values: in sweeps against pairs of doubles, at hard arguments and with 106 bits against
/// integers of 1280 bits.
/// </summary>
public class JetTests
{
    // 1.3 million in all, each as a lane and as an interval, with four functions; LANDSCAPE_SWEEP=full takes 10^7 for every activation.
    private static readonly int Points = Environment.GetEnvironmentVariable("LANDSCAPE_SWEEP") == "full" ? 10_000_000 : 150_000;

    private const int Chunk = 4096;

    // Pairs of doubles are good to some 1e-30 of the terms they add; all numbers here are below 1e3.
    private const double ReferenceError = 1e-26;

    // Zeros and extremes of the derivatives, ends of series and of held arguments, rounding edges of reductions (odd multiples of ln 2 / 2 and pi / 4), underflow, saturation.
    private static readonly double[] HardArguments =
    [
        0, double.Epsilon, 2.2250738585072014e-308, 1e-300, 1e-160, 1e-20, 1.1102230246251565e-16, 1e-8, 1e-3, 0.34657359027997264, 0.41421356237309503, 0.5, 0.57735026918962573,
        0.65847894846240835, 0.70710678118654757, 0.76929, 0.78539816339744828, 1, 1.0397207708399179, 1.1462158347805889, 1.2247448713915889, 1.2784645427610738, 1.3169578969248166,
        1.4142135623730951, 1.5707963267948966, 1.7320508075688772, 2, 2.3561944901923448, 2.3993572805154, 3.1415926535897931, 5.9999999999999991, 6, 6.0000000000000009, 8.48528137423857,
        8.6, 8.6000000000000014, 12.16, 18, 19.0625, 26.3, 27.3, 36.7, 39.999, 40, 40.001, 56.6,
    ];

    // Underflow and saturation of the functions of exp(-z); exp(-z^2) is gone there, and slow to compute exactly.
    private static readonly double[] HardForExp = [110.7, 344.9, 345.1, 372.5, 689, 690, 691, 700, 701];

    // Where every function but the sine is at its limit; the sine is enclosed up to 1e6 and bounded beyond.
    private static readonly double[] FarArguments = [745.2, 1e4, 999999, 1000001, 1e16, 1e100, 1.1e100, 1e155, 1e300, double.MaxValue];

    public static TheoryData<string> Names => [.. Activation.All.Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Points_and_boxes_are_contained_with_all_derivatives(string name) =>
        Parallel.For(0, Points / Chunk, chunk =>
        {
            var (stream, reference) = (new RandomStream(1, "tests", "jets", chunk), FunctionReference.Named(name).Reference);
            var enclosure = Enclosure(name);
            for (var i = 0; i < Chunk / 8; i++)
            {
                var size = 38 * Math.ScaleB(1, -(i % 12));
                var width = i % 3 == 0 ? 0 : Math.ScaleB(1, -(i % 50));
                double[] centres = [.. Enumerable.Range(0, 8).Select(_ => stream.NextUniform(-size, size))];
                double[] radii = [.. centres.Select(_ => width * stream.NextUniform())];
                var jets = Lanes(enclosure, centres, radii);
                for (var lane = 0; lane < 8; lane++)
                {
                    var box = Interval.Around(centres[lane], radii[lane]);
                    var inside = centres[lane] + (radii[lane] * stream.NextUniform(-1, 1));
                    inside = Math.Abs(inside - centres[lane]) <= radii[lane] ? inside : centres[lane]; // rounded out of the box
                    var exact = reference(inside);
                    Contains(jets[lane], exact, $"{name} at {inside:R} in the lane {box}");
                    Contains(enclosure.Over(box), exact, $"{name} at {inside:R} in {box}");
                }
            }
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void Hard_arguments_are_contained_in_both_precisions_and_over_boxes(string name)
    {
        double[] more = name is "tanh" or "logistic" or "softplus" or "silu" ? HardForExp : [];
        foreach (var z in HardArguments.Concat(more).SelectMany(z => new[] { z, -z, Math.BitIncrement(z), Math.BitDecrement(-z) }))
        {
            var exact = SlowActivation.Jet(name, BigFixed.Of(z));
            var (value, first) = Enclosure(name).At(z);
            Assert.True(IsIn(exact[0], value), $"{name}({z:R})");
            Assert.True(IsIn(exact[1], first), $"{name}'({z:R})");
            foreach (var width in new[] { 0, double.Epsilon, 1e-16, 1e-10, 0.1, 2 })
            {
                Contains(Enclosure(name).Over(new(z - width, z)), exact, $"{name} at {z:R}, {width:R} below");
                Contains(Enclosure(name).Over(new(z, z + width)), exact, $"{name} at {z:R}, {width:R} above");
                Contains(Lanes(Enclosure(name), [.. Enumerable.Repeat(z, 8)], [.. Enumerable.Repeat(width, 8)])[3], exact, $"{name} at {z:R} +- {width:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Far_arguments_are_contained_and_give_finite_derivatives(string name)
    {
        foreach (var z in FarArguments.SelectMany(z => new[] { z, -z }))
        {
            var (value, slope) = Limit(name, z);
            var range = Enclosure(name).Over(new(z, z));
            var ball = Enclosure(name).At(z);
            Assert.True(range.Value.Contains(value) && range.First.Contains(slope), $"{name} at {z:R}: {range}");
            Assert.True(ball.Value.Enclosure.Contains(value) && ball.First.Enclosure.Contains(slope), $"{name} at {z:R}: {ball}");
            Assert.All(new[] { range.First, range.Second, range.Third }, d => Assert.InRange(d.Magnitude, 0, 1 + 1e-15));
            Assert.All(new[] { range.Second, range.Third }, d => Assert.True(d.Contains(0) || name is "sin" or "arctan"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void With_106_bits_values_and_slopes_are_contained_and_narrow(string name)
    {
        var stream = new RandomStream(1, "tests", "doubled");
        for (var i = 0; i < 300; i++)
        {
            var z = stream.NextUniform(-10, 10);
            var tail = z * stream.NextUniform(-1e-17, 1e-17);
            var exact = SlowActivation.Jet(name, BigFixed.Of(z) + BigFixed.Of(tail));
            var (value, first) = Enclosure(name).At(Ball.Around(z, tail, 0));
            Assert.True(IsIn(exact[0], value) && IsIn(exact[1], first), $"{name} at {z:R} + {tail:R}");

            // Some hundred roundings of 1.2e-32 on numbers of at most 100 (the exponent z^2); erf's series has as many terms.
            Assert.InRange((double)value.Radius, 0, 1e-28);
            Assert.InRange((double)first.Radius, 0, 1e-28);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_ball_of_106_bits_contains_the_values_at_its_rim(string name)
    {
        var stream = new RandomStream(1, "tests", "rim");
        for (var i = 0; i < 60; i++)
        {
            var z = stream.NextUniform(-4, 4);
            var radius = Math.ScaleB(1, -10 - (4 * (i % 20)));
            var (value, first) = Enclosure(name).At(Ball.Around(z, 0, radius));
            foreach (var rim in new[] { BigFixed.Of(z) - BigFixed.Of(radius), BigFixed.Of(z) + BigFixed.Of(radius) })
            {
                var exact = SlowActivation.Jet(name, rim);
                Assert.True(IsIn(exact[0], value) && IsIn(exact[1], first), $"{name} at {z:R} +- {radius:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ranges_of_points_are_a_few_doubles_wide(string name)
    {
        var stream = new RandomStream(1, "tests", "narrow");
        for (var i = 0; i < 2000; i++)
        {
            var z = stream.NextUniform(-5, 5);
            var range = Enclosure(name).Over(new(z, z));

            // erf: exp(-z^2) carries 25 roundings of 1.1e-16 at 5, each of some 60 terms four more; GELU multiplies it by z.
            Assert.All(new[] { range.Value, range.First, range.Second, range.Third }, r => Assert.InRange(r.Upper - r.Lower, 0, 3e-13));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void All_lanes_give_the_bits_of_a_single_one(string name)
    {
        var stream = new RandomStream(1, "tests", "lanes");
        for (var i = 0; i < 2000; i++)
        {
            // Equal lanes, since the series of erf goes on until the slowest lane has converged.
            var (z, radius) = (stream.NextUniform(-40, 40), Math.ScaleB(stream.NextUniform(), -(i % 60)));
            var one = Enclosure(name).Over(DoubleBall<SingleLane>.Around(z, radius));
            var wide = Enclosure(name).Over(DoubleBall<WideLanes>.Around(z, radius));
            var paired = Enclosure(name).Over(DoubleBall<PairedLanes>.Around(z, radius));
            Assert.All(new[] { (one.Value, wide.Value, paired.Value), (one.First, wide.First, paired.First), (one.Second, wide.Second, paired.Second), (one.Third, wide.Third, paired.Third) }, p =>
            {
                Assert.Equal(((double)p.Item1.Centre, (double)p.Item1.Radius), (WideLanes.First(p.Item2.Centre), WideLanes.First(p.Item2.Radius)));
                Assert.Equal(((double)p.Item1.Centre, (double)p.Item1.Radius), (PairedLanes.First(p.Item3.Centre), PairedLanes.First(p.Item3.Radius)));
            });
        }
    }

    [Fact]
    public void Constants_are_enclosed()
    {
        Assert.True(IsIn(BigFixed.Ln2, Constants.Ln2));
        Assert.True(IsIn(new BigFixed(BigFixed.Pi.Scaled >> 1), Constants.HalfPi));
        Assert.True(IsIn(2 * (BigFixed.One / BigFixed.Sqrt(BigFixed.Pi)), Constants.TwoOverRootPi));
        Assert.True(IsIn(BigFixed.One / BigFixed.Sqrt(2 * BigFixed.One), Constants.RootHalf));
        Assert.True(IsIn(BigFixed.One / BigFixed.Sqrt(2 * BigFixed.Pi), Constants.NormalDensityAtZero));
    }

    [Fact]
    public void What_is_not_a_number_is_never_enclosed_tightly()
    {
        foreach (var enclosure in Activation.All.Select(a => ActivationEnclosure.Of(a)!))
        {
            Assert.False(enclosure.At(double.NaN).Value.Radius < 0.5);
            var everything = enclosure.Over(Interval.Entire);
            Assert.True(everything.Value.Upper - everything.Value.Lower >= 1 && everything.First.Upper - everything.First.Lower >= 0.25);
        }
    }

    /// <summary>The limit at z, which the function has reached to far less than its enclosures' width: value and slope.</summary>
    private static (double Value, double Slope) Limit(string name, double z) => name switch
    {
        "tanh" or "erf" => (Math.Sign(z), 0),
        "logistic" => (z > 0 ? 1 : 0, 0),
        "arctan" => (Math.Atan(z), 1 / (1 + (z * z))),
        "sin" => (Math.Sin(z), Math.Cos(z)),
        "gaussian" => (0, 0),
        _ => z > 0 ? (z, 1) : (0, 0),
    };

    private static ActivationEnclosure Enclosure(string name) => ActivationEnclosure.Of(Activation.Named(name))!;

    private static ActivationRange[] Lanes(ActivationEnclosure enclosure, double[] centres, double[] radii)
    {
        var jet = enclosure.Over(DoubleBall<WideLanes>.Around(Vector512.Create(centres), Vector512.Create(radii)));
        return [.. Enumerable.Range(0, 8).Select(lane => new ActivationRange(At(jet.Value, lane), At(jet.First, lane), At(jet.Second, lane), At(jet.Third, lane)))];
    }

    private static Interval At(DoubleBall<WideLanes> ball, int lane)
    {
        Vector512<double> centre = ball.Centre, radius = ball.Radius;
        return Interval.Around(centre[lane], radius[lane]);
    }

    private static void Contains(ActivationRange range, Exact[] exact, string what)
    {
        var ranges = new[] { range.Value, range.First, range.Second, range.Third };
        for (var k = 0; k < 4; k++)
        {
            var value = exact[k].Value;
            Assert.True((value - ranges[k].Lower).High >= -ReferenceError && (ranges[k].Upper - value).High >= -ReferenceError, $"derivative {k} of {what}: {ranges[k]}");
        }
    }

    private static void Contains(ActivationRange range, BigFixed[] exact, string what)
    {
        var ranges = new[] { range.Value, range.First, range.Second, range.Third };
        for (var k = 0; k < 4; k++)
        {
            var isAbove = double.IsNegativeInfinity(ranges[k].Lower) || (exact[k] - BigFixed.Of(ranges[k].Lower)).Scaled >= -Slack;
            var isBelow = double.IsPositiveInfinity(ranges[k].Upper) || (BigFixed.Of(ranges[k].Upper) - exact[k]).Scaled >= -Slack;
            Assert.True(isAbove && isBelow, $"derivative {k} of {what}: {ranges[k]}");
        }
    }

    private static bool IsIn(BigFixed exact, Ball ball)
    {
        var distance = BigInteger.Abs((exact - BigFixed.Of(ball.High) - BigFixed.Of(ball.Low)).Scaled);
        return double.IsPositiveInfinity(ball.Radius) || distance <= BigFixed.Of(ball.Radius).Scaled + Slack;
    }

    // The reference's own error, 2^-1100: sums of positive terms and forty squarings lose less than a hundred of its 1280 bits.
    private static BigInteger Slack => BigInteger.One << 180;
}
