using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    private const double HalfPi = 1.5707963267948966;
    private const double HalfPiLow = 6.123233995736766e-17;

    // From here on arctan is pi/2, and every derivative is 0 or tiny.
    private const double ArctanLimit = 1e300;

    /// <summary>(arctan(t) / t - 1) / t^2 in powers of t^2 for abs(t) at most tan(pi/8), interpolated at Chebyshev nodes with 60 digits; error below 2e-17.</summary>
    private static ReadOnlySpan<double> ArctanCoefficients =>
    [
        -0.3333333333333333, 0.199999999999998, -0.14285714285659326, 0.11111111105106705, -0.09090908751076636, 0.0769229630497447,
        -0.06666423628069258, 0.058789145444006215, -0.052303478730160745, 0.04551108126325172, -0.034558092551413795, 0.01627194475162406,
    ];

    /// <summary>arctan(x), error below 1 ulp; odd to the bit; NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Arctan(double x) =>
        Vector512.IsHardwareAccelerated ? WideLanes.First(Arctan<WideLanes>(x)) : PairedLanes.First(Arctan<PairedLanes>(x));

    /// <summary>arctan(x) in every lane: <see cref="Arctan(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Arctan(Vector512<double> x) => Vector512.IsHardwareAccelerated ? Arctan<WideLanes>(x) : Arctan<PairedLanes>(x);

    /// <summary>arctan(x) in every lane: <see cref="Arctan(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Arctan<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => Arctan(x, out _, out _, out _);

    /// <summary>
    /// arctan(x), arctan' = w = 1 / (1 + x^2), arctan'' = -2x w^2 and arctan''' = (6 - 8w) w^2. Relative errors of the first two below 8 ulp where the
    /// results are normal; error of the third below 32 ulp of w^2.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Arctan<TLanes>(TLanes x, out TLanes first, out TLanes second, out TLanes third)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var y = TLanes.WhereLess(ArctanLimit, TLanes.Abs(x), ArctanLimit, TLanes.Abs(x));
        var sign = x & SignBit<TLanes>();
        first = 1.0 / TLanes.FusedMultiplyAdd(y, y, 1.0);
        second = -2.0 * ((y | sign) * first) * first;
        third = TLanes.FusedMultiplyAdd(first, -8.0, 6.0) * (first * first);
        return ArctanOfPositive(y) | sign;
    }

    /// <summary>
    /// arctan(y) = base + arctan(t): t = y below tan(pi/8), (y - 1) / (y + 1) and base pi/4 up to tan(3 pi/8), -1/y and base pi/2 above; t and base are sums
    /// of two doubles.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ArctanOfPositive<TLanes>(TLanes y)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (minus, plus) = (y - 1.0, y + 1.0);
        var numerator = ByRegion<TLanes>(y, y, minus, -1.0);
        var denominator = ByRegion<TLanes>(y, 1.0, plus, y);
        var numeratorLow = ByRegion<TLanes>(y, 0.0, y - (minus + 1.0), 0.0);
        var denominatorLow = ByRegion<TLanes>(y, 0.0, y - (plus - 1.0), 0.0);
        var reciprocal = 1.0 / denominator;
        var t = numerator * reciprocal;
        var remainder = TLanes.FusedMultiplyAdd(-t, denominator, numerator) + TLanes.FusedMultiplyAdd(-t, denominatorLow, numeratorLow);
        var square = t * t;
        var tail = TLanes.FusedMultiplyAdd(t * square, Polynomial(square, ArctanCoefficients), remainder * reciprocal);
        var @base = ByRegion<TLanes>(y, 0.0, HalfPi / 2, HalfPi);
        var sum = @base + t;
        return sum + (@base - sum + t + (tail + ByRegion<TLanes>(y, 0.0, HalfPiLow / 2, HalfPiLow)));
    }

    /// <summary>One of three by whether y is below tan(pi/8), between, or above tan(3 pi/8).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ByRegion<TLanes>(TLanes y, TLanes lower, TLanes middle, TLanes upper)
        where TLanes : unmanaged, ILanes<TLanes> =>
        TLanes.WhereLess(y, 0.41421356237309503, lower, TLanes.WhereLess(y, 2.414213562373095, middle, upper));
}
