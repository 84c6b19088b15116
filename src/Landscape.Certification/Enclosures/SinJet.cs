using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>The sine; its derivatives are cos, -sin, -cos, sin.</summary>
internal readonly struct SinJet : IActivationJet
{
    public static ActivationRange Everywhere => new(new(-1, 1), new(-1, 1), new(-1, 1), new(-1, 1));

    public static double FourthBound => 1;

    public static BallJet<TBall> At<TBall, TLanes>(TBall z)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (sin, cos) = BallSinCos.Of<TBall, TLanes>(z);
        return new(sin, cos, -sin, -cos);
    }
}
