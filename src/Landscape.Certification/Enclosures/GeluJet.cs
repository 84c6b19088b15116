using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// GELU z Phi(z), Phi(z) = (1 + erf(z / sqrt 2)) / 2, with phi = Phi' = exp(-z^2 / 2) / sqrt(2 pi): derivatives Phi + z phi, (2 - z^2) phi, (z^3 - 4 z) phi,
/// (-z^4 + 7 z^2 - 4) phi. With y = |z| and E = erf(y / sqrt 2): z Phi(z) is y (1 + E) / 2 for z above 0 and -y (1 - E) / 2 below.
/// Bounds: 0 &lt; y (1 - E) / 2 is at most phi(0) = 0.399 (y (1 - Phi(y)) is at most phi(y)), and y phi at most 0.242, y^2 phi 0.2936, y^3 phi 0.4626, y^4 phi 0.8640
/// (maxima of y^p exp(-y^2/2) at y^2 = p); |a - b| is at most the larger of positive a, b.
/// </summary>
internal readonly struct GeluJet : IActivationJet
{
    // Third: the larger of 0.4626 and 4 * 0.242.
    public static ActivationRange Everywhere => new(new(-0.399, double.PositiveInfinity), new(-0.243, 1.243), new(-0.2937, 0.7979), new(-0.969, 0.969));

    public static double FourthBound => 2.47; // the larger of 7 * 0.2936 and 0.8640 + 4 * 0.3990

    public static BallJet<TBall> At<TBall, TLanes>(TBall z)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (y, isNegative) = Balls.Unsigned<TBall, TLanes>(z);
        var held = BallErf.Held<TBall, TLanes>(y);
        var square = held * held;
        var erf = BallErf.Of<TBall, TLanes>(y * TBall.Constant(Constants.RootHalf));
        var (large, small) = (0.5 * (1.0 + erf), 0.5 * (1.0 - erf));
        var density = TBall.Constant(Constants.NormalDensityAtZero) * BallExp.Of<TBall, TLanes>(-0.5 * square);
        var first = held * density;
        var third = (square - 4.0) * first;
        return new(
            TBall.Select(isNegative, -(held * small), y * large),
            TBall.Select(isNegative, small - first, large + first),
            (2.0 - square) * density,
            TBall.Select(isNegative, -third, third));
    }
}
