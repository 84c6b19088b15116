using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    /// <summary>log(1 + exp(x)), error below 1.5 ulp; 0 where x &lt; -708 (the true value is below 3.4e-308); NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Softplus(double x) =>
        Vector512.IsHardwareAccelerated ? WideLanes.First(Softplus<WideLanes>(x)) : PairedLanes.First(Softplus<PairedLanes>(x));

    /// <summary>log(1 + exp(x)) in every lane: <see cref="Softplus(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Softplus(Vector512<double> x) => Vector512.IsHardwareAccelerated ? Softplus<WideLanes>(x) : Softplus<PairedLanes>(x);

    /// <summary>log(1 + exp(x)) in every lane: <see cref="Softplus(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Softplus<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => Softplus(x, out _, out _, out _);

    /// <summary>
    /// log(1 + exp(x)) = max(x, 0) + log(1 + e), e = exp(-abs(x)); the derivatives are those of the logistic function, one lower:
    /// <see cref="Logistic{TLanes}(TLanes, out TLanes, out TLanes, out TLanes)"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Softplus<TLanes>(TLanes x, out TLanes first, out TLanes second, out TLanes third)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var decay = new ExpDecay<TLanes>(TLanes.Abs(x));
        first = Logistic(x, decay, out second, out third, out _);
        var value = TLanes.WhereLess(0.0, x, x, 0.0) + LogOfOnePlus(decay);
        return TLanes.WhereLess(x, -DecayLimit, 0.0, value);
    }

    /// <summary>
    /// log(1 + e) = k ln 2 + log(1 + f), where k = 0 and f = e, or k = 1 and f = (e - 1) / 2, so that 1 + f lies between sqrt(1/2) and sqrt(2):
    /// <see cref="Log{TLanes}(TLanes)"/> with an f of two doubles.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes LogOfOnePlus<TLanes>(ExpDecay<TLanes> decay)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        const double SqrtTwoMinusOne = 0.41421356237309503;
        var f = TLanes.WhereLess(SqrtTwoMinusOne, decay.High, 0.5 * decay.MinusOne, decay.High);
        var low = TLanes.WhereLess(SqrtTwoMinusOne, decay.High, 0.5 * decay.MinusOneLow, decay.Low);
        var s = f / (2.0 + f);
        var halfSquare = 0.5 * f * f;
        var tail = TLanes.FusedMultiplyAdd(s, halfSquare + ArtanhTail(s * s), low);
        tail += TLanes.WhereLess(SqrtTwoMinusOne, decay.High, Ln2Low, 0.0);
        return TLanes.WhereLess(SqrtTwoMinusOne, decay.High, Ln2High, 0.0) + (f - (halfSquare - tail));
    }
}
