using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics.Tests;

/// <summary>The stated error bounds of every function and of its derivatives, over millions of points; both kinds of lanes give the same bits on all of them.</summary>
public class ErrorBoundTests(Xunit.Abstractions.ITestOutputHelper output)
{
    // What a derivative may lose to underflow of an intermediate result: the documentation states bounds for normal results only.
    private const double Underflow = 1e-305;

    private const int Chunk = 4096;

    public static TheoryData<string> Names => [.. FunctionReference.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Errors_stay_within_the_stated_bounds(string name)
    {
        var function = FunctionReference.Named(name);
        var worst = new Worst[function.Bounds.Length];
        Parallel.For(0, function.Points / Chunk, () => new Worst[worst.Length], (chunk, _, local) => Sweep(function, chunk, local), local =>
        {
            lock (worst)
            {
                for (var n = 0; n < worst.Length; n++)
                {
                    worst[n] = local[n].Ulps > worst[n].Ulps ? local[n] : worst[n];
                }
            }
        });
        output.WriteLine($"{name}, {function.Points} points: {string.Join("; ", worst)}");
        Assert.All(worst.Zip(function.Bounds), pair => Assert.True(pair.First.Ulps <= pair.Second, $"{pair.First.Ulps} ulp at {pair.First.At:R}, bound {pair.Second}; all: {string.Join("; ", worst)}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reference_agrees_with_arbitrary_precision(string name)
    {
        var function = FunctionReference.Named(name);
        foreach (var range in function.Ranges)
        {
            var stream = new RandomStream(1, "tests", "reference");
            for (var i = 0; i < 40; i++)
            {
                var x = stream.NextUniform(range.Low, range.High);
                if (Definitions.Value(name, x) is { } exact)
                {
                    var reference = function.Reference(x)[0].Value;

                    // A thousandth of an ulp of the result is far below any bound.
                    var error = BigFixed.Of(reference.High) + BigFixed.Of(reference.Low) - new BigFixed(exact.Scaled << function.Reference(x)[0].Shift);
                    var ulp = BigFixed.Of(Math.BitIncrement(Math.Abs(reference.High))) - BigFixed.Of(Math.Abs(reference.High));
                    Assert.True(System.Numerics.BigInteger.Abs(error.Scaled) * 1000 <= ulp.Scaled, $"{name} at {x:R}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void At_hard_places_both_lanes_agree_and_nothing_leaks_from_lane_to_lane(string name)
    {
        double[] hard = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.Epsilon, -double.Epsilon, 2.2250738585072014e-308, 1e-300,
            -1e-170, 1e-20, double.MaxValue, double.MinValue, 1e155, -1e100, 1048577, 710, -710, 708, -708, 709.78, -745.13, -746, 354, 40, -40, 38.6, -27.3, 26.6, 6, 1.25,
            -1.25, 0.41421356237309503, 0.41421356237309509, 2.414213562373095, -1.317, 1.1547005383792515, -0.7517915245935, 2.3993572805154, 1.4142135623730951, 2, -1];
        var function = FunctionReference.Named(name);
        for (var shift = 0; shift < hard.Length; shift++)
        {
            var x = Vector512.Create([.. Enumerable.Range(0, 8).Select(lane => hard[(shift + lane) % hard.Length])]);
            var wide = FunctionReference.Evaluate<WideLanes>(function.Wide, x, v => v);
            var paired = FunctionReference.Evaluate<PairedLanes>(function.Paired, x, v => v);
            var alone = FunctionReference.Evaluate<WideLanes>(function.Wide, x[0], v => v);
            for (var n = 0; n < 4; n++)
            {
                Assert.Equal(Bits(wide[n]), Bits(paired[n]));
                Assert.Equal(BitConverter.DoubleToInt64Bits(alone[n][0]), BitConverter.DoubleToInt64Bits(wide[n][0]));
            }
        }
    }

    [Theory]
    [InlineData("tanh", -1, 1)]
    [InlineData("logistic", 0, 1)]
    [InlineData("erf", -1, 1)]
    [InlineData("arctan", -Math.PI / 2, Math.PI / 2)]
    [InlineData("softplus", 0, double.PositiveInfinity)]
    [InlineData("gelu", 0, double.PositiveInfinity)]
    [InlineData("silu", 0, double.PositiveInfinity)]
    [InlineData("gaussian", 0, 0)]
    [InlineData("erfc", 2, 0)]
    public void At_the_infinities_values_are_the_limits_and_higher_derivatives_zero(string name, double left, double right)
    {
        var function = FunctionReference.Named(name);
        var jet = FunctionReference.Evaluate<WideLanes>(function.Wide, Vector512.Create(double.NegativeInfinity).WithElement(1, double.PositiveInfinity), v => v);
        Assert.Equal((left, right), (jet[0][0], jet[0][1]));
        Assert.Equal((0, 0, 0, 0), (jet[2][0], jet[2][1], jet[3][0], jet[3][1]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Three_vectors_at_a_time_have_the_bits_of_each_alone(string name)
    {
        // Ordinary arguments beside infinities, NaN and a sine that needs the long reduction.
        double[] points = [.. Enumerable.Range(0, 22).Select(i => 0.37 * i), double.NaN, 1e9];
        var function = FunctionReference.Named(name);
        for (var turn = 0; turn < points.Length; turn++)
        {
            double[] turned = [.. points[turn..], .. points[..turn]];
            var value = function.Triple(MemoryMarshal.Cast<double, TripleLanes>(turned)[0], out var first, out var second, out var third);
            for (var g = 0; g < TripleLanes.Vectors; g++)
            {
                var alone = FunctionReference.Evaluate<WideLanes>(function.Wide, Vector512.Create(turned, 8 * g), v => v);
                Assert.Equal([.. alone.Select(Bits)], new[] { value, first, second, third }.Select(jet => Bits(Part(jet, g))));
            }
        }
    }

    private static Vector512<double> Part(TripleLanes lanes, int g) => MemoryMarshal.Cast<TripleLanes, Vector512<double>>(new ReadOnlySpan<TripleLanes>(in lanes))[g];

    private static Worst[] Sweep(FunctionReference function, int chunk, Worst[] worst)
    {
        var stream = new RandomStream(1, "tests", "sweep", chunk);
        var (low, high) = function.Ranges[chunk % function.Ranges.Length];
        for (var i = 0; i < Chunk / 8; i++)
        {
            double[] points = [.. Enumerable.Range(0, 8).Select(_ => stream.NextUniform(low, high))];
            var wide = FunctionReference.Evaluate<WideLanes>(function.Wide, Vector512.Create(points), v => v);
            var paired = FunctionReference.Evaluate<PairedLanes>(function.Paired, Vector512.Create(points), v => v);
            for (var n = 0; n < worst.Length; n++)
            {
                Assert.Equal(Bits(wide[n]), Bits(paired[n]));
            }

            for (var lane = 0; lane < points.Length; lane++)
            {
                var exact = function.Reference(points[lane]);
                for (var n = 0; n < worst.Length; n++)
                {
                    var ulps = Ulps(exact[n], wide[n][lane]);
                    worst[n] = ulps > worst[n].Ulps || double.IsNaN(ulps) ? new Worst(ulps, points[lane]) : worst[n];
                }
            }
        }

        return worst;
    }

    private static double Ulps(Exact exact, double computed)
    {
        var scale = Math.Abs(exact.Scale);
        var ulp = Math.Max(Math.BitIncrement(scale) - scale, Math.ScaleB(double.Epsilon, exact.Shift));
        var error = Math.Abs((exact.Value - Math.ScaleB(computed, exact.Shift)).High);
        return error <= Underflow && scale < 1e-290 && ulp > double.Epsilon ? 0 : error / ulp;
    }

    // One NaN for all: which of two NaNs an operation passes on, and the sign of a new one, are the CPU's and the compiler's choice.
    private static Vector512<long> Bits(Vector512<double> lanes) =>
        Vector512.ConditionalSelect(Vector512.Equals(lanes, lanes), lanes, Vector512.Create(double.NaN)).AsInt64();

    private readonly record struct Worst(double Ulps, double At)
    {
        public override string ToString() => $"{Ulps:F3} at {At:R}";
    }
}
