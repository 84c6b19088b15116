global using Ball = Landscape.Certification.DoubleDoubleBall<Landscape.Numerics.SingleLane>;

using System.Runtime.CompilerServices;
using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// All reals within Radius of High + Low: a double-double centre (106 bits) with a running bound on its error; <c>Ball</c> is one of a single lane.
/// Nothing is assumed about double-double arithmetic: each operation is written as exact steps (TwoSum; a fused multiply-add for the error of a
/// product) and a few rounded ones, and every rounded step f adds u |f|, u = 2^-53, to the radius, since abs(fl(x) - x) is at most u abs(fl(x)).
/// <see cref="Balls"/> covers the rounding of radii and underflow. An overflow or a NaN ends in a radius that is NaN or infinite.
/// </summary>
/// <typeparam name="TLanes">One double or eight.</typeparam>
public readonly struct DoubleDoubleBall<TLanes> : IBall<DoubleDoubleBall<TLanes>, TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DoubleDoubleBall(TLanes high, TLanes low, TLanes radius)
    {
        High = high;
        Low = low;
        Radius = radius;
    }

    /// <inheritdoc/>
    public static bool IsDoubled => true;

    /// <summary>The leading part of the centre.</summary>
    public TLanes High { get; }

    /// <summary>The trailing part of the centre.</summary>
    public TLanes Low { get; }

    /// <inheritdoc/>
    public TLanes Radius { get; }

    /// <inheritdoc/>
    public TLanes Centre => High;

    /// <inheritdoc/>
    public TLanes Magnitude => Balls.Inflated(TLanes.Abs(High) + TLanes.Abs(Low) + Radius);

    /// <inheritdoc/>
    public TLanes Mignitude => Balls.Deflated(TLanes.Abs(High) - Balls.Inflated(TLanes.Abs(Low) + Radius));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator DoubleDoubleBall<TLanes>(double value) => new(value, 0.0, 0.0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubleBall<TLanes> Exactly(TLanes values) => new(values, 0.0, 0.0);

    /// <inheritdoc/>
    public static DoubleDoubleBall<TLanes> Constant(Ball value) => new((double)value.High, (double)value.Low, (double)value.Radius);

    /// <summary>All reals within a radius of high + low.</summary>
    /// <param name="high">Leading part of the centre.</param>
    /// <param name="low">Trailing part of the centre.</param>
    /// <param name="radius">At least 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubleBall<TLanes> Around(TLanes high, TLanes low, TLanes radius) => new(high, low, radius);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubleBall<TLanes> operator -(DoubleDoubleBall<TLanes> x) => new(-x.High, -x.Low, x.Radius);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubleBall<TLanes> operator -(DoubleDoubleBall<TLanes> x, DoubleDoubleBall<TLanes> y) => x + -y;

    /// <summary>x + y; two additions are rounded, the other steps are exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubleBall<TLanes> operator +(DoubleDoubleBall<TLanes> x, DoubleDoubleBall<TLanes> y)
    {
        var (high, highError) = Balls.TwoSum(x.High, y.High);
        var (low, lowError) = Balls.TwoSum(x.Low, y.Low);
        var carry = highError + low;
        var (leading, trailing) = Balls.TwoSum(high, carry);
        var rest = lowError + trailing;
        var (sum, sumLow) = Balls.TwoSum(leading, rest);
        return new(sum, sumLow, Balls.Inflated(TLanes.FusedMultiplyAdd(TLanes.Abs(carry) + TLanes.Abs(rest), Balls.U, x.Radius + y.Radius)));
    }

    /// <summary>x y; two fused multiply-adds are rounded, the product of the trailing parts is left out and counted in the radius.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubleBall<TLanes> operator *(DoubleDoubleBall<TLanes> x, DoubleDoubleBall<TLanes> y)
    {
        var product = x.High * y.High;
        var error = TLanes.FusedMultiplyAdd(x.High, y.High, -product);
        var first = TLanes.FusedMultiplyAdd(x.High, y.Low, error);
        var second = TLanes.FusedMultiplyAdd(x.Low, y.High, first);
        var (high, low) = Balls.TwoSum(product, second);
        var rounding = TLanes.FusedMultiplyAdd(TLanes.Abs(first) + TLanes.Abs(second), Balls.U, TLanes.Abs(x.Low * y.Low));
        var spread = TLanes.FusedMultiplyAdd(TLanes.Abs(y.High) + TLanes.Abs(y.Low), x.Radius, rounding);
        return new(high, low, Balls.Inflated(TLanes.FusedMultiplyAdd(TLanes.Abs(x.High) + TLanes.Abs(x.Low) + x.Radius, y.Radius, spread)));
    }

    /// <summary>
    /// x / y for a y whose centre exceeds its radius, else a ball of infinite radius. A quotient q is guessed to two doubles; x / y - q = (x - q y) / y is
    /// then bounded in ball arithmetic: the guess needs no analysis.
    /// </summary>
    public static DoubleDoubleBall<TLanes> operator /(DoubleDoubleBall<TLanes> x, DoubleDoubleBall<TLanes> y)
    {
        var first = x.High / y.High;
        var second = (x - (Exactly(first) * y)).High / y.High;
        var (high, low) = Balls.TwoSum(first, second);
        var remainder = x - (new DoubleDoubleBall<TLanes>(high, low, 0.0) * y);
        var smallest = y.Mignitude;
        var radius = Balls.Inflated(remainder.Magnitude / smallest);
        return new(high, low, TLanes.Select(TLanes.GreaterThan(smallest, 0.0), radius, double.PositiveInfinity));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubleBall<TLanes> AddProduct(DoubleDoubleBall<TLanes> x, TLanes a, TLanes b) => x + (Exactly(a) * Exactly(b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDoubleBall<TLanes> Select(TLanes condition, DoubleDoubleBall<TLanes> yes, DoubleDoubleBall<TLanes> no) =>
        new(TLanes.Select(condition, yes.High, no.High), TLanes.Select(condition, yes.Low, no.Low), TLanes.Select(condition, yes.Radius, no.Radius));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DoubleDoubleBall<TLanes> Widened(TLanes more) => new(High, Low, Balls.Inflated(Radius + more));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DoubleDoubleBall<TLanes> Scaled(TLanes power) => new(High * power, Low * power, Balls.Inflated(Radius * power));
}
