using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    /// <summary>x = k pi/2 + r + low with abs(r) at most pi/4, for every finite x; the two lowest bits of Quadrant are k mod 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes R, TLanes Low, TLanes Quadrant) ReduceByHalfPi<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var shifted = TLanes.FusedMultiplyAdd(x, 0.6366197723675814, IntegerShift);
        var k = shifted - IntegerShift;
        var r1 = TLanes.FusedMultiplyAdd(k, -HalfPi1, x);
        var (r2, e2) = TwoDifference(r1, k * HalfPi2);
        var (r3, e3) = TwoDifference(r2, k * HalfPi3);
        var tail = TLanes.FusedMultiplyAdd(k, -HalfPi4, e2 + e3);
        var r = r3 + tail;
        var low = r3 - r + tail;
        return TLanes.Any(TLanes.GreaterThan(TLanes.Abs(x), LargestQuickAngle)) ? ReduceLargeLanes(x, r, low, shifted) : (r, low, shifted);
    }

    /// <summary>a - b = Difference + Error exactly (Knuth).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Difference, TLanes Error) TwoDifference<TLanes>(TLanes a, TLanes b)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var difference = a - b;
        var virtualB = a - difference;
        return (difference, a - (difference + virtualB) + (virtualB - b));
    }

    /// <summary>Replaces the lanes whose angle is too large for four doubles of pi/2; the others keep their bits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (TLanes R, TLanes Low, TLanes Quadrant) ReduceLargeLanes<TLanes>(TLanes x, TLanes r, TLanes low, TLanes quadrant)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var angles = Entries(ref x);
        for (var lane = 0; lane < angles.Length; lane++)
        {
            if (Math.Abs(angles[lane]) > LargestQuickAngle)
            {
                (Entries(ref r)[lane], Entries(ref low)[lane], var k) = ReduceExactly(angles[lane]);
                Entries(ref quadrant)[lane] = BitConverter.Int64BitsToDouble(k);
            }
        }

        return (r, low, quadrant);
    }

    private static Span<double> Entries<TLanes>(ref TLanes lanes)
        where TLanes : unmanaged, ILanes<TLanes> => MemoryMarshal.Cast<TLanes, double>(new Span<TLanes>(ref lanes));

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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes SinOnOctant<TLanes>(TLanes r, TLanes low)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var z = r * r;
        TLanes sum = 1.0 / 355687428096000;
        sum = TLanes.FusedMultiplyAdd(sum, z, -1.0 / 1307674368000);
        sum = TLanes.FusedMultiplyAdd(sum, z, 1.0 / 6227020800);
        sum = TLanes.FusedMultiplyAdd(sum, z, -1.0 / 39916800);
        sum = TLanes.FusedMultiplyAdd(sum, z, 1.0 / 362880);
        sum = TLanes.FusedMultiplyAdd(sum, z, -1.0 / 5040);
        sum = TLanes.FusedMultiplyAdd(sum, z, 1.0 / 120);
        sum = TLanes.FusedMultiplyAdd(sum, z, -1.0 / 6);
        var slope = TLanes.FusedMultiplyAdd(-0.5 * z, low, low);
        return r + TLanes.FusedMultiplyAdd(r * z, sum, slope);
    }

    /// <summary>cos(r + low) for abs(r) at most pi/4: Taylor to r^16, truncated below 2e-18.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes CosOnOctant<TLanes>(TLanes r, TLanes low)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var z = r * r;
        TLanes sum = 1.0 / 20922789888000;
        sum = TLanes.FusedMultiplyAdd(sum, z, -1.0 / 87178291200);
        sum = TLanes.FusedMultiplyAdd(sum, z, 1.0 / 479001600);
        sum = TLanes.FusedMultiplyAdd(sum, z, -1.0 / 3628800);
        sum = TLanes.FusedMultiplyAdd(sum, z, 1.0 / 40320);
        sum = TLanes.FusedMultiplyAdd(sum, z, -1.0 / 720);
        sum = TLanes.FusedMultiplyAdd(sum, z, 1.0 / 24);
        var half = 0.5 * z;
        var high = 1.0 - half;
        var slope = TLanes.FusedMultiplyAdd(-r, low, 1.0 - high - half);
        return high + TLanes.FusedMultiplyAdd(z * z, sum, slope);
    }

    /// <summary>sin and cos of k pi/2 + r from the octant functions; k mod 4 in the two lowest bits of the quadrant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Sin, TLanes Cos) SinCosOfQuadrant<TLanes>(TLanes r, TLanes low, TLanes quadrant)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (sin, cos) = (SinOnOctant(r, low), CosOnOctant(r, low));
        var signBit = SignBit<TLanes>();
        var odd = TLanes.ShiftRightArithmetic(TLanes.ShiftLeft(quadrant, 63), 63);
        var sinSign = TLanes.ShiftLeft(quadrant, 62) & signBit;
        var cosSign = sinSign ^ (odd & signBit);
        return (TLanes.Select(odd, cos, sin) ^ sinSign, TLanes.Select(odd, sin, cos) ^ cosSign);
    }
}
