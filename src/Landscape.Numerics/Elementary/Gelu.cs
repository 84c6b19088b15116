using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    private const double InverseSqrtTwoPi = 0.3989422804014327;

    /// <summary>x Phi(x), Phi the normal distribution function (Hendrycks and Gimpel, arXiv:1606.08415), error below 8 ulp where the result is normal; NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Gelu(double x) =>
        Vector512.IsHardwareAccelerated ? WideLanes.First(Gelu<WideLanes>(x)) : PairedLanes.First(Gelu<PairedLanes>(x));

    /// <summary>x Phi(x) in every lane: <see cref="Gelu(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Gelu(Vector512<double> x) => Vector512.IsHardwareAccelerated ? Gelu<WideLanes>(x) : Gelu<PairedLanes>(x);

    /// <summary>x Phi(x) in every lane: <see cref="Gelu(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Gelu<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => Gelu(x, out _, out _, out _);

    /// <summary>
    /// g(x) = x Phi(x), g' = Phi + x phi, g'' = (2 - x^2) phi and g''' = x (x^2 - 4) phi, phi = exp(-x^2 / 2) / sqrt(2 pi). Relative errors of g'' and g'''
    /// below 8 ulp, even at their zeros; error of g' below 8 ulp of Phi + abs(x) phi, wherever those are normal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Gelu<TLanes>(TLanes x, out TLanes first, out TLanes second, out TLanes third)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var y = TLanes.WhereLess(GaussianLimit, TLanes.Abs(x), GaussianLimit, TLanes.Abs(x));
        var signed = y | (x & SignBit<TLanes>());
        var square = y * y;
        var decay = ExpOfSum(-0.5 * square, -0.5 * TLanes.FusedMultiplyAdd(y, y, -square));
        var tail = 0.5 * ScaledErfc(y * SqrtHalf) * decay;
        var distribution = TLanes.WhereLess(x, 0.0, tail, 1.0 - tail);
        var density = InverseSqrtTwoPi * decay;
        first = TLanes.FusedMultiplyAdd(signed, density, distribution);
        second = TLanes.FusedMultiplyAdd(-y, y, 2.0) * density;
        third = signed * TLanes.FusedMultiplyAdd(y, y, -4.0) * density;
        return TLanes.WhereLess(x, 0.0, signed, x) * distribution;
    }
}
