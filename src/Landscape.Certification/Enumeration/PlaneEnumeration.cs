using System.Runtime.Intrinsics;
using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// All zeros (w, b) of the equations of one neuron on one input, d = n = 1, in a part of the plane.
/// Without a ridge: E[r psi'(z)] = E[r psi'(z) x] = 0 with r the residual of the least-squares fit in (a, beta), for psi = tanh, 0 &lt; w &lt; slopeLimit and every real b (docs/theory.md,
/// section 3); (w, b) and (-w, -b) are one point modulo symmetry, and the logistic function has its zeros at (2 w, 2 b). With a ridge: all zeros of the reduced gradient in the whole plane.
/// </summary>
internal sealed class PlaneEnumeration
{
    // Boxes of this share of a chart's size are as good as a point: what is undecided there is degenerate to six digits.
    private const double SmallestWidth = 1e-7;

    private readonly double[] nodes;
    private readonly double[] weights;
    private readonly double[] targets;
    private readonly double leftmost;
    private readonly double rightmost;
    private readonly int boxLimit;

    /// <summary>Prepares the sample.</summary>
    /// <param name="sample">d = 1.</param>
    /// <param name="boxLimit">Boxes examined in each chart; the rest is undecided.</param>
    public PlaneEnumeration(Sample sample, int boxLimit)
    {
        this.boxLimit = boxLimit;
        (leftmost, rightmost) = (sample.Nodes.Data.Min(), sample.Nodes.Data.Max());

        // Nodes of weight 0 fill the last group; they stand at a node, where the charts' formulas hold.
        nodes = Padded(sample.Nodes.Data, leftmost);
        (weights, targets) = (Padded(sample.Weights, 0), Padded(sample.Targets, 0));
    }

    /// <summary>The zeros without a ridge with 0 &lt; w &lt; slopeLimit.</summary>
    public IReadOnlyList<(PlaneChart Chart, ZeroList Found)> WithoutRidge(double slopeLimit) =>
        Vector512.IsHardwareAccelerated ? WithoutRidge<WideLanes>(slopeLimit) : WithoutRidge<PairedLanes>(slopeLimit);

    /// <summary>
    /// All zeros with a ridge; they lie in |w|, |b| at most radius. The tanh landscape is symmetric under (w, b) -> (-w, -b): there the half with w > 0 is searched, and a strip beside it so
    /// that the zero at the origin is not on an edge.
    /// </summary>
    public (PlaneChart Chart, ZeroList Found) WithRidge(bool isLogistic, double ridge, double radius) =>
        Vector512.IsHardwareAccelerated ? WithRidge<WideLanes>(isLogistic, ridge, radius) : WithRidge<PairedLanes>(isLogistic, ridge, radius);

    private List<(PlaneChart Chart, ZeroList Found)> WithoutRidge<TLanes>(double slopeLimit)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var middle = (0.5 * leftmost) + (0.5 * rightmost);
        var flat = Math.Min(slopeLimit, FlatChart<TLanes>.SlopeLimit(Math.Max(rightmost - middle, middle - leftmost)));
        double[] reflected = [.. nodes.Select(x => -x)];
        return
        [
            Search(new FlatChart<TLanes>(nodes, middle, flat), new(new(0, flat), new(-1, 1)), 0),
            Search(new StepChart<TLanes>(nodes), new(new(flat, slopeLimit), new(leftmost, rightmost)), 0),
            Search(new TailChart<TLanes>(nodes, leftmost, isReflected: false), new(new(flat, slopeLimit), new(0, 1)), 0),
            Search(new TailChart<TLanes>(reflected, -rightmost, isReflected: true), new(new(flat, slopeLimit), new(0, 1)), 0),
        ];
    }

    private (PlaneChart Chart, ZeroList Found) WithRidge<TLanes>(bool isLogistic, double ridge, double radius)
        where TLanes : unmanaged, ILanes<TLanes> =>
        Search(new WeightChart<TLanes>(nodes, isLogistic), new(new(isLogistic ? -radius : -radius / 32, radius), new(-radius, radius)), ridge);

    private (PlaneChart Chart, ZeroList Found) Search<TLanes>(FeatureChart<TLanes> chart, PlaneBox domain, double ridge)
        where TLanes : unmanaged, ILanes<TLanes> =>
        (chart, new ZeroSearch(new ReducedSystem<TLanes>(chart, weights, targets, ridge), domain, boxLimit, SmallestWidth * domain.Width).Run());

    private static double[] Padded(double[] values, double filler) =>
        [.. values, .. Enumerable.Repeat(filler, (Vector512<double>.Count - (values.Length % Vector512<double>.Count)) % Vector512<double>.Count)];
}
