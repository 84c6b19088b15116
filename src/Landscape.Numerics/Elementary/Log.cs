using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>The natural logarithm, error below 1 ulp; -infinity for 0, NaN for negative arguments and NaN.</summary>
    public static double Log(double x) => Log(Vector512.Create(x)).ToScalar();

    /// <summary>The natural logarithm in every lane: <see cref="Log(double)"/>.</summary>
    /// <remarks>
    /// x = 2^k (1 + f), 1 + f in [sqrt(1/2), sqrt(2)); with s = f / (2 + f), log(1 + f) = 2 artanh(s) = f - f^2/2 + s (f^2/2 + R),
    /// R = sum over n = 1..10 of 2 s^(2n) / (2n + 1), truncated below 1e-18 of the result.
    /// </remarks>
    public static Vector512<double> Log(Vector512<double> x)
    {
        var (f, k) = SplitExponent(x);
        var s = f / (Vector512.Create(2.0) + f);
        var halfSquare = Vector512.Create(0.5) * f * f;
        var tail = s * (halfSquare + ArtanhTail(s * s));
        var correction = halfSquare - Vector512.FusedMultiplyAdd(k, Vector512.Create(Ln2Low), tail);
        var value = Vector512.FusedMultiplyAdd(k, Vector512.Create(Ln2High), f - correction);
        return LogAtTheEdges(x, value);
    }

    /// <summary>x = 2^k (1 + f) for positive finite x, subnormal x included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Fraction, Vector512<double> Exponent) SplitExponent(Vector512<double> x)
    {
        const double SqrtHalf = 0.7071067811865476;
        var subnormal = Vector512.LessThan(x, Vector512.Create(SmallestNormal));
        var normal = Vector512.ConditionalSelect(subnormal, x * Vector512.Create(18014398509481984.0), x);
        var bits = normal.AsInt64();
        var k = Vector512.ShiftRightArithmetic(bits - Vector512.Create(SqrtHalf).AsInt64(), 52);
        var mantissa = (bits - Vector512.ShiftLeft(k, 52)).AsDouble();
        var shift = Vector512.Create(IntegerShift);
        var exponent = (k + shift.AsInt64()).AsDouble() - shift;
        exponent -= Vector512.ConditionalSelect(subnormal, Vector512.Create(54.0), Vector512<double>.Zero);
        return (mantissa - Vector512<double>.One, exponent);
    }

    /// <summary>sum over n = 1..10 of 2 z^n / (2n + 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ArtanhTail(Vector512<double> z)
    {
        var sum = Vector512.Create(2.0 / 21);
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(2.0 / 19));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(2.0 / 17));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(2.0 / 15));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(2.0 / 13));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(2.0 / 11));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(2.0 / 9));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(2.0 / 7));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(2.0 / 5));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(2.0 / 3));
        return sum * z;
    }

    private static Vector512<double> LogAtTheEdges(Vector512<double> x, Vector512<double> value)
    {
        var infinity = Vector512.Create(double.PositiveInfinity);
        value = Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<double>.Zero), -infinity, value);
        value = Vector512.ConditionalSelect(Vector512.Equals(x, infinity), infinity, value);
        var defined = Vector512.GreaterThanOrEqual(x, Vector512<double>.Zero);
        return Vector512.ConditionalSelect(defined, value, Vector512.Create(double.NaN));
    }
}
