using FsCheck;
using FsCheck.Fluent;

namespace Landscape.Certification.Tests;

/// <summary>Every result contains the exact results, computed in integers, at the ends and inside the operands; and is no wider than it must be.</summary>
public class ArithmeticTests
{
    private static readonly double[] Hard =
    [
        0, double.Epsilon, -double.Epsilon, 2.2250738585072014e-308, 1e-310, 1e-290, -1e-289, 1e-160, 1, -1, 1 + 2.220446049250313e-16,
        1 - 1.1102230246251565e-16, 0.1, 1.0 / 3, 1e16, 1e154, -1e155, double.MaxValue, double.MinValue,
    ];

    private static Gen<double> Doubles => Gen.OneOf(Gen.Elements(Hard), Bits(-1074, 1023), Bits(-20, 20), Bits(-3, 3));

    private static Arbitrary<Interval> Intervals =>
        Doubles.Two().Select(ends => new Interval(Math.Min(ends.Item1, ends.Item2), Math.Max(ends.Item1, ends.Item2))).ToArbitrary();

    [Theory]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData("*")]
    public void A_sum_difference_or_product_contains_the_exact_one_of_every_pair_of_ends(string operation) =>
        Prop.ForAll(Intervals, Intervals, (x, y) =>
        {
            var result = operation switch { "+" => x + y, "-" => x - y, _ => x * y };
            return Pairs(x, y).All(pair => Exact(operation, pair.X, pair.Y).IsIn(result));
        }).Check(Many);

    [Fact]
    public void A_quotient_contains_the_exact_one_of_every_pair_of_ends() =>
        Prop.ForAll(Intervals, Intervals, (x, y) => y.Contains(0)
            ? x / y == Interval.Entire
            : Pairs(x, y).All(pair => QuotientIsIn(pair.X, pair.Y, x / y))).Check(Many);

    [Fact]
    public void A_square_contains_the_exact_squares_and_is_not_negative() =>
        Prop.ForAll(Intervals, x => Interval.Square(x).Lower >= 0
            && new[] { x.Lower, x.Upper }.All(v => Exact("*", v, v).IsIn(Interval.Square(x)))
            && (!x.Contains(0) || Interval.Square(x).Lower == 0)).Check(Many);

    [Fact]
    public void Exact_operations_stay_exact_and_others_cost_one_double()
    {
        Assert.Equal(new Interval(3, 3), (Interval)1 + 2);
        Assert.Equal(new Interval(0.75, 0.75), (Interval)1.5 * 0.5);
        Assert.Equal(new Interval(0, 0), (Interval)0 * new Interval(-1e300, 1e300));
        Assert.Equal(new Interval(0.25, 0.25), (Interval)1 / 4);
        Prop.ForAll(Bits(-20, 20).Two().ToArbitrary(), pair =>
            new[] { (Interval)pair.Item1 + pair.Item2, (Interval)pair.Item1 * pair.Item2, (Interval)pair.Item1 / pair.Item2 }
                .All(r => r.Upper == r.Lower || r.Upper == Math.BitIncrement(r.Lower))).Check(Many);
    }

    [Fact]
    public void Overflow_gives_unbounded_ends_and_NaN_is_never_lost()
    {
        var huge = new Interval(double.MaxValue, double.MaxValue);
        Assert.Equal(new Interval(double.MaxValue, double.PositiveInfinity), huge + huge);
        Assert.Equal(new Interval(double.MaxValue, double.PositiveInfinity), huge * 2);
        Assert.Equal(new Interval(double.NegativeInfinity, double.MinValue), huge * -2);
        Assert.Equal(0, (Interval.Entire * 0).Magnitude);
        foreach (var other in new Interval[] { 0, 1, -1, new(-1, 1) })
        {
            Interval nothing = double.NaN;
            Assert.All(new[] { nothing + other, other - nothing, nothing * other, other * nothing, nothing / 2 }, r => Assert.Equal(double.NaN, r.Magnitude));
            Assert.False((nothing * other).Mignitude > 0);
        }
    }

    [Fact]
    public void A_ball_operation_contains_the_exact_result_of_centres_and_of_rims() =>
        Prop.ForAll(Balls, Balls, (x, y) =>
            (from u in Rim(x) from v in Rim(y) select (Sum: (u + v).IsIn(x + y), Difference: (u - v).IsIn(x - y), Product: (u * v).IsIn(x * y)))
                .All(r => r.Sum && r.Difference && r.Product)
            && (from u in Rim(x) from v in Rim(y) select BallQuotientContains(x / y, u, v)).All(r => r)).Check(Many);

    [Fact]
    public void Ball_arithmetic_keeps_a_hundred_bits() =>
        Prop.ForAll(Bits(-3, 3).Two().ToArbitrary(), pair =>
        {
            var third = (Ball)pair.Item1 / pair.Item2;
            var cube = third * third * third;
            // A quotient and two products: some twenty roundings of 2^-106 = 1.2e-32 each.
            return cube.Radius <= 1e-30 * Math.Abs(cube.High);
        }).Check(Many);

    [Fact]
    public void The_enclosure_of_a_ball_contains_it() =>
        Prop.ForAll(Balls, x => Rim(x).All(v => v.IsIn(x.Enclosure))).Check(Many);

    private static Config Many => Config.QuickThrowOnFailure.WithMaxTest(3000);

    // Centres of two overlapping parts and radii of all sizes; within the range in which nothing overflows.
    private static Arbitrary<Ball> Balls =>
        (from high in Gen.OneOf(Bits(-300, 300), Bits(-3, 3), Gen.Elements(0.0, 1.0, -1.0, 1e-300, -1e-308))
         from low in Gen.Choose(-1000, 1000)
         from radius in Gen.OneOf(Gen.Constant(0.0), Gen.Choose(0, 1000).Select(r => r * 1e-25), Gen.Choose(0, 1000).Select(r => r * 1e-6))
         select Ball.Around(high, high * low * 1e-20, Math.Abs(high) * radius)).ToArbitrary();

    private static Gen<double> Bits(int lowest, int highest) =>
        from exponent in Gen.Choose(lowest, highest)
        from mantissa in Gen.Choose(0, int.MaxValue)
        from fine in Gen.Choose(0, int.MaxValue)
        from sign in Gen.Elements(-1.0, 1.0)
        select Math.ScaleB(sign * (1 + (mantissa / 2147483648.0) + (fine / 4611686018427387904.0)), Math.Min(exponent, 1022));

    private static IEnumerable<(double X, double Y)> Pairs(Interval x, Interval y) =>
        from u in new[] { x.Lower, Inside(x), x.Upper } from v in new[] { y.Lower, Inside(y), y.Upper } select (u, v);

    private static double Inside(Interval x) => Math.Clamp(x.Middle, x.Lower, x.Upper);

    private static Dyadic Exact(string operation, double x, double y) => operation switch
    {
        "+" => Dyadic.Of(x) + Dyadic.Of(y),
        "-" => Dyadic.Of(x) - Dyadic.Of(y),
        _ => Dyadic.Of(x) * Dyadic.Of(y),
    };

    // low <= x / y <= high, multiplied by y.
    private static bool QuotientIsIn(double x, double y, Interval result)
    {
        var (low, high) = y > 0 ? (result.Lower, result.Upper) : (result.Upper, result.Lower);
        return (double.IsInfinity(low) || Dyadic.Of(low) * Dyadic.Of(y) <= Dyadic.Of(x)) && (double.IsInfinity(high) || Dyadic.Of(x) <= Dyadic.Of(high) * Dyadic.Of(y));
    }

    private static Dyadic[] Rim(Ball x)
    {
        var centre = Dyadic.Of(x.High) + Dyadic.Of(x.Low);
        return [centre, centre - Dyadic.Of(x.Radius), centre + Dyadic.Of(x.Radius)];
    }

    // |q - u / v| <= radius, multiplied by |v|.
    private static bool BallQuotientContains(Ball quotient, Dyadic u, Dyadic v)
    {
        if (!double.IsFinite(quotient.Radius))
        {
            return true;
        }

        var error = ((Dyadic.Of(quotient.High) + Dyadic.Of(quotient.Low)) * v) - u;
        return (error.Sign < 0 ? -error : error) <= Dyadic.Of(quotient.Radius) * (v.Sign < 0 ? -v : v);
    }
}
