using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    /// <summary>sin(x), x in radians, error below 1 ulp for every finite x; NaN for infinities and NaN.</summary>
    public static double Sin(double x) => Sin(Vector512.Create(x)).ToScalar();

    /// <summary>sin(x) in every lane: <see cref="Sin(double)"/>.</summary>
    public static Vector512<double> Sin(Vector512<double> x)
    {
        var (r, low, quadrant) = ReduceByHalfPi(x);
        var value = SinOfQuadrant(r, low, quadrant);
        return Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<double>.Zero), x, value);
    }
}
