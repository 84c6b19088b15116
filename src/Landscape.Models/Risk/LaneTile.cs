using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// The innermost loop of the kernels: sums[2 c + i] += sum_g (x_i,g y_i,g) b_c,g for two products of rows (a panel) and one to twelve columns, and
/// totals[i] += sum_g x_i,g y_i,g, each lane for itself. Products and sums stay in registers. A product is made once: it is kept for further columns, so that
/// multiplications cost little beside the multiply-adds, and its total is an addition, which has units of its own, instead of a column of ones.
/// Columns are <see cref="NetworkBlock.Pitch"/> vectors apart, a constant that the compiler folds into the addresses.
/// </summary>
internal static class LaneTile
{
    /// <summary>Products of rows in a tile.</summary>
    public const int Rows = 2;

    private const int MostColumns = 12;
    private const int MostColumnsOfHalves = 2;

    private static readonly AlignedVectors Zeros = new(Rows * MostColumns);

    /// <summary>
    /// The largest number of columns: 24 sums, two products and a column in the 32 registers of AVX-512; two columns where eight lanes take two of the 16
    /// registers of AVX2. The choice does not show in the result.
    /// </summary>
    public static int MaximumColumns => Vector512.IsHardwareAccelerated ? MostColumns : MostColumnsOfHalves;

    private interface IColumns
    {
        static abstract int Count { get; }
    }

    /// <summary>How the products of rows come into registers.</summary>
    private interface IProducts
    {
        /// <summary>From two factors, and added up themselves; otherwise from the store.</summary>
        static abstract bool AreMade { get; }

        /// <summary>Into the store, for the next columns.</summary>
        static abstract bool AreKept { get; }
    }

    /// <summary>Makes the products of a run of panels, and adds them up alone and with <paramref name="count"/> columns.</summary>
    /// <param name="run">The panels.</param>
    /// <param name="keep">Whether more columns will want the products.</param>
    /// <param name="count">Number of columns, 1..12.</param>
    public static void Make(PanelRun run, bool keep, int count)
    {
        if (keep)
        {
            Add<Kept>(run, count);
        }
        else
        {
            Add<Passing>(run, count);
        }
    }

    /// <summary>Adds the products that were kept with <paramref name="count"/> more columns.</summary>
    /// <param name="run">The panels.</param>
    /// <param name="count">Number of columns, 1..12.</param>
    public static void Reuse(PanelRun run, int count) => Add<Known>(run, count);

    private static void Add<TProducts>(PanelRun run, int count)
        where TProducts : struct, IProducts
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Add<WideLanes, TProducts>(run, count);
        }
        else
        {
            Add<PairedLanes, TProducts>(run, count);
        }
    }

    private static void Add<TLanes, TProducts>(PanelRun run, int count)
        where TLanes : unmanaged, ILanes<TLanes>
        where TProducts : struct, IProducts
    {
        switch (count)
        {
            case 1: Add<TLanes, TProducts, One>(run); break;
            case 2: Add<TLanes, TProducts, Two>(run); break;
            case 3: Add<TLanes, TProducts, Three>(run); break;
            case 4: Add<TLanes, TProducts, Four>(run); break;
            case 5: Add<TLanes, TProducts, Five>(run); break;
            case 6: Add<TLanes, TProducts, Six>(run); break;
            case 7: Add<TLanes, TProducts, Seven>(run); break;
            case 8: Add<TLanes, TProducts, Eight>(run); break;
            case 9: Add<TLanes, TProducts, Nine>(run); break;
            case 10: Add<TLanes, TProducts, Ten>(run); break;
            case 11: Add<TLanes, TProducts, Eleven>(run); break;
            default: Add<TLanes, TProducts, Twelve>(run); break;
        }
    }

    private static void Add<TLanes, TProducts, TColumns>(PanelRun run)
        where TLanes : unmanaged, ILanes<TLanes>
        where TProducts : struct, IProducts
        where TColumns : struct, IColumns
    {
        Check(run, TColumns.Count);
        ref var left = ref Start<TLanes>(run.LeftRows);
        ref var right = ref Start<TLanes>(run.RightRows);
        ref var products = ref Start<TLanes>(run.Products);
        ref var columns = ref Start<TLanes>(run.Columns);
        ref var sums = ref Start<TLanes>(run.Sums);
        ref var totals = ref Start<TLanes>(run.Totals);
        ref var zeros = ref Start<TLanes>(Zeros.Span);
        for (var i = 0; i + 1 < run.Left.Length && i + 1 < run.Right.Length; i += Rows)
        {
            AddPanel<TLanes, TProducts, TColumns>(
                ref Unsafe.Add(ref left, run.Left[i]), ref Unsafe.Add(ref left, run.Left[i + 1]),
                ref Unsafe.Add(ref right, run.Right[i]), ref Unsafe.Add(ref right, run.Right[i + 1]),
                ref products, ref Unsafe.Add(ref products, NetworkBlock.Pitch), ref columns, run.Length,
                ref run.Starts ? ref zeros : ref sums, ref run.Starts ? ref zeros : ref totals, ref sums, ref totals);
            products = ref Unsafe.Add(ref products, Rows * NetworkBlock.Pitch);
            sums = ref Unsafe.Add(ref sums, run.Stride);
            totals = ref Unsafe.Add(ref totals, run.Stride);
        }
    }

    /// <summary>The one place where lengths are checked, because the loop works on references.</summary>
    private static void Check(PanelRun run, int columns)
    {
        var before = (run.Left.Length / Rows) - 1;
        _ = run.Columns[..(((columns - 1) * NetworkBlock.Pitch) + run.Length)];
        _ = run.Products[..((((Rows * before) + 1) * NetworkBlock.Pitch) + run.Length)];
        _ = run.Sums[..((before * run.Stride) + (Rows * columns))];
        _ = run.Totals[..((before * run.Stride) + Rows)];
    }

    private static ref TLanes Start<TLanes>(ReadOnlySpan<Vector512<double>> vectors)
        where TLanes : unmanaged, ILanes<TLanes> => ref Unsafe.As<Vector512<double>, TLanes>(ref MemoryMarshal.GetReference(vectors));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPanel<TLanes, TProducts, TColumns>(
        ref TLanes x0, ref TLanes x1, ref TLanes y0, ref TLanes y1, ref TLanes p0, ref TLanes p1, ref TLanes column, nint length,
        ref TLanes sumBefore, ref TLanes totalBefore, ref TLanes sum, ref TLanes total)
        where TLanes : unmanaged, ILanes<TLanes>
        where TProducts : struct, IProducts
        where TColumns : struct, IColumns
    {
        var (totalP, totalQ) = TProducts.AreMade ? (totalBefore, Unsafe.Add(ref totalBefore, 1)) : default;
        var (s0p, s0q) = Load<TLanes, TColumns>(0, ref sumBefore);
        var (s1p, s1q) = Load<TLanes, TColumns>(1, ref sumBefore);
        var (s2p, s2q) = Load<TLanes, TColumns>(2, ref sumBefore);
        var (s3p, s3q) = Load<TLanes, TColumns>(3, ref sumBefore);
        var (s4p, s4q) = Load<TLanes, TColumns>(4, ref sumBefore);
        var (s5p, s5q) = Load<TLanes, TColumns>(5, ref sumBefore);
        var (s6p, s6q) = Load<TLanes, TColumns>(6, ref sumBefore);
        var (s7p, s7q) = Load<TLanes, TColumns>(7, ref sumBefore);
        var (s8p, s8q) = Load<TLanes, TColumns>(8, ref sumBefore);
        var (s9p, s9q) = Load<TLanes, TColumns>(9, ref sumBefore);
        var (s10p, s10q) = Load<TLanes, TColumns>(10, ref sumBefore);
        var (s11p, s11q) = Load<TLanes, TColumns>(11, ref sumBefore);
        for (nint g = 0; g < length; g++)
        {
            TLanes p, q;
            if (TProducts.AreMade)
            {
                p = Unsafe.Add(ref x0, g) * Unsafe.Add(ref y0, g);
                q = Unsafe.Add(ref x1, g) * Unsafe.Add(ref y1, g);
                totalP += p;
                totalQ += q;
            }
            else
            {
                p = Unsafe.Add(ref p0, g);
                q = Unsafe.Add(ref p1, g);
            }

            if (TProducts.AreKept)
            {
                Unsafe.Add(ref p0, g) = p;
                Unsafe.Add(ref p1, g) = q;
            }

            AddColumn<TLanes, TColumns>(0, ref column, p, q, ref s0p, ref s0q);
            AddColumn<TLanes, TColumns>(1, ref column, p, q, ref s1p, ref s1q);
            AddColumn<TLanes, TColumns>(2, ref column, p, q, ref s2p, ref s2q);
            AddColumn<TLanes, TColumns>(3, ref column, p, q, ref s3p, ref s3q);
            AddColumn<TLanes, TColumns>(4, ref column, p, q, ref s4p, ref s4q);
            AddColumn<TLanes, TColumns>(5, ref column, p, q, ref s5p, ref s5q);
            AddColumn<TLanes, TColumns>(6, ref column, p, q, ref s6p, ref s6q);
            AddColumn<TLanes, TColumns>(7, ref column, p, q, ref s7p, ref s7q);
            AddColumn<TLanes, TColumns>(8, ref column, p, q, ref s8p, ref s8q);
            AddColumn<TLanes, TColumns>(9, ref column, p, q, ref s9p, ref s9q);
            AddColumn<TLanes, TColumns>(10, ref column, p, q, ref s10p, ref s10q);
            AddColumn<TLanes, TColumns>(11, ref column, p, q, ref s11p, ref s11q);
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
        Store<TLanes, TColumns>(8, ref sum, s8p, s8q);
        Store<TLanes, TColumns>(9, ref sum, s9p, s9q);
        Store<TLanes, TColumns>(10, ref sum, s10p, s10q);
        Store<TLanes, TColumns>(11, ref sum, s11p, s11q);
        if (TProducts.AreMade)
        {
            total = totalP;
            Unsafe.Add(ref total, 1) = totalQ;
        }
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

    private readonly struct Passing : IProducts
    {
        public static bool AreMade => true;

        public static bool AreKept => false;
    }

    private readonly struct Kept : IProducts
    {
        public static bool AreMade => true;

        public static bool AreKept => true;
    }

    private readonly struct Known : IProducts
    {
        public static bool AreMade => false;

        public static bool AreKept => false;
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
    private readonly struct Nine : IColumns
    {
        public static int Count => 9;
    }
    private readonly struct Ten : IColumns
    {
        public static int Count => 10;
    }
    private readonly struct Eleven : IColumns
    {
        public static int Count => 11;
    }
    private readonly struct Twelve : IColumns
    {
        public static int Count => 12;
    }
}
