using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

/// <summary>
/// Elementary functions with equal bits on every CPU. Each has one definition, over lanes (<see cref="ILanes{TSelf}"/>); the overloads for a vector and
/// a number choose the lanes that the CPU has, and a number is lane 0. They use only exactly rounded operations (+, -, *, /, sqrt, fused multiply-add,
/// integer arithmetic) in a fixed order. A definition over lanes goes whole into the code that calls it; the other overloads stay calls, since the
/// compiler stops inlining half-way, and becomes slow, where several go into one method.
/// The error bounds are in units in the last place (ulp) of the result and are tested against arbitrary-precision arithmetic.
/// </summary>
public static partial class Elementary
{
    // ln 2 = Ln2High + Ln2Low; Ln2High has 32 significant bits, so that k * Ln2High is exact for every exponent k.
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;
    private const double Log2E = 1.4426950408889634;

    // Adding 1.5 * 2^52 rounds to an integer, which then stands in the low bits of the sum.
    private const double IntegerShift = 6755399441055744.0;

    /// <summary>exp(x), error below 0.7 ulp; subnormal results below 1 ulp; NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Exp(double x) => Vector512.IsHardwareAccelerated ? WideLanes.First(Exp<WideLanes>(x)) : PairedLanes.First(Exp<PairedLanes>(x));

    /// <summary>exp(x) in every lane: <see cref="Exp(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Exp(Vector512<double> x) => Vector512.IsHardwareAccelerated ? Exp<WideLanes>(x) : Exp<PairedLanes>(x);

    /// <summary>exp(x) in every lane: <see cref="Exp(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => ExpOfSum<TLanes>(x, 0.0);

    /// <summary>exp(x + low), low at most a few ulp of x; error as of <see cref="Exp(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExpOfSum<TLanes>(TLanes x, TLanes low)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // Beyond these arguments the result is 0 or infinity; inside, the exponent k stays within two powers of two.
        x = TLanes.WhereLess(x, -746.0, -746.0, x);
        x = TLanes.WhereLess(710.0, x, 710.0, x);
        var (p, pLow, shifted) = ExpMinusOneReduced(x, low);
        var sum = 1.0 + p;
        var mantissa = sum + ((1.0 - sum + p) + pLow);
        var k = TLanes.SubtractBits(shifted, IntegerShift);
        var half = TLanes.ShiftRightArithmetic(k, 1);
        return mantissa * PowerOfTwo(half) * PowerOfTwo(TLanes.SubtractBits(k, half));
    }

    /// <summary>
    /// Cody-Waite reduction x + low = k ln 2 + r, abs(r) at most ln(2)/2, and exp(r) - 1 as an unevaluated sum of two doubles by the Taylor
    /// polynomial of degree 13, whose remainder is below 5e-18.
    /// </summary>
    /// <param name="x">The argument, abs(x) at most 746.</param>
    /// <param name="low">What the argument's rounding lost.</param>
    /// <returns>exp(x + low) = 2^k (1 + P + Low); <c>Shifted</c> is k + 1.5 * 2^52.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes P, TLanes Low, TLanes Shifted) ExpMinusOneReduced<TLanes>(TLanes x, TLanes low)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var shifted = TLanes.FusedMultiplyAdd(x, Log2E, IntegerShift);
        var k = shifted - IntegerShift;
        var high = TLanes.FusedMultiplyAdd(k, -Ln2High, x);
        var correction = TLanes.FusedMultiplyAdd(k, Ln2Low, -low);
        var r = high - correction;
        var rLow = high - r - correction;
        var square = r * r;
        var tail = TLanes.FusedMultiplyAdd(square, ExpTaylor(r, square), TLanes.FusedMultiplyAdd(rLow, r, rLow));
        var p = r + tail;
        return (p, r - p + tail, shifted);
    }

    /// <summary>sum over n = 2..13 of r^(n-2) / n!, even and odd powers apart for instruction-level parallelism.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExpTaylor<TLanes>(TLanes r, TLanes square)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var even = TLanes.FusedMultiplyAdd(square, 1.0 / 479001600, 1.0 / 3628800);
        var odd = TLanes.FusedMultiplyAdd(square, 1.0 / 6227020800, 1.0 / 39916800);
        even = TLanes.FusedMultiplyAdd(even, square, 1.0 / 40320);
        odd = TLanes.FusedMultiplyAdd(odd, square, 1.0 / 362880);
        even = TLanes.FusedMultiplyAdd(even, square, 1.0 / 720);
        odd = TLanes.FusedMultiplyAdd(odd, square, 1.0 / 5040);
        even = TLanes.FusedMultiplyAdd(even, square, 1.0 / 24);
        odd = TLanes.FusedMultiplyAdd(odd, square, 1.0 / 120);
        even = TLanes.FusedMultiplyAdd(even, square, 1.0 / 2);
        odd = TLanes.FusedMultiplyAdd(odd, square, 1.0 / 6);
        return TLanes.FusedMultiplyAdd(odd, r, even);
    }

    /// <summary>2^k for k in -1022..1023, k an integer in the lane's bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes PowerOfTwo<TLanes>(TLanes k)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.ShiftLeft(TLanes.AddBits(k, BitConverter.Int64BitsToDouble(1023)), 52);
}
