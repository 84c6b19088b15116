using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    /// <summary>(1 + 2y) exp(y^2) erfc(y) - 1 in powers of (y - 4) / (y + 4), interpolated at Chebyshev nodes with 60 digits; error below 2e-17.</summary>
    private static ReadOnlySpan<double> ScaledErfcCoefficients =>
    [
        0.2329951186255525, -0.13962111684056253, 0.015379652102619558, 0.06809705425469323, -0.10103906603629459, 0.09373283499833023,
        -0.0663303658124095, 0.03716751553777026, -0.01619773405599449, 0.005031969975753176, -0.0007577732973669146, -0.00019925668432389153,
        0.00015062169704678355, -2.439924428312988e-05, -1.1222046316669005e-05, 5.709784760966506e-06, 2.9377854943443786e-07,
        -8.254699744871162e-07, 7.471952780500971e-08, 1.1005996198640057e-07, -1.799947545903142e-08, -1.4091982822555755e-08,
        1.868487385473519e-09, 1.263782858042137e-09,
    ];

    /// <summary>erfc(x) = 1 - erf(x), error below 6 ulp where the result is normal, so in the right tail too; NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Erfc(double x) =>
        Vector512.IsHardwareAccelerated ? WideLanes.First(Erfc<WideLanes>(x)) : PairedLanes.First(Erfc<PairedLanes>(x));

    /// <summary>erfc(x) in every lane: <see cref="Erfc(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Erfc(Vector512<double> x) => Vector512.IsHardwareAccelerated ? Erfc<WideLanes>(x) : Erfc<PairedLanes>(x);

    /// <summary>erfc(x) in every lane: <see cref="Erfc(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Erfc<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var y = TLanes.WhereLess(GaussianLimit, TLanes.Abs(x), GaussianLimit, TLanes.Abs(x));
        var tail = ScaledErfc(y) * ExpOfMinusSquare(y);
        return TLanes.WhereLess(x, 0.0, 2.0 - tail, tail);
    }

    /// <summary>
    /// exp(y^2) erfc(y) = (1 + p(q)) / (1 + 2y), q = (y - 4) / (y + 4), for y in [0, 28] (beyond, exp(-y^2) is 0), after Shepherd and Laframboise 1981,
    /// DOI 10.1090/S0025-5718-1981-0595058-X; relative error below 5 ulp.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ScaledErfc<TLanes>(TLanes y)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var p = Polynomial((y - 4.0) / (y + 4.0), ScaledErfcCoefficients);
        return (1.0 + p) / TLanes.FusedMultiplyAdd(y, 2.0, 1.0);
    }
}
