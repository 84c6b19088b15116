namespace Landscape.Certification;

/// <summary>A rectangle in the coordinates of a chart of the (w, b) plane.</summary>
/// <param name="First">The first coordinate's range.</param>
/// <param name="Second">The second coordinate's range.</param>
public readonly record struct PlaneBox(Interval First, Interval Second)
{
    /// <summary>The larger side.</summary>
    public double Width => Math.Max(First.Upper - First.Lower, Second.Upper - Second.Lower);

    /// <summary>A coordinate's range.</summary>
    public Interval this[int i] => i == 0 ? First : Second;

    /// <summary>The box of one point.</summary>
    public static PlaneBox At(double first, double second) => new(first, second);

    /// <summary>Whether other lies in this box.</summary>
    public bool Contains(PlaneBox other) => Contains(First, other.First) && Contains(Second, other.Second);

    /// <summary>Whether other lies in the interior of this box.</summary>
    public bool ContainsInside(PlaneBox other) => ContainsInside(First, other.First) && ContainsInside(Second, other.Second);

    /// <summary>Whether the boxes have a point in common; also if an end is NaN.</summary>
    public bool Meets(PlaneBox other) => !(IsApart(First, other.First) || IsApart(Second, other.Second));

    /// <summary>The common part of two boxes that meet.</summary>
    public PlaneBox Intersection(PlaneBox other) => new(Intersection(First, other.First), Intersection(Second, other.Second));

    /// <summary>The two halves across a coordinate.</summary>
    public (PlaneBox Left, PlaneBox Right) Halves(int across)
    {
        var side = this[across];
        var middle = side.Middle;
        var (left, right) = (new Interval(side.Lower, middle), new Interval(middle, side.Upper));
        return across == 0 ? (this with { First = left }, this with { First = right }) : (this with { Second = left }, this with { Second = right });
    }

    private static bool Contains(Interval outer, Interval inner) => outer.Lower <= inner.Lower && inner.Upper <= outer.Upper;

    private static bool ContainsInside(Interval outer, Interval inner) => outer.Lower < inner.Lower && inner.Upper < outer.Upper;

    private static bool IsApart(Interval x, Interval y) => x.Upper < y.Lower || y.Upper < x.Lower;

    private static Interval Intersection(Interval x, Interval y) => new(Math.Max(x.Lower, y.Lower), Math.Min(x.Upper, y.Upper));
}
