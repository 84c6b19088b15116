using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// An enclosure of log(1 + e) for a ball e: with any number g, log(1 + e) = g + log(1 + w), w = (1 + e) exp(-g) - 1, and |log(1 + w) - w| is at most w^2 for |w|
/// at most 1/2 (its series: w^2 / 2 + |w|^3 / 3 + ... is at most w^2 / 2 / (1 - |w|)). The guess g needs no analysis: a poor one makes w large and the ball wide.
/// </summary>
public static class BallLog
{
    /// <summary>A ball that contains log(1 + y) for every y in e.</summary>
    /// <param name="e">A ball above -1.</param>
    /// <param name="guess">About log(1 + e).</param>
    public static TBall OfOnePlus<TBall, TLanes>(TBall e, TLanes guess)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var g = TBall.Exactly(guess);
        var w = ((1.0 + e) * BallExp.Of<TBall, TLanes>(-g)) - 1.0;
        var size = w.Magnitude;
        return TBall.Select(TLanes.LessThan(size, 0.5), (g + w).Widened(size * size), Balls.Within<TBall, TLanes>(double.PositiveInfinity));
    }
}
