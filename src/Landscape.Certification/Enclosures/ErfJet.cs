using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// erf: with g = erf' = 2 / sqrt(pi) exp(-z^2), erf'' = -2 z g, erf''' = (4 z^2 - 2) g, erf'''' = (12 z - 8 z^3) g. On z > 0, z exp(-z^2) is at most 1 / sqrt(2 e) = 0.4289,
/// z^2 exp(-z^2) at most 1/e = 0.3679, z^3 exp(-z^2) at most 1.5^1.5 exp(-1.5) = 0.4100; and |a - b| is at most the larger of positive a, b.
/// </summary>
internal readonly struct ErfJet : IActivationJet
{
    // 2 / sqrt(pi) = 1.12838; 2 * 0.4289 * 1.1284 = 0.968; the third lies above -2 g and below 4 * 0.3679 * 1.1284 = 1.661.
    public static ActivationRange Everywhere => new(new(-1, 1), new(0, 1.12838), new(-0.9681, 0.9681), new(-2.25676, 1.661));

    public static double FourthBound => 5.81; // 12 * 0.4289 * 1.1284

    public static BallJet<TBall> At<TBall, TLanes>(TBall z)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (y, isNegative) = Balls.Unsigned<TBall, TLanes>(z);
        var value = BallErf.Of<TBall, TLanes>(y);
        var held = BallErf.Held<TBall, TLanes>(y);
        var square = held * held;
        var g = TBall.Constant(Constants.TwoOverRootPi) * BallExp.Of<TBall, TLanes>(-square);
        var second = -2.0 * held * g;
        return new(TBall.Select(isNegative, -value, value), g, TBall.Select(isNegative, -second, second), ((4.0 * square) - 2.0) * g);
    }
}
