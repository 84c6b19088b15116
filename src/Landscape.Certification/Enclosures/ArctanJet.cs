using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// arctan: with v = 1 / (1 + z^2), arctan' = v, arctan'' = -2 z v^2, arctan''' = (6 z^2 - 2) v^3, arctan'''' = 24 z (1 - z^2) v^4. With z = tan p these are cos^2 p,
/// -sin(2p) cos^2 p, 2 (4 sin^2 p - 1) cos^4 p ... : the second is at most 3 sqrt(3) / 8, the third lies between -2 and 6 z^2 v^3 at most 6 * 4/27, the fourth is
/// 6 sin(4p) cos^4 p, at most 6.
/// </summary>
internal readonly struct ArctanJet : IActivationJet
{
    // Beyond 1e100 all derivatives are below 1e-199 in absolute value; the formulas would overflow.
    private const double Far = 1e100;
    private const double BelowFar = 1e-199;

    public static ActivationRange Everywhere => new(new(-1.5707963267948968, 1.5707963267948968), new(0, 1), new(-0.64952, 0.64952), new(-2, 0.8889));

    public static double FourthBound => 6;

    public static BallJet<TBall> At<TBall, TLanes>(TBall z)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var isFar = TLanes.GreaterThan(z.Mignitude, Far);
        var near = TBall.Select(isFar, 0.0, z);
        var square = near * near;
        var v = 1.0 / (1.0 + square);
        var twice = v * v;
        return new(BallArctan.Of<TBall, TLanes>(z), Held(v), Held(-2.0 * near * twice), Held(((6.0 * square) - 2.0) * (twice * v)));

        TBall Held(TBall derivative) => TBall.Select(isFar, Balls.Within<TBall, TLanes>(BelowFar), derivative);
    }
}
