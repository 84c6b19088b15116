using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    /// <summary>1 / (1 + exp(-x)), error below 1 ulp; 0 where x &lt; -708 (the true value is below 3.4e-308); NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Logistic(double x) =>
        Vector512.IsHardwareAccelerated ? WideLanes.First(Logistic<WideLanes>(x)) : PairedLanes.First(Logistic<PairedLanes>(x));

    /// <summary>1 / (1 + exp(-x)) in every lane: <see cref="Logistic(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Logistic(Vector512<double> x) => Vector512.IsHardwareAccelerated ? Logistic<WideLanes>(x) : Logistic<PairedLanes>(x);

    /// <summary>1 / (1 + exp(-x)) in every lane: <see cref="Logistic(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Logistic<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => Logistic(x, out _, out _, out _);

    /// <summary>
    /// s(x) = 1 / (1 + exp(-x)), s' = e / (1 + e)^2, s'' = -s' tanh(x / 2) and s''' = (1 - 6 s') s', e = exp(-abs(x)): no cancellation at
    /// saturation or at 0. Relative error of s' below 8 ulp, of s'' below 12 ulp; error of s''' below 16 ulp of s'. All are 0 where abs(x) > 708.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Logistic<TLanes>(TLanes x, out TLanes first, out TLanes second, out TLanes third)
        where TLanes : unmanaged, ILanes<TLanes> => Logistic(x, new ExpDecay<TLanes>(TLanes.Abs(x)), out first, out second, out third);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Logistic<TLanes>(TLanes x, ExpDecay<TLanes> decay, out TLanes first, out TLanes second, out TLanes third)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var saturated = TLanes.GreaterThan(TLanes.Abs(x), DecayLimit);
        var negative = TLanes.LessThan(x, 0.0);
        var numerator = TLanes.Select(negative, decay.High, 1.0);
        var low = TLanes.Select(negative, decay.Low, 0.0);
        var value = TLanes.Select(saturated & negative, 0.0, decay.Divide(numerator, low));
        var slope = decay.High * (decay.Reciprocal * decay.Reciprocal);
        first = TLanes.Select(saturated, 0.0, slope);
        var halfTanh = decay.MinusOne * decay.Reciprocal;
        second = first * TLanes.Select(negative, -halfTanh, halfTanh);
        third = TLanes.FusedMultiplyAdd(first, -6.0, 1.0) * first;
        return value;
    }
}
