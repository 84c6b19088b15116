using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// The logistic function, by <see cref="LogisticParts{TBall, TLanes}"/>. It is (1 + tanh(z / 2)) / 2: the bounds are those of tanh over 2, 4, 8, 16, 32.
/// </summary>
internal readonly struct LogisticJet : IActivationJet
{
    public static ActivationRange Everywhere => new(new(0, 1), new(0, 0.25), new(-0.09622504486493765, 0.09622504486493765), new(-0.125, 0.04166666666666668));

    public static double FourthBound => 0.2; // 6.16 / 32

    public static BallJet<TBall> At<TBall, TLanes>(TBall z)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var s = new LogisticParts<TBall, TLanes>(z);
        return new(s.Value, s.First, s.Second, s.Third);
    }
}
