using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    // pi/2 in parts of 33, 33, 33 and 53 bits: a multiple k < 2^20 of the first three is exact in a double.
    private const double HalfPi1 = 1.5707963267341256;
    private const double HalfPi2 = 6.077100506303966e-11;
    private const double HalfPi3 = 2.0222662487111665e-21;
    private const double HalfPi4 = 8.4784276603689e-32;
    private const double LargestQuickAngle = 1048576;

    // floor(2^1200 pi/2): the exponent of a double reaches 1023, and 2^-176 is left for the remainder.
    private const int HalfPiBits = 1200;

    private static readonly BigInteger HalfPiScaled = BigInteger.Parse(
        "01921FB54442D18469898CC51701B839A252049C1114CF98E804177D4C76273644A29410F31C6809BBDF2A33679A748636605614DBE4BE286E9FC26ADADAA3848BC90B6"
        + "AECC4BCFD8DE89885D34C6FDAD617FEB96DE80D6FDBDC70D7F6B5133F4B5D3E4822F8963FCC9250CCA3D9C8B67B8400F97142C77E0B31B4906C38ABA734D22C7F51F"
        + "A499EBF06CABA47B9475B2C38C5E6AC410A",
        NumberStyles.HexNumber,
        CultureInfo.InvariantCulture);

    /// <summary>x = k pi/2 + r + low with abs(r) at most pi/4; quadrant = k mod 4 in every lane, for every finite x.</summary>
    private static (Vector512<double> R, Vector512<double> Low, Vector512<long> Quadrant) ReduceByHalfPi(Vector512<double> x)
    {
        var shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(0.6366197723675814), Vector512.Create(IntegerShift));
        var k = shifted - Vector512.Create(IntegerShift);
        var r1 = Vector512.FusedMultiplyAdd(k, Vector512.Create(-HalfPi1), x);
        var (r2, e2) = TwoDifference(r1, k * Vector512.Create(HalfPi2));
        var (r3, e3) = TwoDifference(r2, k * Vector512.Create(HalfPi3));
        var tail = Vector512.FusedMultiplyAdd(k, Vector512.Create(-HalfPi4), e2 + e3);
        var r = r3 + tail;
        return ReduceLargeLanes(x, r, r3 - r + tail, shifted.AsInt64() & Vector512.Create(3L));
    }

    /// <summary>a - b = Difference + Error exactly (Knuth).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Difference, Vector512<double> Error) TwoDifference(Vector512<double> a, Vector512<double> b)
    {
        var difference = a - b;
        var virtualB = a - difference;
        return (difference, a - (difference + virtualB) + (virtualB - b));
    }

    /// <summary>Replaces the lanes whose angle is too large for four doubles of pi/2; the others keep their bits.</summary>
    private static (Vector512<double> R, Vector512<double> Low, Vector512<long> Quadrant) ReduceLargeLanes(
        Vector512<double> x, Vector512<double> r, Vector512<double> low, Vector512<long> quadrant)
    {
        var anyLarge = Vector512.GreaterThanAny(Vector512.Abs(x), Vector512.Create(LargestQuickAngle));
        for (var lane = 0; anyLarge && lane < Vector512<double>.Count; lane++)
        {
            if (Math.Abs(x[lane]) > LargestQuickAngle)
            {
                var exact = ReduceExactly(x[lane]);
                r = r.WithElement(lane, exact.R);
                low = low.WithElement(lane, exact.Low);
                quadrant = quadrant.WithElement(lane, exact.Quadrant);
            }
        }

        return (r, low, quadrant);
    }

    /// <summary>The reduction in integer arithmetic, for angles where a few doubles of pi do not suffice.</summary>
    private static (double R, double Low, long Quadrant) ReduceExactly(double x)
    {
        if (!double.IsFinite(x))
        {
            return (double.NaN, 0, 0);
        }

        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(x));
        var exponent = (int)Math.Max(bits >> 52, 1) - 1075;
        BigInteger significand = (bits & 0xFFFFFFFFFFFFFL) | (bits >> 52 == 0 ? 0 : 1L << 52);
        var scaled = HalfPiBits + exponent >= 0 ? significand << (HalfPiBits + exponent) : significand >> -(HalfPiBits + exponent);
        var k = BigInteger.DivRem(scaled + (HalfPiScaled >> 1), HalfPiScaled, out var remainder);
        remainder -= HalfPiScaled >> 1;
        var head = (double)(remainder >> (HalfPiBits - 1000));
        var rest = (double)((remainder >> (HalfPiBits - 1000)) - new BigInteger(head));
        var (r, low, quadrant) = (Math.ScaleB(head, -1000), Math.ScaleB(rest, -1000), (long)(k & 3));
        return x < 0 ? (-r, -low, -quadrant & 3) : (r, low, quadrant);
    }

    /// <summary>sin(r + low) for abs(r) at most pi/4: Taylor to r^17, truncated below 2e-19 of the result.</summary>
    private static Vector512<double> SinOnOctant(Vector512<double> r, Vector512<double> low)
    {
        var z = r * r;
        var sum = Vector512.Create(1.0 / 355687428096000);
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(-1.0 / 1307674368000));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(1.0 / 6227020800));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(-1.0 / 39916800));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(1.0 / 362880));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(-1.0 / 5040));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(1.0 / 120));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(-1.0 / 6));
        var slope = Vector512.FusedMultiplyAdd(Vector512.Create(-0.5) * z, low, low);
        return r + Vector512.FusedMultiplyAdd(r * z, sum, slope);
    }

    /// <summary>cos(r + low) for abs(r) at most pi/4: Taylor to r^16, truncated below 2e-18.</summary>
    private static Vector512<double> CosOnOctant(Vector512<double> r, Vector512<double> low)
    {
        var z = r * r;
        var sum = Vector512.Create(1.0 / 20922789888000);
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(-1.0 / 87178291200));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(1.0 / 479001600));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(-1.0 / 3628800));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(1.0 / 40320));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(-1.0 / 720));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(1.0 / 24));
        var half = Vector512.Create(0.5) * z;
        var high = Vector512<double>.One - half;
        var slope = Vector512.FusedMultiplyAdd(-r, low, Vector512<double>.One - high - half);
        return high + Vector512.FusedMultiplyAdd(z * z, sum, slope);
    }

    /// <summary>sin(k pi/2 + r) from the octant functions.</summary>
    private static Vector512<double> SinOfQuadrant(Vector512<double> r, Vector512<double> low, Vector512<long> k)
    {
        var odd = Vector512.Equals(k & Vector512<long>.One, Vector512<long>.One).AsDouble();
        var value = Vector512.ConditionalSelect(odd, CosOnOctant(r, low), SinOnOctant(r, low));
        var negative = Vector512.Equals(k & Vector512.Create(2L), Vector512.Create(2L)).AsDouble();
        return Vector512.ConditionalSelect(negative, -value, value);
    }
}
