namespace Landscape.Certification;

/// <summary>
/// The closed interval [Lower, Upper]; infinite ends mean unbounded. Every operation returns an interval that contains the exact results
/// for all arguments in the operands (Moore, Kearfott and Cloud 2009, Introduction to Interval Analysis, chapter 2). An end that is NaN makes every
/// comparison false, so that nothing is proved with it.
/// </summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end, not below the lower.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>The whole line.</summary>
    public static Interval Entire { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>max |x|.</summary>
    public double Magnitude => Math.Max(Math.Abs(Lower), Math.Abs(Upper));

    /// <summary>min |x|.</summary>
    public double Mignitude => Lower > 0 ? Lower : Upper < 0 ? -Upper : Lower <= 0 && Upper >= 0 ? 0 : double.NaN;

    /// <summary>A double near the middle; no bound depends on how near.</summary>
    public double Middle => (0.5 * Lower) + (0.5 * Upper);

    /// <summary>[value, value].</summary>
    public static implicit operator Interval(double value) => new(value, value);

    /// <summary>-x.</summary>
    public static Interval operator -(Interval x) => new(-x.Upper, -x.Lower);

    /// <summary>x + y.</summary>
    public static Interval operator +(Interval x, Interval y) =>
        new(Rounding.SumDown(x.Lower, y.Lower), Rounding.SumUp(x.Upper, y.Upper));

    /// <summary>x - y.</summary>
    public static Interval operator -(Interval x, Interval y) =>
        new(Rounding.SumDown(x.Lower, -y.Upper), Rounding.SumUp(x.Upper, -y.Lower));

    /// <summary>x y.</summary>
    public static Interval operator *(Interval x, Interval y) =>
        y.Lower >= 0 ? TimesPositive(x, y) : y.Upper <= 0 ? -TimesPositive(x, -y) : x.Lower >= 0 ? TimesPositive(y, x) : x.Upper <= 0 ? -TimesPositive(y, -x)
        : new(
            Math.Min(Rounding.ProductDown(x.Lower, y.Upper), Rounding.ProductDown(x.Upper, y.Lower)),
            Math.Max(Rounding.ProductUp(x.Lower, y.Lower), Rounding.ProductUp(x.Upper, y.Upper)));

    /// <summary>x / y; the whole line if y contains 0.</summary>
    public static Interval operator /(Interval x, Interval y) =>
        y.Lower > 0 ? OverPositive(x, y) : y.Upper < 0 ? -OverPositive(x, -y) : Entire;

    /// <summary>x^2, which for an interval around 0 is narrower than x x.</summary>
    public static Interval Square(Interval x)
    {
        var (small, large) = (x.Mignitude, x.Magnitude);
        return new(Math.Max(0, Rounding.ProductDown(small, small)), Rounding.ProductUp(large, large));
    }

    /// <summary>The interval from the smaller of the lower to the larger of the upper ends.</summary>
    public static Interval Hull(Interval x, Interval y) => new(Math.Min(x.Lower, y.Lower), Math.Max(x.Upper, y.Upper));

    /// <summary>[centre - radius, centre + radius].</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="radius">At least 0.</param>
    public static Interval Around(double centre, double radius) => new(Rounding.SumDown(centre, -radius), Rounding.SumUp(centre, radius));

    /// <summary>An upper bound on the distance of any number of the interval from <paramref name="centre"/>.</summary>
    public double RadiusAround(double centre) => Math.Max(Rounding.SumUp(Upper, -centre), Rounding.SumUp(centre, -Lower));

    /// <summary>Whether value lies in the interval.</summary>
    public bool Contains(double value) => Lower <= value && value <= Upper;

    // y >= 0: the sign of each end of x decides which end of y makes the product extreme.
    private static Interval TimesPositive(Interval x, Interval y) => new(
        Rounding.ProductDown(x.Lower, x.Lower >= 0 ? y.Lower : y.Upper),
        Rounding.ProductUp(x.Upper, x.Upper >= 0 ? y.Upper : y.Lower));

    private static Interval OverPositive(Interval x, Interval y) => new(
        Rounding.QuotientDown(x.Lower, x.Lower >= 0 ? y.Upper : y.Lower),
        Rounding.QuotientUp(x.Upper, x.Upper >= 0 ? y.Lower : y.Upper));
}
