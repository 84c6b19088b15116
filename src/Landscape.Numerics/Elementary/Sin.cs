using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    /// <summary>sin(x), x in radians, error below 1 ulp for every finite x; NaN for infinities and NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Sin(double x) => Vector512.IsHardwareAccelerated ? WideLanes.First(Sin<WideLanes>(x)) : PairedLanes.First(Sin<PairedLanes>(x));

    /// <summary>sin(x) in every lane: <see cref="Sin(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Sin(Vector512<double> x) => Vector512.IsHardwareAccelerated ? Sin<WideLanes>(x) : Sin<PairedLanes>(x);

    /// <summary>sin(x) in every lane: <see cref="Sin(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sin<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => Sin(x, out _, out _, out _);

    /// <summary>sin(x), sin' = cos, sin'' = -sin and sin''' = -cos, errors below 1 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sin<TLanes>(TLanes x, out TLanes first, out TLanes second, out TLanes third)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (r, low, quadrant) = ReduceByHalfPi(x);
        (var sin, first) = SinCosOfQuadrant(r, low, quadrant);
        var value = TLanes.Select(TLanes.AreEqual(x, 0.0), x, sin);
        (second, third) = (-value, -first);
        return value;
    }
}
