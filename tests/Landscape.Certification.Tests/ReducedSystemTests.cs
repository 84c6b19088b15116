using Landscape.Numerics;

namespace Landscape.Certification.Tests;

/// <summary>The enclosures of the two equations in every chart: they contain plain values and difference quotients at random points of random boxes, and solve the plain equations.</summary>
public class ReducedSystemTests
{
    // Difference quotients of step 1e-4 in functions of order 1 with third derivatives of order 100.
    private const double Step = 1e-4;
    private const double QuotientError = 1e-5;

    public static TheoryData<string> Charts => new("weight-tanh", "weight-logistic", "step", "tail", "reflected-tail", "flat");

    [Theory]
    [MemberData(nameof(Charts))]
    public void A_box_contains_values_and_derivatives_at_its_points(string name)
    {
        var stream = new RandomStream(1, "tests", "reduced-system");
        var system = System(name);
        for (var trial = 0; trial < 200; trial++)
        {
            var (box, point) = RandomBox(name, stream);
            var over = system.Linearize(box);
            var at = system.Linearize(PlaneBox.At(point.First, point.Second));
            for (var i = 0; i < 2; i++)
            {
                Assert.True(Overlap(over.Over[i], at.Over[i]) && Overlap(at.AtCentre[i], at.Over[i]), $"g_{i} on {box}");
                Assert.True(double.IsFinite(over.Over[i].Magnitude));
                for (var j = 0; j < 2; j++)
                {
                    var quotient = Quotient(system, point, i, j);
                    var (lower, upper) = (over.Derivative[(2 * i) + j].Lower, over.Derivative[(2 * i) + j].Upper);
                    var slack = QuotientError * (1 + Math.Abs(quotient));
                    Assert.True(lower - slack <= quotient && quotient <= upper + slack, $"d_{j} g_{i} = {quotient} on {box}: [{lower}, {upper}]");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public void The_equations_are_the_plain_ones_up_to_a_regular_transformation(string name)
    {
        // E[r psi'] and E[r psi' x] by their relations to E[r chi] (docs/theory.md, section 3), at points where plain arithmetic keeps eight digits.
        var stream = new RandomStream(2, "tests", "reduced-system");
        var system = System(name);
        var plain = new PlainNeuron(PlainNeuron.Draw(1), name == "weight-logistic", Ridge(name));
        for (var trial = 0; trial < 200; trial++)
        {
            var (_, (first, second)) = RandomBox(name, stream);
            var (w, b) = system.Chart.Weights(first, second);
            if (Math.Abs(b) > 3 || (Math.Abs(w) < 0.1 && name == "flat"))
            {
                continue;
            }

            var (slope, value) = plain.Equations(w, b);
            var g = system.Linearize(PlaneBox.At(first, second)).AtCentre;
            var (g0, g1) = (g[0].Middle, g[1].Middle);
            var (expectedSlope, expectedValue) = name switch
            {
                "step" => (g1 + (second * g0), g0),
                "tail" => Tail(g0, g1, second, -1),
                "reflected-tail" => Reflected(Tail(g0, g1, second, -1)),
                "flat" => ((1 - (second * second)) * ((w * w * g1) - (w * second * g0)), -Math.Pow((1 - (second * second)) * w, 2) * g0),
                _ => (g0, g1),
            };
            Assert.InRange(expectedSlope - slope, -1e-10, 1e-10);
            Assert.InRange(expectedValue - value, -1e-10, 1e-10);
        }

        // psi = t + (1 - t^2) phi and y = x - x_0.
        static (double Slope, double Value) Tail(double g0, double g1, double t, double origin)
        {
            var value = -Math.Pow(1 - (t * t), 2) * g0;
            return (((1 - (t * t)) * g1) + (origin * value), value);
        }

        // The reflected neuron is -psi(w x' - b) with x' = -x: its output weight, and with it a phi, has the other sign and r the same.
        static (double Slope, double Value) Reflected((double Slope, double Value) of) => (-of.Slope, of.Value);
    }

    private static double Ridge(string name) => name.StartsWith("weight", StringComparison.Ordinal) ? 0.01 : 0;

    private static ReducedSystem<PairedLanes> System(string name)
    {
        var sample = PlainNeuron.Draw(1); // 24 nodes: no padding
        var nodes = sample.Nodes.Data;
        var shifted = name switch { "reflected-tail" => nodes.Select(x => -x).ToArray(), _ => nodes };
        var (left, right) = (nodes.Min(), nodes.Max());
        FeatureChart<PairedLanes> chart = name switch
        {
            "step" => new StepChart<PairedLanes>(nodes),
            "tail" => new TailChart<PairedLanes>(nodes, -1, isReflected: false),
            "reflected-tail" => new TailChart<PairedLanes>(shifted, -1, isReflected: true),
            "flat" => new FlatChart<PairedLanes>(nodes, (left + right) / 2, 0.5),
            _ => new WeightChart<PairedLanes>(nodes, name == "weight-logistic"),
        };
        return new ReducedSystem<PairedLanes>(chart, sample.Weights, sample.Targets, Ridge(name));
    }

    private static (PlaneBox Box, (double First, double Second) Inside) RandomBox(string name, RandomStream stream)
    {
        var (slopes, others) = name switch
        {
            "step" => (new Interval(0.5, 8), new Interval(-1, 1)),
            "flat" => (new Interval(0.001, 0.499), new Interval(-0.99, 0.99)),
            "tail" or "reflected-tail" => (new Interval(0.5, 8), new Interval(0.01, 0.99)),
            _ => (new Interval(-6, 6), new Interval(-6, 6)),
        };
        var (x, y) = (stream.NextUniform(slopes.Lower, slopes.Upper), stream.NextUniform(others.Lower, others.Upper));
        var radius = Math.Pow(10, stream.NextUniform(-5, -1.5));
        var box = new PlaneBox(Side(x, slopes), Side(y, others));
        return (box, (stream.NextUniform(box.First.Lower, box.First.Upper), stream.NextUniform(box.Second.Lower, box.Second.Upper)));

        Interval Side(double centre, Interval limits) => new(Math.Max(limits.Lower, centre - radius), Math.Min(limits.Upper, centre + radius));
    }

    private static double Quotient(ReducedSystem<PairedLanes> system, (double First, double Second) point, int i, int j)
    {
        var (h, k) = j == 0 ? (Step, 0.0) : (0.0, Step);
        double At(double sign) => system.Linearize(PlaneBox.At(point.First + (sign * h), point.Second + (sign * k))).AtCentre[i].Middle;
        return (At(1) - At(-1)) / (2 * Step);
    }

    private static bool Overlap(Interval x, Interval y) => x.Lower <= y.Upper && y.Lower <= x.Upper;
}
