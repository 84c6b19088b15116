using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Certification.Tests;

/// <summary>exp, tanh, the logistic function and their derivatives contain what an independent integer arithmetic computes. All activations: <see cref="JetTests"/>.</summary>
public class EnclosureTests
{
    // 100,000 points, each checked for two activations, value and three derivatives, as a point and as a box: 1.6 million containments.
    private const int Points = 100_000;

    // Extremes of the derivatives: tanh'' at tanh = 1/sqrt(3), tanh''' where tanh' = 1/3; zeros; rounding edges of the reduction (odd multiples of ln(2)/4);
    // saturation; underflow of exp; numbers whose double is still finite.
    private static readonly double[] HardArguments =
    [
        0, double.Epsilon, 2.2250738585072014e-308, 1e-300, 1e-160, 1e-20, 1.1102230246251565e-16, 1e-8, 0.6584789484624084, 0.6584789484624083,
        1.1462158347805889, 1.146215834780589, 0.17328679513998632, 0.17328679513998633, 0.5198603854199589, 1.0, 18.0, 19.0, 19.0625, 20, 36.7, 37.5, 60,
    ];

    private static readonly double[] Extremes = [340, 344.9, 345.1, 353, 372.5, 373, 400, 745.1, 1e4, 1e16, 1e300, 8e307];

    private static readonly ActivationEnclosure Tanh = ActivationEnclosure.Of(Activation.Tanh)!;
    private static readonly ActivationEnclosure Logistic = ActivationEnclosure.Of(Activation.Logistic)!;

    [Fact]
    public void Random_points_and_boxes_are_contained_with_all_derivatives() =>
        Parallel.For(0, 100, block =>
        {
            var stream = new RandomStream(1, "tests", "enclosures", block);
            for (var i = 0; i < Points / 100; i++)
            {
                var size = Math.ScaleB(1, -(i % 12)) * 40;
                var width = i % 3 == 0 ? 0 : Math.ScaleB(1, -(i % 50));
                Check(stream.NextUniform(-size, size), width * stream.NextUniform(), width * stream.NextUniform());
            }
        });

    [Fact]
    public void Hard_arguments_are_contained_with_all_derivatives()
    {
        foreach (var z in HardArguments.SelectMany(z => new[] { z, -z, Math.BitIncrement(z), Math.BitDecrement(-z) }))
        {
            foreach (var width in new[] { 0, double.Epsilon, 1e-16, 1e-10, 0.1, 2 })
            {
                Check(z, width, 0);
                Check(z, 0, width);
                Check(z, width, width);
            }
        }
    }

    [Fact]
    public void Saturated_arguments_give_ranges_at_the_limits()
    {
        foreach (var z in Extremes)
        {
            var range = Tanh.Over(new(z, z));
            Assert.True(range.Value.Contains(1) && range.Value.Lower > 1 - 1e-15);
            Assert.InRange(range.First.Lower, 0, 1e-290);
            Assert.InRange(range.First.Upper, 0, 1e-290); // 4 exp(-680) = 2e-295
            Assert.InRange(range.Second.Magnitude, 0, 1e-290);
            Assert.Equal(-Tanh.Over(new(-z, -z)).Value, range.Value);
        }

        Assert.Equal(new Interval(-1, 1), Tanh.Over(new(-400, 400)).Value);
        Assert.Equal(new Interval(0, 1), Logistic.Over(new(-2000, 2000)).Value);
    }

    [Fact]
    public void A_range_over_a_box_reaches_each_extreme_inside_it()
    {
        var range = Tanh.Over(new(-3, 3));
        var peak = 4 / (3 * Math.Sqrt(3));
        Assert.Equal(1, range.First.Upper);
        Assert.InRange(range.Second.Upper, peak, peak + 1e-15);
        Assert.InRange(range.Second.Lower, -peak - 1e-15, -peak);
        Assert.InRange(range.Third.Upper, 2.0 / 3, (2.0 / 3) + 1e-15);
        Assert.InRange(range.Third.Lower, -2 - 1e-15, -2); // at 0
    }

    [Fact]
    public void Ranges_of_points_are_a_few_doubles_wide()
    {
        var stream = new RandomStream(1, "tests", "narrow");
        for (var i = 0; i < 2000; i++)
        {
            var z = stream.NextUniform(-12, 12);
            foreach (var enclosure in new[] { Tanh, Logistic })
            {
                var range = enclosure.Over(new(z, z));
                // From exp on in doubles, each rounded operation on a number of at most 2 widens by a unit, at most 2.2e-16 of the value: 2 such for tanh, 5 for
                // tanh' (exp, 1 + e twice, square, quotient); tanh'' has twice the widths of both; s (4 - 6 s) has ten times that of s.
                Assert.InRange(range.Value.Upper - range.Value.Lower, 0, 5e-16);
                Assert.InRange(range.First.Upper - range.First.Lower, 0, 1.2e-15);
                Assert.InRange(range.Second.Upper - range.Second.Lower, 0, 4e-15);
                Assert.InRange(range.Third.Upper - range.Third.Lower, 0, 1.3e-14);
            }
        }
    }

    [Fact]
    public void Ln2_is_enclosed_and_exp_keeps_a_hundred_bits()
    {
        // exp(ln 2) = 2 exactly: the integer exp of the ball's ends lies on both sides of 2.
        var (high, low, radius) = (FixedInterval.Of(Constants.Ln2.High), FixedInterval.Of(Constants.Ln2.Low), FixedInterval.Of(Constants.Ln2.Radius));
        Assert.True((FixedInterval.Exp(high + low - radius) - FixedInterval.Of(2)).IsNegative);
        Assert.True((FixedInterval.Exp(high + low + radius) - FixedInterval.Of(2)).IsPositive);
        for (var x = -80.0; x < 0.5; x += 0.37)
        {
            var ball = BallExp.Of(x);
            Assert.True(FixedInterval.Exp(FixedInterval.Of(x)).IsIn(ball));
            Assert.InRange((double)(ball.Radius / ball.High), 0, 1e-29); // some fifty roundings of 2^-106 = 1.2e-32 and the reduction's |x| 1e-33
        }
    }

    [Fact]
    public void An_exp_out_of_its_range_says_that_it_knows_nothing()
    {
        Assert.Equal(double.PositiveInfinity, (double)BallExp.Of(700).Radius);
        Assert.Equal(double.PositiveInfinity, (double)BallExp.Of(Ball.Around(0, 0, 1)).Radius);
        Assert.False(BallExp.Of(double.NaN).Radius < 1);
        Assert.InRange((double)BallExp.Of(-1e5).Magnitude, 0, 2e-299);
    }

    /// <summary>psi at z lies in the enclosures of z and of [z - below, z + above], for tanh and, at 2 z, for the logistic function.</summary>
    private static void Check(double z, double below, double above)
    {
        var box = new Interval(z - below, z + above);
        var exact = FixedInterval.TanhJet(z);
        var (value, first) = Tanh.At(z);
        Assert.True(exact[0].IsIn(value), $"tanh({z:R})");
        Assert.True(exact[1].IsIn(first), $"tanh'({z:R})");
        Contains(Tanh.Over(box), exact, $"tanh over {box}");
        FixedInterval[] logistic = [(FixedInterval.One + exact[0]).ShiftedRight(1), exact[1].ShiftedRight(2), exact[2].ShiftedRight(3), exact[3].ShiftedRight(4)];
        Contains(Logistic.Over(new(2 * box.Lower, 2 * box.Upper)), logistic, $"logistic over 2 {box}");
    }

    private static void Contains(ActivationRange range, FixedInterval[] exact, string what)
    {
        var ranges = new[] { range.Value, range.First, range.Second, range.Third };
        for (var k = 0; k < 4; k++)
        {
            Assert.True(exact[k].IsIn(ranges[k]), $"derivative {k} of {what}: {ranges[k]}");
        }
    }
}
