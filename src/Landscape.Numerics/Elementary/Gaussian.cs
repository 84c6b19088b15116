using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    // exp(-x^2 / 2) is 0 in double precision from 38.6 on; holding arguments here keeps infinities out of the products.
    private const double GaussianLimit = 40;

    /// <summary>exp(-x^2), error below 1 ulp where the result is normal; 0 at the infinities; even to the bit; NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Gaussian(double x) =>
        Vector512.IsHardwareAccelerated ? WideLanes.First(Gaussian<WideLanes>(x)) : PairedLanes.First(Gaussian<PairedLanes>(x));

    /// <summary>exp(-x^2) in every lane: <see cref="Gaussian(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Gaussian(Vector512<double> x) => Vector512.IsHardwareAccelerated ? Gaussian<WideLanes>(x) : Gaussian<PairedLanes>(x);

    /// <summary>exp(-x^2) in every lane: <see cref="Gaussian(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Gaussian<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => Gaussian(x, out _, out _, out _);

    /// <summary>
    /// g(x) = exp(-x^2), g' = -2x g, g'' = 2 (2x^2 - 1) g and g''' = 4x (3 - 2x^2) g: the brackets are rounded once, so that relative errors stay below
    /// 8 ulp even at their zeros, wherever the results are normal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Gaussian<TLanes>(TLanes x, out TLanes first, out TLanes second, out TLanes third)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var y = TLanes.WhereLess(GaussianLimit, TLanes.Abs(x), GaussianLimit, TLanes.Abs(x));
        var signed = y | (x & SignBit<TLanes>());
        var value = ExpOfMinusSquare(y);
        first = -2.0 * signed * value;
        second = 2.0 * TLanes.FusedMultiplyAdd(2.0 * y, y, -1.0) * value;
        third = 4.0 * signed * (TLanes.FusedMultiplyAdd(-2.0 * y, y, 3.0) * value);
        return value;
    }

    /// <summary>exp(-y^2) for 0 &lt;= y &lt;= 40, the square as a sum of two doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExpOfMinusSquare<TLanes>(TLanes y)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var square = y * y;
        return ExpOfSum(-square, -TLanes.FusedMultiplyAdd(y, y, -square));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes SignBit<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes> => -0.0;
}
