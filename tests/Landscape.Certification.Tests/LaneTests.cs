using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FsCheck;
using FsCheck.Fluent;
using Landscape.Numerics;

namespace Landscape.Certification.Tests;

/// <summary>Arithmetic of eight intervals at a time: every lane contains the exact results, computed in integers, on both kinds of registers.</summary>
public class LaneTests
{
    // What lanes meet: numbers of order 1, small ones, zero, results near underflow.
    private static Gen<double> Doubles => Gen.OneOf(
        Gen.Elements(0, -0.0, 1, -1, 1e-170, -1e-200, double.Epsilon, 1e-308, 3e-300, 1.0 / 3, 1e90),
        from mantissa in Gen.Choose(-int.MaxValue, int.MaxValue)
        from fine in Gen.Choose(0, int.MaxValue)
        from exponent in Gen.Choose(-60, 3)
        select Math.ScaleB((mantissa / 2147483648.0) + (fine / 4611686018427387904.0), exponent));

    private static Arbitrary<Interval[]> Eight =>
        Gen.ArrayOf(Doubles.Two().Select(e => new Interval(Math.Min(e.Item1, e.Item2), Math.Max(e.Item1, e.Item2))), 8).ToArbitrary();

    [Fact]
    public void Sums_differences_products_and_squares_contain_the_exact_ones() =>
        Prop.ForAll(Eight, Eight, (x, y) => Holds<WideLanes>(x, y) && Holds<PairedLanes>(x, y)).Check(Many);

    [Fact]
    public void Quotients_by_positive_intervals_contain_the_exact_ones() =>
        Prop.ForAll(Eight, Eight, (x, y) =>
        {
            var divisors = y.Select(d => new Interval(Math.Max(1e-90, Math.Abs(d.Lower)), Math.Max(1e-90, Math.Abs(d.Lower)) + d.Magnitude)).ToArray();
            var quotients = Unpack(Pack<WideLanes>(x) / Pack<WideLanes>(divisors));
            return Enumerable.Range(0, 8).All(i => Ends(x[i]).All(u => Ends(divisors[i]).All(v =>
                Dyadic.Of(quotients[i].Lower) * Dyadic.Of(v) <= Dyadic.Of(u) && Dyadic.Of(u) <= Dyadic.Of(quotients[i].Upper) * Dyadic.Of(v))));
        }).Check(Many);

    [Fact]
    public void The_sum_of_the_lanes_contains_the_exact_one() =>
        Prop.ForAll(Eight, x =>
        {
            var sum = LaneInterval<PairedLanes>.Sum(Pack<PairedLanes>(x));
            return new Func<Interval, double>[] { i => i.Lower, i => i.Upper }.All(end => x.Select(i => Dyadic.Of(end(i))).Aggregate((a, b) => a + b).IsIn(sum));
        }).Check(Many);

    [Fact]
    public void Tanh_and_its_derivatives_contain_the_enclosures_of_points_inside_on_both_kinds_of_registers()
    {
        // 2 x 40,000 intervals of all sizes up to 30, a point in each, and hard arguments: zero, where tanh'' is extreme, saturation, where exp underflows.
        var stream = new RandomStream(1, "tests", "lane-tanh");
        var intervals = new List<(Interval Z, double Inside)>();
        foreach (var z in new[] { 0, double.Epsilon, 1e-300, 1e-9, 0.658478948462408, 0.6584789484624084, 18, 344.9, 345, 345.1, 400, 1e5 })
        {
            intervals.AddRange([(z, z), (-z, -z), (new(-z, z), -z), (new(-z, z), 0), (new(0, z), z)]);
        }

        while (intervals.Count < 40_000)
        {
            var (centre, width) = (stream.NextUniform(-30, 30) * stream.NextUniform(0, 1), stream.NextUniform(0, 1));
            width = width < 0.2 ? 0 : Math.Pow(10, -8 * width);
            intervals.Add((new(centre - width, centre + width), centre + (width * stream.NextUniform(-1, 1))));
        }

        foreach (var eight in intervals.Chunk(8))
        {
            AssertTanh<WideLanes>(eight);
            AssertTanh<PairedLanes>(eight);
        }
    }

    [Fact]
    public void Narrow_tanh_intervals_are_narrow()
    {
        var value = LaneTanh.Of<WideLanes>(0.7, out var first, out var second);
        // A few dozen widenings of 2^-51 and the 2^-48 of exp.
        Assert.All(new[] { value, first, second }.Select(r => Unpack(r)[0]), r => Assert.InRange(r.Upper - r.Lower, 0, 5e-14));
    }

    private static Config Many => Config.QuickThrowOnFailure.WithMaxTest(1000);

    private static void AssertTanh<TLanes>((Interval Z, double Inside)[] eight)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var padded = Enumerable.Range(0, 8).Select(i => eight[i % eight.Length]).ToArray();
        var value = Unpack(LaneTanh.Of(Pack<TLanes>([.. padded.Select(p => p.Z)]), out var first, out var second));
        var (slopes, bends) = (Unpack(first), Unpack(second));
        for (var i = 0; i < 8; i++)
        {
            var point = new TanhEnclosure().Over(Math.Clamp(padded[i].Inside, padded[i].Z.Lower, padded[i].Z.Upper));
            Assert.True(Overlap(value[i], point.Value) && Overlap(slopes[i], point.First) && Overlap(bends[i], point.Second), $"{padded[i]}");
        }
    }

    // The point's enclosure and the interval's both hold the true value; apart, one of them would be wrong. Enclosures of points are a few ulps wide.
    private static bool Overlap(Interval x, Interval y) => x.Lower <= y.Upper && y.Lower <= x.Upper;

    private static bool Holds<TLanes>(Interval[] x, Interval[] y)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (a, b) = (Pack<TLanes>(x), Pack<TLanes>(y));
        var (sum, difference, product, square) = (Unpack(a + b), Unpack(a - b), Unpack(a * b), Unpack(LaneInterval<TLanes>.Square(a)));
        return Enumerable.Range(0, 8).All(i => Ends(x[i]).All(u => (Dyadic.Of(u) * Dyadic.Of(u)).IsIn(square[i]) && Ends(y[i]).All(v =>
            (Dyadic.Of(u) + Dyadic.Of(v)).IsIn(sum[i]) && (Dyadic.Of(u) - Dyadic.Of(v)).IsIn(difference[i]) && (Dyadic.Of(u) * Dyadic.Of(v)).IsIn(product[i]))));
    }

    private static double[] Ends(Interval x) => [x.Lower, Math.Clamp(x.Middle, x.Lower, x.Upper), x.Upper];

    private static LaneInterval<TLanes> Pack<TLanes>(Interval[] x)
        where TLanes : unmanaged, ILanes<TLanes> =>
        new(Lanes<TLanes>([.. x.Select(i => i.Lower)]), Lanes<TLanes>([.. x.Select(i => i.Upper)]));

    private static TLanes Lanes<TLanes>(double[] values)
        where TLanes : unmanaged, ILanes<TLanes> => MemoryMarshal.Cast<double, TLanes>(values.AsSpan())[0];

    private static Interval[] Unpack<TLanes>(LaneInterval<TLanes> x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (lower, upper) = (Doubles8(x.Lower), Doubles8(x.Upper));
        return [.. lower.Zip(upper, (l, u) => new Interval(l, u))];
    }

    private static double[] Doubles8<TLanes>(TLanes lanes)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var values = new double[Vector512<double>.Count];
        MemoryMarshal.Cast<double, TLanes>(values.AsSpan())[0] = lanes;
        return values;
    }
}
