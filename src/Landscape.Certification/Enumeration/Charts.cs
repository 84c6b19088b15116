using System.Runtime.CompilerServices;
using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// (w, b) themselves: phi = psi(z), chi = d phi = (x psi'(z), psi'(z)), z = w x + b, for psi = tanh (scale 1) or the logistic function (1 + tanh(z / 2)) / 2 (scale 1/2).
/// </summary>
internal sealed class WeightChart<TLanes>(double[] nodes, bool isLogistic) : FeatureChart<TLanes>(nodes)
    where TLanes : unmanaged, ILanes<TLanes>
{
    // Powers of two: exact.
    private readonly double scale = isLogistic ? 0.5 : 1;
    private readonly double shift = isLogistic ? 0.5 : 0;

    public override PlaneBox Limits { get; } = new(Interval.Entire, Interval.Entire);

    public override (double Slope, double Bias) Weights(double first, double second) => (first, second);

    public override PlaneBox Coordinates(Interval slope, Interval bias) => new(slope, bias);

    public override double Area(PlaneBox box) => (box.First.Upper - box.First.Lower) * (box.Second.Upper - box.Second.Lower);

    protected override void Evaluate(PlaneBox box, TLanes x, FeatureRanges<TLanes> ranges, int g)
    {
        var node = LaneInterval<TLanes>.Exactly(x);
        var value = LaneTanh.Of(((node * box.First) + box.Second) * scale, out var first, out var second);
        (first, second) = (first * (scale * scale), second * (scale * scale * scale));
        ranges.Value[g] = (value * scale) + shift;
        var (slope, bend) = (node * first, node * second);
        (ranges.Slopes[0][g], ranges.Slopes[1][g]) = (slope, first);
        (ranges.Tests[0][g], ranges.Tests[1][g]) = (slope, first);
        (ranges.TestSlopes[0][g], ranges.TestSlopes[1][g]) = (node * bend, bend);
        (ranges.TestSlopes[2][g], ranges.TestSlopes[3][g]) = (bend, second);
    }
}

/// <summary>
/// Steps within the nodes' hull: coordinates (w, c), b = -w c, where c is the step's place. With y = x - c, z = w y:
/// phi = tanh z, chi = (tanh' z, y tanh' z), d_w phi = y tanh' z, d_c phi = -w tanh' z.
/// </summary>
internal sealed class StepChart<TLanes>(double[] nodes) : FeatureChart<TLanes>(nodes)
    where TLanes : unmanaged, ILanes<TLanes>
{
    public override PlaneBox Limits { get; } = new(new(0, double.PositiveInfinity), Interval.Entire);

    public override (double Slope, double Bias) Weights(double first, double second) => (first, -first * second);

    public override PlaneBox Coordinates(Interval slope, Interval bias) => new(slope, -bias / slope);

    public override double Area(PlaneBox box) =>
        0.5 * ((box.First.Upper * box.First.Upper) - (box.First.Lower * box.First.Lower)) * (box.Second.Upper - box.Second.Lower);

    protected override void Evaluate(PlaneBox box, TLanes x, FeatureRanges<TLanes> ranges, int g)
    {
        LaneInterval<TLanes> w = box.First;
        var y = LaneInterval<TLanes>.Exactly(x) - box.Second;
        var z = w * y;
        ranges.Value[g] = LaneTanh.Of(z, out var first, out var second);
        var (slope, bend) = (y * first, y * second);
        (ranges.Slopes[0][g], ranges.Slopes[1][g]) = (slope, -(w * first));
        (ranges.Tests[0][g], ranges.Tests[1][g]) = (first, slope);
        (ranges.TestSlopes[0][g], ranges.TestSlopes[1][g]) = (bend, -(w * second));
        (ranges.TestSlopes[2][g], ranges.TestSlopes[3][g]) = (y * bend, -(first + (z * second)));
    }
}

/// <summary>
/// Steps left of the nodes, up to b = infinity: coordinates (w, t), t = tanh(w x_0 + b) in [0, 1] with the first node x_0. With y = x - x_0 >= 0, T = tanh(w y),
/// D = 1 / (1 + t T):  psi = t + (1 - t^2) phi,  phi = T D,  chi = (phi^2, d_w phi), d_t phi = -phi^2, d_w phi = y T' D^2, d_w^2 phi = -2 y psi d_w phi: analytic up to t = 1,
/// where the neuron is an exponential function. psi' = (1 - t^2) (1 - 2 t phi - (1 - t^2) phi^2) and E[r] = E[r phi] = 0 make E[r phi^2] = 0 what E[r psi'] = 0 is for t &lt; 1.
/// </summary>
internal sealed class TailChart<TLanes>(double[] nodes, double origin, bool isReflected) : FeatureChart<TLanes>(nodes)
    where TLanes : unmanaged, ILanes<TLanes>
{
    // 1 + t T must be positive, and psi rises in T for |t| at most 1 only.
    public override PlaneBox Limits { get; } = new(new(0, double.PositiveInfinity), new(-0.5, 1));

    public override (double Slope, double Bias) Weights(double first, double second)
    {
        var bias = Artanh(second) - (first * origin);
        return (first, isReflected ? -bias : bias);
    }

    public override PlaneBox Coordinates(Interval slope, Interval bias) => new(slope, TanhOver((slope * origin) + (isReflected ? -bias : bias)));

    public override double Area(PlaneBox box) => (box.First.Upper - box.First.Lower) * (Artanh(box.Second.Upper) - Artanh(box.Second.Lower));

    protected override void Evaluate(PlaneBox box, TLanes x, FeatureRanges<TLanes> ranges, int g)
    {
        LaneInterval<TLanes> t = box.Second;
        var y = LaneInterval<TLanes>.Exactly(x) - origin;
        var value = LaneTanh.Of(y * box.First, out var first, out _);

        // T / (1 + t T) rises in T and falls in t; (T + t) / (1 + T t) rises in both.
        var phi = new LaneInterval<TLanes>(Quotient(value.Lower, t.Upper, 0.0).Lower, Quotient(value.Upper, t.Lower, 0.0).Upper);
        var psi = new LaneInterval<TLanes>(Quotient(value.Lower, t.Lower, t.Lower).Lower, Quotient(value.Upper, t.Upper, t.Upper).Upper);
        LaneInterval<TLanes> one = 1.0;
        var slope = y * first / LaneInterval<TLanes>.Square(one + (t * value));
        var square = LaneInterval<TLanes>.Square(phi);
        var mixed = phi * slope * 2.0;
        ranges.Value[g] = phi;
        (ranges.Slopes[0][g], ranges.Slopes[1][g]) = (slope, -square);
        (ranges.Tests[0][g], ranges.Tests[1][g]) = (square, slope);
        (ranges.TestSlopes[0][g], ranges.TestSlopes[1][g]) = (mixed, -(phi * square * 2.0));
        (ranges.TestSlopes[2][g], ranges.TestSlopes[3][g]) = (-(y * psi * slope * 2.0), -mixed);
    }

    /// <summary>(T + summand) / (1 + t T) for numbers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)] // as in LaneTanh
    private static LaneInterval<TLanes> Quotient(TLanes value, TLanes t, TLanes summand)
    {
        var exact = LaneInterval<TLanes>.Exactly(value);
        LaneInterval<TLanes> one = 1.0;
        return (exact + LaneInterval<TLanes>.Exactly(summand)) / (one + (exact * LaneInterval<TLanes>.Exactly(t)));
    }
}
