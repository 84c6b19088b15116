using System.Runtime.InteropServices;
using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>Coordinates on a part of the (w, b) plane of one tanh neuron on one input.</summary>
internal abstract class PlaneChart
{
    private static readonly TanhEnclosure Tanh = new();

    /// <summary>Where the chart's formulas hold: boxes must lie inside.</summary>
    public abstract PlaneBox Limits { get; }

    /// <summary>The (w, b) of coordinates; b is infinite where the chart has its edge.</summary>
    public abstract (double Slope, double Bias) Weights(double first, double second);

    /// <summary>A box that contains the coordinates of every (w, b) of a box.</summary>
    public abstract PlaneBox Coordinates(Interval slope, Interval bias);

    /// <summary>The area of a box's image in the (w, b) plane, to rounding.</summary>
    public abstract double Area(PlaneBox box);

    /// <summary>artanh t, infinite at 1.</summary>
    protected static double Artanh(double t) => 0.5 * Elementary.Log((1 + t) / (1 - t));

    /// <summary>An enclosure of tanh.</summary>
    protected static Interval TanhOver(Interval z) => Tanh.Over(z).Value;
}

/// <summary>
/// The functions of a chart over the nodes: a feature phi that spans with 1 what psi(w x + b) spans with 1, its derivatives along both coordinates, and two test
/// functions chi_i such that E[r psi'] = E[r psi' x] = 0 if and only if E[r chi_0] = E[r chi_1] = 0 for the residuals r with E[r] = E[r phi] = 0.
/// </summary>
/// <param name="nodes">x, padded to a multiple of eight.</param>
/// <typeparam name="TLanes">The register.</typeparam>
internal abstract class FeatureChart<TLanes>(double[] nodes) : PlaneChart
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>The functions over all nodes for all points of a box.</summary>
    public void Evaluate(PlaneBox box, FeatureRanges<TLanes> ranges)
    {
        var x = MemoryMarshal.Cast<double, TLanes>(nodes);
        for (var g = 0; g < x.Length; g++)
        {
            Evaluate(box, x[g], ranges, g);
        }
    }

    /// <summary>The functions at eight nodes.</summary>
    protected abstract void Evaluate(PlaneBox box, TLanes x, FeatureRanges<TLanes> ranges, int g);
}

/// <summary>Ranges of a chart's functions over a box, eight nodes an entry.</summary>
/// <param name="groups">Nodes / 8.</param>
/// <typeparam name="TLanes">The register.</typeparam>
internal sealed class FeatureRanges<TLanes>(int groups)
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>phi.</summary>
    public LaneInterval<TLanes>[] Value { get; } = new LaneInterval<TLanes>[groups];

    /// <summary>d_j phi.</summary>
    public LaneInterval<TLanes>[][] Slopes { get; } = Make(2, groups);

    /// <summary>chi_i.</summary>
    public LaneInterval<TLanes>[][] Tests { get; } = Make(2, groups);

    /// <summary>d_j chi_i at 2 i + j.</summary>
    public LaneInterval<TLanes>[][] TestSlopes { get; } = Make(4, groups);

    private static LaneInterval<TLanes>[][] Make(int count, int groups) =>
        [.. Enumerable.Range(0, count).Select(_ => new LaneInterval<TLanes>[groups])];
}
