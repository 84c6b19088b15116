using System.Runtime.CompilerServices;
using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// All reals within Radius of a double: every operation rounds its centre once, which adds u |centre|, u = 2^-53, to the radius (abs(fl(x) - x) is at most u abs(fl(x)));
/// the radii of operands propagate by the triangle inequality, |x y - c d| at most |c| s + |d| r + r s. <see cref="Balls"/> covers the rounding of radii and underflow.
/// </summary>
/// <typeparam name="TLanes">One double or eight.</typeparam>
public readonly struct DoubleBall<TLanes> : IBall<DoubleBall<TLanes>, TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DoubleBall(TLanes centre, TLanes radius)
    {
        Centre = centre;
        Radius = radius;
    }

    /// <inheritdoc/>
    public static bool IsDoubled => false;

    /// <inheritdoc/>
    public TLanes Centre { get; }

    /// <inheritdoc/>
    public TLanes Radius { get; }

    /// <inheritdoc/>
    public TLanes Magnitude => Balls.Inflated(TLanes.Abs(Centre) + Radius);

    /// <inheritdoc/>
    public TLanes Mignitude => Balls.Deflated(TLanes.Abs(Centre) - Radius);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator DoubleBall<TLanes>(double value) => new(value, 0.0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleBall<TLanes> Exactly(TLanes values) => new(values, 0.0);

    /// <summary>All reals within a radius of a centre.</summary>
    /// <param name="centre">The centre.</param>
    /// <param name="radius">At least 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleBall<TLanes> Around(TLanes centre, TLanes radius) => new(centre, radius);

    /// <inheritdoc/>
    public static DoubleBall<TLanes> Constant(Ball value) => new((double)value.High, (double)Balls.Inflated<SingleLane>(Math.Abs(value.Low) + value.Radius));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleBall<TLanes> operator -(DoubleBall<TLanes> x) => new(-x.Centre, x.Radius);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleBall<TLanes> operator +(DoubleBall<TLanes> x, DoubleBall<TLanes> y) => Rounded(x.Centre + y.Centre, x.Radius + y.Radius);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleBall<TLanes> operator -(DoubleBall<TLanes> x, DoubleBall<TLanes> y) => Rounded(x.Centre - y.Centre, x.Radius + y.Radius);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleBall<TLanes> operator *(DoubleBall<TLanes> x, DoubleBall<TLanes> y) => Rounded(x.Centre * y.Centre, Spread(x, y, 0.0));

    /// <summary>x / y: q = fl(c / d) is within u |q| of c / d, and |X / Y - c / d| = |(X - c) d - c (Y - d)| / |Y d| is at most (r + |c / d| s) / |Y|.</summary>
    public static DoubleBall<TLanes> operator /(DoubleBall<TLanes> x, DoubleBall<TLanes> y)
    {
        var quotient = x.Centre / y.Centre;
        var smallest = y.Mignitude;
        var spread = Balls.Inflated(TLanes.FusedMultiplyAdd(TLanes.Abs(quotient), y.Radius, x.Radius)) / smallest;
        return new(quotient, TLanes.Select(TLanes.GreaterThan(smallest, 0.0), Rounded(quotient, spread).Radius, double.PositiveInfinity));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleBall<TLanes> AddProduct(DoubleBall<TLanes> x, TLanes a, TLanes b) => Rounded(TLanes.FusedMultiplyAdd(a, b, x.Centre), x.Radius);

    /// <summary>x + y z, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleBall<TLanes> AddProduct(DoubleBall<TLanes> x, DoubleBall<TLanes> y, DoubleBall<TLanes> z) =>
        Rounded(TLanes.FusedMultiplyAdd(y.Centre, z.Centre, x.Centre), Spread(y, z, x.Radius));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleBall<TLanes> Select(TLanes condition, DoubleBall<TLanes> yes, DoubleBall<TLanes> no) =>
        new(TLanes.Select(condition, yes.Centre, no.Centre), TLanes.Select(condition, yes.Radius, no.Radius));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DoubleBall<TLanes> Widened(TLanes more) => new(Centre, Balls.Inflated(Radius + more));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DoubleBall<TLanes> Scaled(TLanes power) => new(Centre * power, Balls.Inflated(Radius * power));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleBall<TLanes> Rounded(TLanes centre, TLanes spread) =>
        new(centre, Balls.Inflated(TLanes.FusedMultiplyAdd(TLanes.Abs(centre), Balls.U, spread)));

    // |c| s + (|d| + s) r + more
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Spread(DoubleBall<TLanes> x, DoubleBall<TLanes> y, TLanes more) =>
        TLanes.FusedMultiplyAdd(TLanes.Abs(x.Centre), y.Radius, TLanes.FusedMultiplyAdd(TLanes.Abs(y.Centre) + y.Radius, x.Radius, more));
}
