using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

/// <summary>
/// Eight lanes in two registers of four, for CPUs with AVX2 and no AVX-512: <see cref="ILanes{TSelf}"/>. The compiler keeps both halves in registers,
/// which it does not do for a Vector512 that the CPU lacks.
/// </summary>
/// <param name="lower">Lanes 0 to 3.</param>
/// <param name="upper">Lanes 4 to 7.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
public readonly struct PairedLanes(Vector256<double> lower, Vector256<double> upper) : ILanes<PairedLanes>
{
    private readonly Vector256<double> lower = lower;
    private readonly Vector256<double> upper = upper;

    /// <summary>The lanes as a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Vector512<double>(PairedLanes a) => Vector512.Create(a.lower, a.upper);

    /// <summary>The lanes of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator PairedLanes(Vector512<double> lanes) => new(lanes.GetLower(), lanes.GetUpper());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator PairedLanes(double value) => new(Vector256.Create(value), Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes operator +(PairedLanes a, PairedLanes b) => new(a.lower + b.lower, a.upper + b.upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes operator -(PairedLanes a, PairedLanes b) => new(a.lower - b.lower, a.upper - b.upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes operator *(PairedLanes a, PairedLanes b) => new(a.lower * b.lower, a.upper * b.upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes operator /(PairedLanes a, PairedLanes b) => new(a.lower / b.lower, a.upper / b.upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes operator -(PairedLanes a) => new(-a.lower, -a.upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes operator &(PairedLanes a, PairedLanes b) => new(a.lower & b.lower, a.upper & b.upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes operator |(PairedLanes a, PairedLanes b) => new(a.lower | b.lower, a.upper | b.upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes operator ^(PairedLanes a, PairedLanes b) => new(a.lower ^ b.lower, a.upper ^ b.upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes FusedMultiplyAdd(PairedLanes a, PairedLanes b, PairedLanes c) =>
        new(Vector256.FusedMultiplyAdd(a.lower, b.lower, c.lower), Vector256.FusedMultiplyAdd(a.upper, b.upper, c.upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes Abs(PairedLanes a) => new(Vector256.Abs(a.lower), Vector256.Abs(a.upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes LessThan(PairedLanes a, PairedLanes b) =>
        new(Vector256.LessThan(a.lower, b.lower), Vector256.LessThan(a.upper, b.upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes GreaterThan(PairedLanes a, PairedLanes b) =>
        new(Vector256.GreaterThan(a.lower, b.lower), Vector256.GreaterThan(a.upper, b.upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes AreEqual(PairedLanes a, PairedLanes b) => new(Vector256.Equals(a.lower, b.lower), Vector256.Equals(a.upper, b.upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes Select(PairedLanes condition, PairedLanes yes, PairedLanes no) =>
        new(Vector256.ConditionalSelect(condition.lower, yes.lower, no.lower), Vector256.ConditionalSelect(condition.upper, yes.upper, no.upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes WhereLess(PairedLanes a, PairedLanes b, PairedLanes yes, PairedLanes no) => new(
        Vector256.ConditionalSelect(Vector256.LessThan(a.lower, b.lower), yes.lower, no.lower),
        Vector256.ConditionalSelect(Vector256.LessThan(a.upper, b.upper), yes.upper, no.upper));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(PairedLanes condition) => (condition.lower | condition.upper).AsInt64() != Vector256<long>.Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes AddBits(PairedLanes a, PairedLanes b) =>
        new((a.lower.AsInt64() + b.lower.AsInt64()).AsDouble(), (a.upper.AsInt64() + b.upper.AsInt64()).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes SubtractBits(PairedLanes a, PairedLanes b) =>
        new((a.lower.AsInt64() - b.lower.AsInt64()).AsDouble(), (a.upper.AsInt64() - b.upper.AsInt64()).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes ShiftLeft(PairedLanes a, int count) =>
        new(Vector256.ShiftLeft(a.lower.AsInt64(), count).AsDouble(), Vector256.ShiftLeft(a.upper.AsInt64(), count).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairedLanes ShiftRightArithmetic(PairedLanes a, int count) =>
        new(ShiftRightArithmetic(a.lower, count), ShiftRightArithmetic(a.upper, count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(PairedLanes a)
    {
        var four = a.lower + a.upper;
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double First(PairedLanes a) => a.lower.ToScalar();

    /// <summary>AVX2 shifts 64-bit integers right only with zeros; (u xor m) - m with m the moved sign bit extends the sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ShiftRightArithmetic(Vector256<double> a, int count)
    {
        var sign = Vector256.Create((long)(1UL << (63 - count)));
        return ((Vector256.ShiftRightLogical(a.AsInt64(), count) ^ sign) - sign).AsDouble();
    }
}
