namespace Landscape.Certification;

/// <summary>
/// tanh and its derivatives, tight over wide intervals too: tanh increases. tanh' = s is even and falls in |z|, so its ends are at the ends of |z|. tanh'' = -2 t s = p(t), p(t) = 2 t^3 - 2 t, and
/// p' = 6 t^2 - 2 vanishes at t = +-1/sqrt(3) alone, where p = -+4 / (3 sqrt 3): extremes are at the ends or there. tanh''' = q(s) = s (4 - 6 s) =
/// 2/3 - 6 (s - 1/3)^2: its minimum is at an end of s, its maximum at an end or 2/3.
/// </summary>
internal sealed class TanhEnclosure : JetEnclosure<TanhJet>
{
    private const double Peak = 0.7698003589195011; // a double above 4 / (3 sqrt 3) = 0.769800358919501019...
    private const double CriticalBelow = 0.5773502691896256; // doubles on both sides of 1 / sqrt(3) = 0.57735026918962576...
    private const double CriticalAbove = 0.5773502691896258;
    private const double ThirdBelow = 0.3333333333333333;
    private const double ThirdAbove = 0.33333333333333337;
    private const double TwoThirdsAbove = 0.6666666666666667;

    /// <inheritdoc/>
    public override bool RedundancyIsKnown => true;

    /// <inheritdoc/>
    public override ActivationRange Over(Interval z)
    {
        var (lower, lowerSlope) = AtEnd(z.Lower);
        var (upper, upperSlope) = AtEnd(z.Upper);
        var value = new Interval(lower.Lower, upper.Upper);
        var first = z.Lower >= 0 ? new Interval(upperSlope.Lower, lowerSlope.Upper)
            : z.Upper <= 0 ? new Interval(lowerSlope.Lower, upperSlope.Upper)
            : new Interval(Math.Min(lowerSlope.Lower, upperSlope.Lower), 1);
        var second = Second(value, Interval.Hull(-2 * (lower * lowerSlope), -2 * (upper * upperSlope)));
        return new(value, first, second, Third(first));
    }

    /// <summary>tanh and tanh' at the end of an interval: the formulas of <see cref="TanhJet"/>, from exp on in doubles.</summary>
    private static (Interval Value, Interval First) AtEnd(double z)
    {
        var e = BallExp.Of(-2 * Math.Abs(z)).Enclosure;
        var onePlus = 1 + e;
        var t = (1 - e) / onePlus;
        var s = 4 * e / Interval.Square(onePlus);
        var value = new Interval(Math.Max(t.Lower, -1), Math.Min(t.Upper, 1));
        return (z < 0 ? -value : value, new(Math.Max(s.Lower, 0), Math.Min(s.Upper, 1)));
    }

    private static Interval Second(Interval t, Interval ends) => new(
        t.Lower <= CriticalAbove && t.Upper >= CriticalBelow ? -Peak : ends.Lower,
        t.Lower <= -CriticalBelow && t.Upper >= -CriticalAbove ? Peak : ends.Upper);

    private static Interval Third(Interval s)
    {
        var ends = Interval.Hull(OfSlope(s.Lower), OfSlope(s.Upper));
        return s.Lower <= ThirdAbove && s.Upper >= ThirdBelow ? ends with { Upper = TwoThirdsAbove } : ends;
    }

    private static Interval OfSlope(Interval s) => s * (4 - (6 * s));
}
