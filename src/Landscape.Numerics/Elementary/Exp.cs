using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

/// <summary>
/// Elementary functions with equal bits on every CPU. Each has one definition, over eight lanes; the scalar overload is lane 0 of
/// it. They use only exactly rounded operations (+, -, *, /, sqrt, fused multiply-add, integer arithmetic) in a fixed order.
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
    public static double Exp(double x) => Exp(Vector512.Create(x)).ToScalar();

    /// <summary>exp(x) in every lane: <see cref="Exp(double)"/>.</summary>
    public static Vector512<double> Exp(Vector512<double> x)
    {
        // Beyond these arguments the result is 0 or infinity; inside, the exponent k stays within two powers of two.
        x = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(-746.0)), Vector512.Create(-746.0), x);
        x = Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512.Create(710.0)), Vector512.Create(710.0), x);
        var (p, low, shifted) = ExpMinusOneReduced(x);
        var sum = Vector512<double>.One + p;
        var mantissa = sum + ((Vector512<double>.One - sum + p) + low);
        var k = shifted.AsInt64() - Vector512.Create(IntegerShift).AsInt64();
        var half = Vector512.ShiftRightArithmetic(k, 1);
        return mantissa * PowerOfTwo(half) * PowerOfTwo(k - half);
    }

    /// <summary>
    /// Cody-Waite reduction x = k ln 2 + r, abs(r) at most ln(2)/2, and exp(r) - 1 as an unevaluated sum of two doubles by the Taylor
    /// polynomial of degree 13, whose remainder is below 5e-18.
    /// </summary>
    /// <param name="x">The argument, abs(x) at most 746.</param>
    /// <returns>exp(x) = 2^k (1 + P + Low); <c>Shifted</c> is k + 1.5 * 2^52.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> P, Vector512<double> Low, Vector512<double> Shifted) ExpMinusOneReduced(Vector512<double> x)
    {
        var shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(IntegerShift));
        var k = shifted - Vector512.Create(IntegerShift);
        var high = Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2High), x);
        var correction = k * Vector512.Create(Ln2Low);
        var r = high - correction;
        var rLow = high - r - correction;
        var square = r * r;
        var tail = Vector512.FusedMultiplyAdd(square, ExpTaylor(r, square), Vector512.FusedMultiplyAdd(rLow, r, rLow));
        var p = r + tail;
        return (p, r - p + tail, shifted);
    }

    /// <summary>sum over n = 2..13 of r^(n-2) / n!, even and odd powers apart for instruction-level parallelism.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ExpTaylor(Vector512<double> r, Vector512<double> square)
    {
        var even = Vector512.FusedMultiplyAdd(square, Vector512.Create(1.0 / 479001600), Vector512.Create(1.0 / 3628800));
        var odd = Vector512.FusedMultiplyAdd(square, Vector512.Create(1.0 / 6227020800), Vector512.Create(1.0 / 39916800));
        even = Vector512.FusedMultiplyAdd(even, square, Vector512.Create(1.0 / 40320));
        odd = Vector512.FusedMultiplyAdd(odd, square, Vector512.Create(1.0 / 362880));
        even = Vector512.FusedMultiplyAdd(even, square, Vector512.Create(1.0 / 720));
        odd = Vector512.FusedMultiplyAdd(odd, square, Vector512.Create(1.0 / 5040));
        even = Vector512.FusedMultiplyAdd(even, square, Vector512.Create(1.0 / 24));
        odd = Vector512.FusedMultiplyAdd(odd, square, Vector512.Create(1.0 / 120));
        even = Vector512.FusedMultiplyAdd(even, square, Vector512.Create(1.0 / 2));
        odd = Vector512.FusedMultiplyAdd(odd, square, Vector512.Create(1.0 / 6));
        return Vector512.FusedMultiplyAdd(odd, r, even);
    }

    /// <summary>2^k for k in -1022..1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> PowerOfTwo(Vector512<long> k) => Vector512.ShiftLeft(k + Vector512.Create(1023L), 52).AsDouble();
}
