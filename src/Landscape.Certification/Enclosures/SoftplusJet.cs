using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// Softplus log(1 + exp(z)): with y = |z|, it is log(1 + exp(-y)) for z below 0 and y + log(1 + exp(-y)) above; both hold for every real y. Its derivative is the logistic
/// function s; the fourth is s''', at most 1/8.
/// </summary>
internal readonly struct SoftplusJet : IActivationJet
{
    public static ActivationRange Everywhere => new(
        new(0, double.PositiveInfinity), LogisticJet.Everywhere.Value, LogisticJet.Everywhere.First, LogisticJet.Everywhere.Second);

    public static double FourthBound => 0.125;

    public static BallJet<TBall> At<TBall, TLanes>(TBall z)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var s = new LogisticParts<TBall, TLanes>(z);
        var guess = Elementary.Softplus(-s.Absolute.Centre, out _, out _, out _);
        var tail = BallLog.OfOnePlus<TBall, TLanes>(s.E, guess);
        return new(s.Choose(0.0, s.Absolute) + tail, s.Value, s.First, s.Second);
    }
}
