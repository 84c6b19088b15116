using System.Runtime.CompilerServices;
using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// Ranges over an interval from enclosures at points. Over z = c +- h, by Taylor's theorem with |psi''''| at most M on the line,
///     |psi(x) - psi(c)| at most h (|psi'(c)| + h/2 (|psi''(c)| + h/3 (|psi'''(c)| + h/4 M))),
/// likewise for the derivatives. An interval is also within the bounds for the whole line; and where the next derivative keeps its sign, psi is monotonic and its range is
/// that of the ends.
/// </summary>
/// <typeparam name="TJet">The activation.</typeparam>
internal class JetEnclosure<TJet> : ActivationEnclosure
    where TJet : struct, IActivationJet
{
    /// <inheritdoc/>
    public override (Ball Value, Ball First) At(Ball z) => At<SingleLane>(z);

    /// <inheritdoc/>
    public override ActivationRange Over(Interval z)
    {
        var centre = z.Middle;
        var near = Over(DoubleBall<SingleLane>.Around(centre, z.RadiusAround(centre)));
        var (lower, upper) = (At(z.Lower), At(z.Upper));
        var third = near.Third.ToInterval();
        var second = Sharpened(near.Second.ToInterval(), third, lower.Second, upper.Second);
        var first = Sharpened(near.First.ToInterval(), second, lower.First, upper.First);
        return new(Sharpened(near.Value.ToInterval(), first, lower.Value, upper.Value), first, second, third);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override (DoubleDoubleBall<TLanes> Value, DoubleDoubleBall<TLanes> First) At<TLanes>(DoubleDoubleBall<TLanes> z)
    {
        var jet = TJet.At<DoubleDoubleBall<TLanes>, TLanes>(z);
        return (jet.Value, jet.First);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override BallJet<DoubleBall<TLanes>> Over<TLanes>(DoubleBall<TLanes> z)
    {
        var jet = TJet.At<DoubleBall<TLanes>, TLanes>(DoubleBall<TLanes>.Exactly(z.Centre));
        var h = z.Radius;
        var third = h * TJet.FourthBound;
        var second = h * (jet.Third.Magnitude + (0.5 * third));
        var first = h * (jet.Second.Magnitude + (0.5 * h * (jet.Third.Magnitude + (OneThird * third))));
        var value = h * (jet.First.Magnitude + (0.5 * h * (jet.Second.Magnitude + (OneThird * h * (jet.Third.Magnitude + (0.25 * third))))));
        var line = TJet.Everywhere;
        return new(Within(jet.Value, value, line.Value), Within(jet.First, first, line.First), Within(jet.Second, second, line.Second), Within(jet.Third, third, line.Third));
    }

    private const double OneThird = 0.33333333333333337; // the double above

    /// <summary>The ball widened by a variation, or all that the function takes on the whole line where that is no wider, or known at all.</summary>
    private static DoubleBall<TLanes> Within<TLanes>(DoubleBall<TLanes> point, TLanes variation, Interval line)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var ball = point.Widened(variation);
        return DoubleBall<TLanes>.Select(TLanes.LessThan(ball.Radius, line.Magnitude), ball, DoubleBall<TLanes>.Around(0.0, line.Magnitude));
    }

    private static ActivationRange At(double z)
    {
        var jet = TJet.At<DoubleBall<SingleLane>, SingleLane>(z);
        return new(jet.Value.ToInterval(), jet.First.ToInterval(), jet.Second.ToInterval(), jet.Third.ToInterval());
    }

    /// <summary>The range between its values at the ends where the slope has one sign; both enclosures hold, so their intersection does.</summary>
    private static Interval Sharpened(Interval range, Interval slope, Interval lower, Interval upper) =>
        slope.Lower >= 0 ? Intersection(range, new(lower.Lower, upper.Upper))
        : slope.Upper <= 0 ? Intersection(range, new(upper.Lower, lower.Upper)) : range;

    private static Interval Intersection(Interval x, Interval y) => new(Math.Max(x.Lower, y.Lower), Math.Min(x.Upper, y.Upper));
}
