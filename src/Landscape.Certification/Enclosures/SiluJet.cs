using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// SiLU z s(z), s the logistic function: derivatives s + z s', 2 s' + z s'', 3 s'' + z s''', 4 s''' + z s''''. With y = |z|: z s(z) is y s(y) for z above 0 and
/// -y s(-y) below; z s' is odd, z s'' even, z s''' odd.
/// Bounds: s' is at most exp(-y) and at most 1/4, |s''| = s' |p - q| and |s'''| = s' |1 - 6 p q| are at most s', and y exp(-y) is at most 1/e = 0.3679. The fourth:
/// 4/8 + |z s''''|; s'''' is tanh'''' at z/2 over 32, at most 16 sech^2(z/2) / 32 (|8 t (3 s - 1)| at most 16), at most 2 exp(-y): 0.5 + 0.736.
/// </summary>
internal readonly struct SiluJet : IActivationJet
{
    // For y > 700, y exp(-y) is below 700 exp(-700) = 7e-302, which the balls at 700 contain: exp(-700) is known within 1e-299 there.
    private const double Hold = 700;

    // -1/e from below (z s(z) for z < 0); 1 + 1/e; 2/4 + 1/e; 3 * 0.0963 + 1/e.
    public static ActivationRange Everywhere => new(new(-0.368, double.PositiveInfinity), new(-0.368, 1.368), new(-0.868, 0.868), new(-0.66, 0.66));

    public static double FourthBound => 1.24;

    public static BallJet<TBall> At<TBall, TLanes>(TBall z)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var s = new LogisticParts<TBall, TLanes>(z);
        var y = TBall.Select(TLanes.GreaterThan(s.Absolute.Mignitude, Hold), Hold, s.Absolute);
        return new(
            s.Choose(-(y * s.Small), s.Absolute * s.Value),
            s.Value + s.Signed(y * s.First),
            (2.0 * s.First) + (y * s.SecondOfAbsolute),
            s.Signed((3.0 * s.SecondOfAbsolute) + (y * s.Third)));
    }
}
