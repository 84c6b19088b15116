using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

/// <summary>
/// Three vectors of eight lanes, for CPUs with AVX-512: <see cref="ILanes{TSelf}"/>. An elementary function is one long chain of dependent operations; three
/// chains side by side keep the arithmetic units busy while each waits for its own last result. Four need more registers than there are.
/// </summary>
/// <param name="first">Lanes 0 to 7.</param>
/// <param name="second">Lanes 8 to 15.</param>
/// <param name="third">Lanes 16 to 23.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
public readonly struct TripleLanes(Vector512<double> first, Vector512<double> second, Vector512<double> third) : ILanes<TripleLanes>
{
    /// <summary>Vectors side by side.</summary>
    public const int Vectors = 3;

    private readonly Vector512<double> first = first;
    private readonly Vector512<double> second = second;
    private readonly Vector512<double> third = third;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator TripleLanes(double value) => new(Vector512.Create(value), Vector512.Create(value), Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes operator +(TripleLanes a, TripleLanes b) => new(a.first + b.first, a.second + b.second, a.third + b.third);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes operator -(TripleLanes a, TripleLanes b) => new(a.first - b.first, a.second - b.second, a.third - b.third);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes operator *(TripleLanes a, TripleLanes b) => new(a.first * b.first, a.second * b.second, a.third * b.third);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes operator /(TripleLanes a, TripleLanes b) => new(a.first / b.first, a.second / b.second, a.third / b.third);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes operator -(TripleLanes a) => new(-a.first, -a.second, -a.third);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes operator &(TripleLanes a, TripleLanes b) => new(a.first & b.first, a.second & b.second, a.third & b.third);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes operator |(TripleLanes a, TripleLanes b) => new(a.first | b.first, a.second | b.second, a.third | b.third);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes operator ^(TripleLanes a, TripleLanes b) => new(a.first ^ b.first, a.second ^ b.second, a.third ^ b.third);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes FusedMultiplyAdd(TripleLanes a, TripleLanes b, TripleLanes c) => new(
        Vector512.FusedMultiplyAdd(a.first, b.first, c.first),
        Vector512.FusedMultiplyAdd(a.second, b.second, c.second),
        Vector512.FusedMultiplyAdd(a.third, b.third, c.third));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes Abs(TripleLanes a) => new(Vector512.Abs(a.first), Vector512.Abs(a.second), Vector512.Abs(a.third));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes LessThan(TripleLanes a, TripleLanes b) =>
        new(Vector512.LessThan(a.first, b.first), Vector512.LessThan(a.second, b.second), Vector512.LessThan(a.third, b.third));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes GreaterThan(TripleLanes a, TripleLanes b) =>
        new(Vector512.GreaterThan(a.first, b.first), Vector512.GreaterThan(a.second, b.second), Vector512.GreaterThan(a.third, b.third));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes AreEqual(TripleLanes a, TripleLanes b) =>
        new(Vector512.Equals(a.first, b.first), Vector512.Equals(a.second, b.second), Vector512.Equals(a.third, b.third));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes Select(TripleLanes condition, TripleLanes yes, TripleLanes no) => new(
        Vector512.ConditionalSelect(condition.first, yes.first, no.first),
        Vector512.ConditionalSelect(condition.second, yes.second, no.second),
        Vector512.ConditionalSelect(condition.third, yes.third, no.third));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes WhereLess(TripleLanes a, TripleLanes b, TripleLanes yes, TripleLanes no) => new(
        Vector512.ConditionalSelect(Vector512.LessThan(a.first, b.first), yes.first, no.first),
        Vector512.ConditionalSelect(Vector512.LessThan(a.second, b.second), yes.second, no.second),
        Vector512.ConditionalSelect(Vector512.LessThan(a.third, b.third), yes.third, no.third));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(TripleLanes condition) => (condition.first | condition.second | condition.third).AsInt64() != Vector512<long>.Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes AddBits(TripleLanes a, TripleLanes b) => new(
        (a.first.AsInt64() + b.first.AsInt64()).AsDouble(),
        (a.second.AsInt64() + b.second.AsInt64()).AsDouble(),
        (a.third.AsInt64() + b.third.AsInt64()).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes SubtractBits(TripleLanes a, TripleLanes b) => new(
        (a.first.AsInt64() - b.first.AsInt64()).AsDouble(),
        (a.second.AsInt64() - b.second.AsInt64()).AsDouble(),
        (a.third.AsInt64() - b.third.AsInt64()).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes ShiftLeft(TripleLanes a, int count) => new(
        Vector512.ShiftLeft(a.first.AsInt64(), count).AsDouble(),
        Vector512.ShiftLeft(a.second.AsInt64(), count).AsDouble(),
        Vector512.ShiftLeft(a.third.AsInt64(), count).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TripleLanes ShiftRightArithmetic(TripleLanes a, int count) => new(
        Vector512.ShiftRightArithmetic(a.first.AsInt64(), count).AsDouble(),
        Vector512.ShiftRightArithmetic(a.second.AsInt64(), count).AsDouble(),
        Vector512.ShiftRightArithmetic(a.third.AsInt64(), count).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(TripleLanes a) => FixedOrderSum.Lanes(a.first + a.second + a.third);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double First(TripleLanes a) => a.first.ToScalar();
}
