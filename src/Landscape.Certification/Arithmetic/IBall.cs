using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// All reals within a radius of a centre, lane by lane: what enclosures of functions are written over, so that one proof serves doubles
/// (<see cref="DoubleBall{TLanes}"/>) and 106 bits (<see cref="DoubleDoubleBall{TLanes}"/>). Every operation returns a ball that contains the exact results for all
/// numbers in its operands. What cannot be bounded (overflow, a divisor around 0) has a radius that is infinite or NaN: compared with anything it proves nothing.
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <typeparam name="TLanes">One double or eight.</typeparam>
public interface IBall<TSelf, TLanes>
    where TSelf : unmanaged, IBall<TSelf, TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>Whether centres have 106 bits; else 53.</summary>
    static abstract bool IsDoubled { get; }

    /// <summary>The centre, or its leading part.</summary>
    TLanes Centre { get; }

    /// <summary>The bound on the distance from the centre.</summary>
    TLanes Radius { get; }

    /// <summary>A bound on |x| over the ball.</summary>
    TLanes Magnitude { get; }

    /// <summary>A number that is at most |x| over the ball; of any sign if the ball contains 0.</summary>
    TLanes Mignitude { get; }

    /// <summary>Exactly the double, in every lane.</summary>
    static abstract implicit operator TSelf(double value);

    /// <summary>Exactly the doubles.</summary>
    static abstract TSelf Exactly(TLanes values);

    /// <summary>A known constant, in every lane.</summary>
    static abstract TSelf Constant(Ball value);

    /// <summary>-x.</summary>
    static abstract TSelf operator -(TSelf x);

    /// <summary>x + y.</summary>
    static abstract TSelf operator +(TSelf x, TSelf y);

    /// <summary>x - y.</summary>
    static abstract TSelf operator -(TSelf x, TSelf y);

    /// <summary>x y.</summary>
    static abstract TSelf operator *(TSelf x, TSelf y);

    /// <summary>x / y; of infinite radius where y cannot be told from 0.</summary>
    static abstract TSelf operator /(TSelf x, TSelf y);

    /// <summary>x + a b, with numbers a and b.</summary>
    static abstract TSelf AddProduct(TSelf x, TLanes a, TLanes b);

    /// <summary><paramref name="yes"/> where the condition holds, else <paramref name="no"/>.</summary>
    static abstract TSelf Select(TLanes condition, TSelf yes, TSelf no);

    /// <summary>The same centre with a radius larger by <paramref name="more"/>.</summary>
    /// <param name="more">At least 0.</param>
    TSelf Widened(TLanes more);

    /// <summary>x times a power of two.</summary>
    /// <param name="power">A power of two, or 0.</param>
    TSelf Scaled(TLanes power);
}

/// <summary>What all balls have in common.</summary>
internal static class Balls
{
    /// <summary>1 + 2^-48: covers the rounding of a radius that is computed by at most 30 operations on nonnegative numbers.</summary>
    public const double RadiusRounding = 1.0000000000000036;

    /// <summary>2^-1000: covers every underflow, in centre and radius.</summary>
    public const double Underflow = 9.332636185032189e-302;

    /// <summary>2^-53: a rounded result f is off by at most u |f|.</summary>
    public const double U = 1.1102230246251565e-16;

    /// <summary>An upper bound on what a sum of nonnegative products, computed in round to nearest, stands for.</summary>
    public static TLanes Inflated<TLanes>(TLanes radius)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.FusedMultiplyAdd(radius, RadiusRounding, Underflow);

    /// <summary>A lower bound on x - y for a positive difference of nonnegative numbers, computed in round to nearest.</summary>
    public static TLanes Deflated<TLanes>(TLanes difference)
        where TLanes : unmanaged, ILanes<TLanes> => difference * (2 - RadiusRounding);

    /// <summary>a + b = sum + error, exactly, unless the sum overflows (then NaN): Knuth, TAOCP vol. 2, 4.2.2, theorem B.</summary>
    public static (TLanes Sum, TLanes Error) TwoSum<TLanes>(TLanes a, TLanes b)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var sum = a + b;
        var part = sum - a;
        return (sum, (a - (sum - part)) + (b - part));
    }

    /// <summary>The ball of a centre that may be anything within a radius of 0.</summary>
    public static TBall Within<TBall, TLanes>(TLanes radius)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes> => ((TBall)0.0).Widened(radius);

    /// <summary>|x|, or what it would be without the kink: the ball with the sign at its centre changed if that is negative, and whether it was.</summary>
    public static (TBall Ball, TLanes IsNegative) Unsigned<TBall, TLanes>(TBall x)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var isNegative = TLanes.LessThan(x.Centre, 0.0);
        return (TBall.Select(isNegative, -x, x), isNegative);
    }
}
