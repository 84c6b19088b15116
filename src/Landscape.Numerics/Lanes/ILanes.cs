namespace Landscape.Numerics;

/// <summary>
/// Eight doubles, each of which goes its own way: what a function or kernel is written over, so that one definition serves every register width.
/// <see cref="WideLanes"/> is one register of eight, <see cref="PairedLanes"/> two of four; both have eight consecutive doubles in memory, so that
/// <c>MemoryMarshal.Cast</c> turns spans of doubles or of Vector512 into spans of either; <see cref="TripleLanes"/> is three vectors of eight at once. Code over TLanes does the same exactly rounded operations
/// in each lane, whichever is plugged in: equal bits. Choose by <c>Vector512.IsHardwareAccelerated</c>, a constant to the compiler:
/// <code>if (Vector512.IsHardwareAccelerated) Run&lt;WideLanes&gt;(...); else Run&lt;PairedLanes&gt;(...);</code>
/// A truth value is a lane of all ones (true) or all zeros (false).
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>The value in every lane.</summary>
    static abstract implicit operator TSelf(double value);

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a - b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>a * b.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>a / b.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>-a.</summary>
    static abstract TSelf operator -(TSelf a);

    /// <summary>Bitwise and.</summary>
    static abstract TSelf operator &(TSelf a, TSelf b);

    /// <summary>Bitwise or.</summary>
    static abstract TSelf operator |(TSelf a, TSelf b);

    /// <summary>Bitwise exclusive or.</summary>
    static abstract TSelf operator ^(TSelf a, TSelf b);

    /// <summary>a * b + c, rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The absolute value.</summary>
    static abstract TSelf Abs(TSelf a);

    /// <summary>a &lt; b; false where either is NaN.</summary>
    static abstract TSelf LessThan(TSelf a, TSelf b);

    /// <summary>a > b; false where either is NaN.</summary>
    static abstract TSelf GreaterThan(TSelf a, TSelf b);

    /// <summary>a = b; false where either is NaN.</summary>
    static abstract TSelf AreEqual(TSelf a, TSelf b);

    /// <summary><paramref name="yes"/> where the condition holds, else <paramref name="no"/>.</summary>
    static abstract TSelf Select(TSelf condition, TSelf yes, TSelf no);

    /// <summary><paramref name="yes"/> where a &lt; b, else <paramref name="no"/>: a comparison that goes straight into a blend.</summary>
    static abstract TSelf WhereLess(TSelf a, TSelf b, TSelf yes, TSelf no);

    /// <summary>Whether the condition holds in any lane.</summary>
    static abstract bool Any(TSelf condition);

    /// <summary>The sum of the bit patterns as 64-bit integers, modulo 2^64.</summary>
    static abstract TSelf AddBits(TSelf a, TSelf b);

    /// <summary>The difference of the bit patterns as 64-bit integers, modulo 2^64.</summary>
    static abstract TSelf SubtractBits(TSelf a, TSelf b);

    /// <summary>The bit pattern moved up.</summary>
    static abstract TSelf ShiftLeft(TSelf a, int count);

    /// <summary>The bit pattern moved down, filled with its highest bit.</summary>
    static abstract TSelf ShiftRightArithmetic(TSelf a, int count);

    /// <summary>((l0 + l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7)): <see cref="FixedOrderSum"/>.</summary>
    static abstract double Sum(TSelf a);

    /// <summary>Lane 0.</summary>
    static abstract double First(TSelf a);
}
