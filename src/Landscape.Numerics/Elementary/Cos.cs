using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    /// <summary>cos(x), x in radians, error below 1 ulp for every finite x; NaN for infinities and NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Cos(double x) => Vector512.IsHardwareAccelerated ? WideLanes.First(Cos<WideLanes>(x)) : PairedLanes.First(Cos<PairedLanes>(x));

    /// <summary>cos(x) in every lane: <see cref="Cos(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Cos(Vector512<double> x) => Vector512.IsHardwareAccelerated ? Cos<WideLanes>(x) : Cos<PairedLanes>(x);

    /// <summary>cos(x) in every lane: <see cref="Cos(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Cos<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (r, low, quadrant) = ReduceByHalfPi(x);
        return SinCosOfQuadrant(r, low, quadrant).Cos;
    }
}
