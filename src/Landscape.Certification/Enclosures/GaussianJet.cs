using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// The Gaussian g = exp(-z^2): g' = -2 z g, g'' = (4 z^2 - 2) g, g''' = (12 z - 8 z^3) g, g'''' = (16 z^4 - 48 z^2 + 12) g. Bounds as for erf, whose derivative it is
/// up to 2 / sqrt(pi); z^4 exp(-z^2) is at most 4 exp(-2) = 0.5414, so the fourth is at most the larger of 16 * 0.5414 + 12 and 48 * 0.3679.
/// </summary>
internal readonly struct GaussianJet : IActivationJet
{
    public static ActivationRange Everywhere => new(new(0, 1), new(-0.858, 0.858), new(-2, 1.472), new(-5.15, 5.15));

    public static double FourthBound => 20.7;

    public static BallJet<TBall> At<TBall, TLanes>(TBall z)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (y, isNegative) = Balls.Unsigned<TBall, TLanes>(z);
        var held = BallErf.Held<TBall, TLanes>(y);
        var square = held * held;
        var g = BallExp.Of<TBall, TLanes>(-square);
        var first = -2.0 * held * g;
        var third = (12.0 - (8.0 * square)) * (held * g);
        return new(g, TBall.Select(isNegative, -first, first), ((4.0 * square) - 2.0) * g, TBall.Select(isNegative, -third, third));
    }
}
