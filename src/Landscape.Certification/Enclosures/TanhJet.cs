using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// tanh: with y = |z| and e = exp(-2 y), t = tanh y = (1 - e) / (1 + e), s = tanh' = 4 e / (1 + e)^2, tanh'' = -2 t s, tanh''' = s (4 - 6 s). (All hold for every
/// real y, so that a ball around 0 needs no case.) Fourth derivative: 8 t s (3 s - 1), and t s = t (1 - t^2) is at most 2 / (3 sqrt 3), |3 s - 1| at most 2: 6.16.
/// </summary>
internal readonly struct TanhJet : IActivationJet
{
    // The extremes of tanh'' and tanh''': docs at TanhEnclosure.
    public static ActivationRange Everywhere => new(new(-1, 1), new(0, 1), new(-0.7698003589195011, 0.7698003589195011), new(-2, 0.6666666666666667));

    public static double FourthBound => 6.2;

    public static BallJet<TBall> At<TBall, TLanes>(TBall z)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (y, isNegative) = Balls.Unsigned<TBall, TLanes>(z);
        var e = BallExp.Of<TBall, TLanes>(-(y + y));
        var inverse = 1.0 / (1.0 + e);
        var t = (1.0 - e) * inverse;
        var value = TBall.Select(isNegative, -t, t);
        var s = 4.0 * e * inverse * inverse;
        return new(value, s, -2.0 * value * s, s * (4.0 - (6.0 * s)));
    }
}
