using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// The innermost loop of the kernels: sums[2 c + i] += sum_g (x_i,g y_i,g) b_c,g for two products of rows and one to eight columns, each
/// lane for itself. The products are made in registers and never stored; sixteen sums stay in registers too, so that a step has 2 + 16
/// multiply-adds for 12 loads and the multiply-add units, not memory, are the limit. Columns are <see cref="NetworkBlock.Pitch"/>
/// vectors apart, a constant that the compiler folds into the addresses.
/// </summary>
internal static class LaneTile
{
    /// <summary>Products of rows in a tile.</summary>
    public const int Rows = 2;

    /// <summary>
    /// The largest number of columns. Eight: 16 sums hide the latency of the multiply-adds; twelve, for which AVX-512 has the registers, ran
    /// slower. Two where eight lanes take two of the 16 registers of AVX2. The choice does not show in the result.
    /// </summary>
    public static int MaximumColumns => Vector512.IsHardwareAccelerated ? 8 : 2;

    private interface IColumns
    {
        static abstract int Count { get; }
    }

    /// <summary>Adds the products of two rows with <paramref name="count"/> columns.</summary>
    /// <param name="x">The first factors.</param>
    /// <param name="y">The second factors.</param>
    /// <param name="columns">The columns, a pitch apart.</param>
    /// <param name="count">Number of columns, 1..8.</param>
    /// <param name="length">Vectors of a row and of a column.</param>
    /// <param name="sums">2 vectors for each column.</param>
    public static void Add(TwoRows x, TwoRows y, ReadOnlySpan<Vector512<double>> columns, int count, int length, Span<Vector512<double>> sums)
    {
        ref var column = ref MemoryMarshal.GetReference(columns[..(((count - 1) * NetworkBlock.Pitch) + length)]);
        ref var sum = ref MemoryMarshal.GetReference(sums[..(Rows * count)]);
        if (Vector512.IsHardwareAccelerated)
        {
            Add<WideLanes>(x, y, ref column, count, length, ref sum);
        }
        else
        {
            Add<PairedLanes>(x, y, ref column, count, length, ref sum);
        }
    }

    private static void Add<TLanes>(TwoRows x, TwoRows y, ref Vector512<double> columns, int count, int length, ref Vector512<double> sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        ref var column = ref Unsafe.As<Vector512<double>, TLanes>(ref columns);
        ref var sum = ref Unsafe.As<Vector512<double>, TLanes>(ref sums);
        switch (count)
        {
            case 1: Add<TLanes, One>(x, y, ref column, length, ref sum); break;
            case 2: Add<TLanes, Two>(x, y, ref column, length, ref sum); break;
            case 3: Add<TLanes, Three>(x, y, ref column, length, ref sum); break;
            case 4: Add<TLanes, Four>(x, y, ref column, length, ref sum); break;
            case 5: Add<TLanes, Five>(x, y, ref column, length, ref sum); break;
            case 6: Add<TLanes, Six>(x, y, ref column, length, ref sum); break;
            case 7: Add<TLanes, Seven>(x, y, ref column, length, ref sum); break;
            default: Add<TLanes, Eight>(x, y, ref column, length, ref sum); break;
        }
    }

    private static void Add<TLanes, TColumns>(TwoRows x, TwoRows y, ref TLanes column, int length, ref TLanes sum)
        where TLanes : unmanaged, ILanes<TLanes>
        where TColumns : struct, IColumns
    {
        ref var x0 = ref Unsafe.As<Vector512<double>, TLanes>(ref x.Row0);
        ref var x1 = ref Unsafe.As<Vector512<double>, TLanes>(ref x.Row1);
        ref var y0 = ref Unsafe.As<Vector512<double>, TLanes>(ref y.Row0);
        ref var y1 = ref Unsafe.As<Vector512<double>, TLanes>(ref y.Row1);
        var (s0p, s0q) = Load<TLanes, TColumns>(0, ref sum);
        var (s1p, s1q) = Load<TLanes, TColumns>(1, ref sum);
        var (s2p, s2q) = Load<TLanes, TColumns>(2, ref sum);
        var (s3p, s3q) = Load<TLanes, TColumns>(3, ref sum);
        var (s4p, s4q) = Load<TLanes, TColumns>(4, ref sum);
        var (s5p, s5q) = Load<TLanes, TColumns>(5, ref sum);
        var (s6p, s6q) = Load<TLanes, TColumns>(6, ref sum);
        var (s7p, s7q) = Load<TLanes, TColumns>(7, ref sum);
        for (nint g = 0; g < length; g++)
        {
            var p = Unsafe.Add(ref x0, g) * Unsafe.Add(ref y0, g);
            var q = Unsafe.Add(ref x1, g) * Unsafe.Add(ref y1, g);
            AddColumn<TLanes, TColumns>(0, ref column, p, q, ref s0p, ref s0q);
            AddColumn<TLanes, TColumns>(1, ref column, p, q, ref s1p, ref s1q);
            AddColumn<TLanes, TColumns>(2, ref column, p, q, ref s2p, ref s2q);
            AddColumn<TLanes, TColumns>(3, ref column, p, q, ref s3p, ref s3q);
            AddColumn<TLanes, TColumns>(4, ref column, p, q, ref s4p, ref s4q);
            AddColumn<TLanes, TColumns>(5, ref column, p, q, ref s5p, ref s5q);
            AddColumn<TLanes, TColumns>(6, ref column, p, q, ref s6p, ref s6q);
            AddColumn<TLanes, TColumns>(7, ref column, p, q, ref s7p, ref s7q);
            column = ref Unsafe.Add(ref column, 1);
        }

        Store<TLanes, TColumns>(0, ref sum, s0p, s0q);
        Store<TLanes, TColumns>(1, ref sum, s1p, s1q);
        Store<TLanes, TColumns>(2, ref sum, s2p, s2q);
        Store<TLanes, TColumns>(3, ref sum, s3p, s3q);
        Store<TLanes, TColumns>(4, ref sum, s4p, s4q);
        Store<TLanes, TColumns>(5, ref sum, s5p, s5q);
        Store<TLanes, TColumns>(6, ref sum, s6p, s6q);
        Store<TLanes, TColumns>(7, ref sum, s7p, s7q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddColumn<TLanes, TColumns>(
        int c, ref TLanes columns, TLanes p, TLanes q, ref TLanes sumP, ref TLanes sumQ)
        where TLanes : unmanaged, ILanes<TLanes>
        where TColumns : struct, IColumns
    {
        if (c < TColumns.Count)
        {
            var column = Unsafe.Add(ref columns, c * NetworkBlock.Pitch);
            sumP = TLanes.FusedMultiplyAdd(p, column, sumP);
            sumQ = TLanes.FusedMultiplyAdd(q, column, sumQ);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes P, TLanes Q) Load<TLanes, TColumns>(int c, ref TLanes sums)
        where TLanes : unmanaged, ILanes<TLanes>
        where TColumns : struct, IColumns =>
        c < TColumns.Count ? (Unsafe.Add(ref sums, Rows * c), Unsafe.Add(ref sums, (Rows * c) + 1)) : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes, TColumns>(int c, ref TLanes sums, TLanes p, TLanes q)
        where TLanes : unmanaged, ILanes<TLanes>
        where TColumns : struct, IColumns
    {
        if (c < TColumns.Count)
        {
            Unsafe.Add(ref sums, Rows * c) = p;
            Unsafe.Add(ref sums, (Rows * c) + 1) = q;
        }
    }

    /// <summary>Two rows of a storage; the one place where their lengths are checked, because the loop works on references.</summary>
    public readonly ref struct TwoRows
    {
        public readonly ref Vector512<double> Row0, Row1;

        /// <summary>The rows that start at two offsets.</summary>
        public TwoRows(Span<Vector512<double>> storage, int offset0, int offset1, int length)
        {
            Row0 = ref MemoryMarshal.GetReference(storage.Slice(offset0, length));
            Row1 = ref MemoryMarshal.GetReference(storage.Slice(offset1, length));
        }
    }

    private readonly struct One : IColumns
    {
        public static int Count => 1;
    }

    private readonly struct Two : IColumns
    {
        public static int Count => 2;
    }

    private readonly struct Three : IColumns
    {
        public static int Count => 3;
    }

    private readonly struct Four : IColumns
    {
        public static int Count => 4;
    }

    private readonly struct Five : IColumns
    {
        public static int Count => 5;
    }

    private readonly struct Six : IColumns
    {
        public static int Count => 6;
    }

    private readonly struct Seven : IColumns
    {
        public static int Count => 7;
    }

    private readonly struct Eight : IColumns
    {
        public static int Count => 8;
    }
}
