using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>Balls that contain psi, psi', psi'' and psi'''.</summary>
/// <typeparam name="TBall">The kind of balls.</typeparam>
/// <param name="Value">psi.</param>
/// <param name="First">psi'.</param>
/// <param name="Second">psi''.</param>
/// <param name="Third">psi'''.</param>
internal readonly record struct BallJet<TBall>(TBall Value, TBall First, TBall Second, TBall Third)
    where TBall : unmanaged;

/// <summary>What has to be proved of an activation: enclosures at a point, and bounds on the whole line.</summary>
internal interface IActivationJet
{
    /// <summary>Intervals that contain psi, psi', psi'', psi''' on the whole line.</summary>
    static abstract ActivationRange Everywhere { get; }

    /// <summary>A bound on |psi''''| on the whole line.</summary>
    static abstract double FourthBound { get; }

    /// <summary>Balls that contain psi(x), ..., psi'''(x) for every x in z. Meant for z that are narrow.</summary>
    static abstract BallJet<TBall> At<TBall, TLanes>(TBall z)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>;
}
