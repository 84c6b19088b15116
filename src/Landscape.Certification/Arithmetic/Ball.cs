namespace Landscape.Certification;

/// <summary>
/// All reals within Radius of High + Low: a double-double centre (106 bits) with a running bound on its error.
/// Nothing is assumed about double-double arithmetic: each operation is written as exact steps (TwoSum; a fused multiply-add for the error of a
/// product) and a few rounded ones, and every rounded step f adds u |f|, u = 2^-53, to the radius, since abs(fl(x) - x) is at most u abs(fl(x)).
/// Radii are computed in round to nearest from at most a dozen operations on nonnegative numbers; the factor 1 + 2^-48 covers
/// their rounding, and the summand 2^-1000 every underflow, there and in the centre. An overflow or a NaN ends in a radius that is NaN or infinite.
/// </summary>
public readonly record struct Ball
{
    private const double U = 1.1102230246251565e-16; // 2^-53
    private const double RadiusRounding = 1.0000000000000036; // 1 + 2^-48
    private const double Underflow = 9.332636185032189e-302; // 2^-1000

    private Ball(double high, double low, double radius)
    {
        High = high;
        Low = low;
        Radius = radius;
    }

    /// <summary>The leading part of the centre.</summary>
    public double High { get; }

    /// <summary>The trailing part of the centre.</summary>
    public double Low { get; }

    /// <summary>The bound on the distance from the centre.</summary>
    public double Radius { get; }

    /// <summary>A bound on |x| over the ball.</summary>
    public double Magnitude => Inflated(Math.Abs(High) + Math.Abs(Low) + Radius);

    /// <summary>The ball as an interval of doubles.</summary>
    public Interval Enclosure =>
        new(Rounding.SumDown(High, Rounding.SumDown(Low, -Radius)), Rounding.SumUp(High, Rounding.SumUp(Low, Radius)));

    /// <summary>Exactly the double.</summary>
    public static implicit operator Ball(double value) => new(value, 0, 0);

    /// <summary>All reals within a radius of high + low.</summary>
    /// <param name="high">Leading part of the centre.</param>
    /// <param name="low">Trailing part of the centre.</param>
    /// <param name="radius">At least 0.</param>
    public static Ball Around(double high, double low, double radius) => new(high, low, radius);

    /// <summary>-x.</summary>
    public static Ball operator -(Ball x) => new(-x.High, -x.Low, x.Radius);

    /// <summary>x - y.</summary>
    public static Ball operator -(Ball x, Ball y) => x + -y;

    /// <summary>x + y; two additions are rounded, the other steps are exact.</summary>
    public static Ball operator +(Ball x, Ball y)
    {
        var (high, highError) = TwoSum(x.High, y.High);
        var (low, lowError) = TwoSum(x.Low, y.Low);
        var carry = highError + low;
        var (leading, trailing) = TwoSum(high, carry);
        var rest = lowError + trailing;
        var (sum, sumLow) = TwoSum(leading, rest);
        return new(sum, sumLow, Inflated(x.Radius + y.Radius + (U * (Math.Abs(carry) + Math.Abs(rest)))));
    }

    /// <summary>x y; two fused multiply-adds are rounded, the product of the trailing parts is left out and counted in the radius.</summary>
    public static Ball operator *(Ball x, Ball y)
    {
        var product = x.High * y.High;
        var error = Math.FusedMultiplyAdd(x.High, y.High, -product);
        var first = Math.FusedMultiplyAdd(x.High, y.Low, error);
        var second = Math.FusedMultiplyAdd(x.Low, y.High, first);
        var (high, low) = TwoSum(product, second);
        var rounding = (U * (Math.Abs(first) + Math.Abs(second))) + Math.Abs(x.Low * y.Low);
        var spread = ((Math.Abs(x.High) + Math.Abs(x.Low) + x.Radius) * y.Radius) + ((Math.Abs(y.High) + Math.Abs(y.Low)) * x.Radius);
        return new(high, low, Inflated(rounding + spread));
    }

    /// <summary>
    /// x / y for a y whose centre exceeds its radius, else a ball of infinite radius. A quotient q is guessed to two doubles; x / y - q = (x - q y) / y is
    /// then bounded in ball arithmetic: the guess needs no analysis.
    /// </summary>
    public static Ball operator /(Ball x, Ball y)
    {
        var first = x.High / y.High;
        var second = (x - (first * y)).High / y.High;
        var (high, low) = TwoSum(first, second);
        var remainder = x - (new Ball(high, low, 0) * y);
        var smallest = y.Enclosure.Mignitude;
        return new(high, low, smallest > 0 ? Inflated(remainder.Magnitude / smallest) : double.PositiveInfinity);
    }

    /// <summary>The same centre with a radius larger by <paramref name="more"/>.</summary>
    /// <param name="more">At least 0.</param>
    public Ball Widened(double more) => new(High, Low, Inflated(Radius + more));

    /// <summary>2^k x.</summary>
    /// <param name="k">From -1022 to 1023.</param>
    public Ball TimesPowerOfTwo(int k)
    {
        var power = BitConverter.Int64BitsToDouble((k + 1023L) << 52);
        return new(High * power, Low * power, Inflated(Radius * power));
    }

    private static double Inflated(double radius) => (radius * RadiusRounding) + Underflow;

    private static (double Sum, double Error) TwoSum(double a, double b)
    {
        var sum = a + b;
        return (sum, Rounding.SumError(a, b, sum));
    }
}
