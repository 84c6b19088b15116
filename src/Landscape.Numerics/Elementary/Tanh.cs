using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    /// <summary>tanh(x) = (1 - e) / (1 + e), e = exp(-2x), error below 1 ulp; odd to the bit; NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Tanh(double x) => Vector512.IsHardwareAccelerated ? WideLanes.First(Tanh<WideLanes>(x)) : PairedLanes.First(Tanh<PairedLanes>(x));

    /// <summary>tanh(x) in every lane: <see cref="Tanh(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Tanh(Vector512<double> x) => Vector512.IsHardwareAccelerated ? Tanh<WideLanes>(x) : Tanh<PairedLanes>(x);

    /// <summary>tanh(x) in every lane: <see cref="Tanh(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Tanh<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => Tanh(x, out _, out _, out _);

    /// <summary>
    /// tanh(x), tanh' = 4 e / (1 + e)^2, tanh'' = -2 tanh tanh' and tanh''' = (4 - 6 tanh') tanh', e = exp(-2 abs(x)): no cancellation at saturation.
    /// Relative error of tanh' and tanh'' below 8 ulp; error of tanh''' below 48 ulp of tanh'. All are 0 where abs(x) > 354.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Tanh<TLanes>(TLanes x, out TLanes first, out TLanes second, out TLanes third)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var y = TLanes.Abs(x) + TLanes.Abs(x);
        var decay = new ExpDecay<TLanes>(y);
        var value = decay.Divide(-decay.MinusOne, -decay.MinusOneLow) | (x & SignBit<TLanes>());
        var slope = 4.0 * decay.High * (decay.Reciprocal * decay.Reciprocal);
        first = TLanes.WhereLess(DecayLimit, y, 0.0, slope);
        second = -2.0 * value * first;
        third = TLanes.FusedMultiplyAdd(first, -6.0, 4.0) * first;
        return value;
    }
}
