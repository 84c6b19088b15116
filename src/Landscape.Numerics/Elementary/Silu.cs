using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    /// <summary>x / (1 + exp(-x)) (Elfwing et al. 2018, DOI 10.1016/j.neunet.2017.12.012), error below 2 ulp; 0 where x &lt; -708 (the true value is below 2.4e-305).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Silu(double x) =>
        Vector512.IsHardwareAccelerated ? WideLanes.First(Silu<WideLanes>(x)) : PairedLanes.First(Silu<PairedLanes>(x));

    /// <summary>x / (1 + exp(-x)) in every lane: <see cref="Silu(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Silu(Vector512<double> x) => Vector512.IsHardwareAccelerated ? Silu<WideLanes>(x) : Silu<PairedLanes>(x);

    /// <summary>x / (1 + exp(-x)) in every lane: <see cref="Silu(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Silu<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => Silu(x, out _, out _, out _);

    /// <summary>
    /// g(x) = x s(x), g' = s + x s', g'' = 2 s' + x s'' and g''' = 3 s'' + x s''', s the logistic function. Each derivative has a zero away from 0; the
    /// error is below 16 ulp of the sum of its two terms' absolute values, s''' counted as s'. All terms with s' are 0 where abs(x) > 708.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Silu<TLanes>(TLanes x, out TLanes first, out TLanes second, out TLanes third)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var s = Logistic(x, out var s1, out var s2, out var s3);
        var held = TLanes.WhereLess(DecayLimit, TLanes.Abs(x), DecayLimit, TLanes.Abs(x)) | (x & SignBit<TLanes>());
        first = TLanes.FusedMultiplyAdd(held, s1, s);
        second = TLanes.FusedMultiplyAdd(held, s2, 2.0 * s1);
        third = TLanes.FusedMultiplyAdd(held, s3, 3.0 * s2);
        return TLanes.WhereLess(x, 0.0, held, x) * s;
    }
}
