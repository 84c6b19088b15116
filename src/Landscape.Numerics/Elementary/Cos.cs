using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    /// <summary>cos(x), x in radians, error below 1 ulp for every finite x; NaN for infinities and NaN.</summary>
    public static double Cos(double x) => Cos(Vector512.Create(x)).ToScalar();

    /// <summary>cos(x) in every lane: <see cref="Cos(double)"/>.</summary>
    public static Vector512<double> Cos(Vector512<double> x)
    {
        var (r, low, quadrant) = ReduceByHalfPi(x);
        return SinOfQuadrant(r, low, quadrant + Vector512<long>.One);
    }
}
