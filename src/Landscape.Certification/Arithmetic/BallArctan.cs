using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// An enclosure of arctan: with any g in (-pi/2, pi/2), here the double that <see cref="Elementary"/> gives, arctan z - g = arctan w,
///     w = (z cos g - sin g) / (cos g + z sin g),
/// if the divisor is positive: cos g + z sin g = cos(arctan z - g) sqrt(1 + z^2), so that then arctan z - g is within pi/2 and no multiple of pi is lost. And
/// |arctan w - w| is at most |w|^3 / 3. The guess needs no analysis: a poor one makes w large and the ball wide.
/// </summary>
public static class BallArctan
{
    /// <summary>A ball that contains arctan(y) for every y in z.</summary>
    public static TBall Of<TBall, TLanes>(TBall z)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // Every double below pi/2 in absolute value, 1.5707963267948966 included, is in the open interval.
        var guess = Elementary.Arctan(z.Centre, out _, out _, out _);
        var (sin, cos) = BallSinCos.Of<TBall, TLanes>(TBall.Exactly(guess));
        var divisor = cos + (z * sin);
        var w = ((z * cos) - sin) / divisor;
        var size = w.Magnitude;
        var value = (TBall.Exactly(guess) + w).Widened(size * size * size);
        var isProven = TLanes.GreaterThan(divisor.Centre, 0.0) & TLanes.GreaterThan(divisor.Mignitude, 0.0) & TLanes.LessThan(TLanes.Abs(guess), 1.5707963267948968);
        return TBall.Select(isProven, value, Balls.Within<TBall, TLanes>(double.PositiveInfinity));
    }
}
