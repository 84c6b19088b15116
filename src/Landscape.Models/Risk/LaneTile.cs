using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Landscape.Models;

/// <summary>
/// The innermost loop of the kernels: sums[4 c + i] += sum_g rows_i,g columns_c,g for four rows and one to four columns, each lane for
/// itself. Sixteen sums stay in registers and cost eight loads a step, so that the multiply-add units and not the loads are the limit.
/// Rows and columns are <see cref="NetworkBlock.Pitch"/> vectors apart, a constant that the compiler folds into the addresses.
/// </summary>
internal static class LaneTile
{
    /// <summary>Rows of a tile, and its largest number of columns.</summary>
    public const int Size = 4;

    private const int Pitch = NetworkBlock.Pitch;

    private interface IColumns
    {
        static abstract int Count { get; }
    }

    /// <summary>Adds the products of four rows with <paramref name="count"/> columns.</summary>
    /// <param name="rows">Four rows, a pitch apart.</param>
    /// <param name="columns">The columns, a pitch apart.</param>
    /// <param name="count">Number of columns, 1..4.</param>
    /// <param name="length">Vectors of a row and of a column.</param>
    /// <param name="sums">4 vectors for each column.</param>
    public static void Add(ReadOnlySpan<Vector512<double>> rows, ReadOnlySpan<Vector512<double>> columns, int count, int length, Span<Vector512<double>> sums)
    {
        // The one place where lengths are checked: the loop below works on references.
        ref var row = ref MemoryMarshal.GetReference(rows[..(((Size - 1) * Pitch) + length)]);
        ref var column = ref MemoryMarshal.GetReference(columns[..(((count - 1) * Pitch) + length)]);
        ref var sum = ref MemoryMarshal.GetReference(sums[..(Size * count)]);
        switch (count)
        {
            case 1: Add<One>(ref row, ref column, length, ref sum); break;
            case 2: Add<Two>(ref row, ref column, length, ref sum); break;
            case 3: Add<Three>(ref row, ref column, length, ref sum); break;
            default: Add<Four>(ref row, ref column, length, ref sum); break;
        }
    }

    private static void Add<TColumns>(ref Vector512<double> row, ref Vector512<double> column, int length, ref Vector512<double> sum)
        where TColumns : struct, IColumns
    {
        var (s0, s1, s2, s3) = Load(ref sum, 0, 0 < TColumns.Count);
        var (t0, t1, t2, t3) = Load(ref sum, 4, 1 < TColumns.Count);
        var (u0, u1, u2, u3) = Load(ref sum, 8, 2 < TColumns.Count);
        var (v0, v1, v2, v3) = Load(ref sum, 12, 3 < TColumns.Count);
        for (; length > 0; length--)
        {
            var (a0, a1, a2, a3) = (row, Unsafe.Add(ref row, Pitch), Unsafe.Add(ref row, 2 * Pitch), Unsafe.Add(ref row, 3 * Pitch));
            AddColumn(a0, a1, a2, a3, column, ref s0, ref s1, ref s2, ref s3);
            if (1 < TColumns.Count)
            {
                AddColumn(a0, a1, a2, a3, Unsafe.Add(ref column, Pitch), ref t0, ref t1, ref t2, ref t3);
            }

            if (2 < TColumns.Count)
            {
                AddColumn(a0, a1, a2, a3, Unsafe.Add(ref column, 2 * Pitch), ref u0, ref u1, ref u2, ref u3);
            }

            if (3 < TColumns.Count)
            {
                AddColumn(a0, a1, a2, a3, Unsafe.Add(ref column, 3 * Pitch), ref v0, ref v1, ref v2, ref v3);
            }

            row = ref Unsafe.Add(ref row, 1);
            column = ref Unsafe.Add(ref column, 1);
        }

        Store(ref sum, 0, 0 < TColumns.Count, s0, s1, s2, s3);
        Store(ref sum, 4, 1 < TColumns.Count, t0, t1, t2, t3);
        Store(ref sum, 8, 2 < TColumns.Count, u0, u1, u2, u3);
        Store(ref sum, 12, 3 < TColumns.Count, v0, v1, v2, v3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddColumn(
        Vector512<double> a0, Vector512<double> a1, Vector512<double> a2, Vector512<double> a3, Vector512<double> column,
        ref Vector512<double> s0, ref Vector512<double> s1, ref Vector512<double> s2, ref Vector512<double> s3)
    {
        s0 = Vector512.FusedMultiplyAdd(a0, column, s0);
        s1 = Vector512.FusedMultiplyAdd(a1, column, s1);
        s2 = Vector512.FusedMultiplyAdd(a2, column, s2);
        s3 = Vector512.FusedMultiplyAdd(a3, column, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> S0, Vector512<double> S1, Vector512<double> S2, Vector512<double> S3) Load(
        ref Vector512<double> sum, int first, bool exists) => exists
        ? (Unsafe.Add(ref sum, first), Unsafe.Add(ref sum, first + 1), Unsafe.Add(ref sum, first + 2), Unsafe.Add(ref sum, first + 3))
        : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        ref Vector512<double> sum, int first, bool exists,
        Vector512<double> s0, Vector512<double> s1, Vector512<double> s2, Vector512<double> s3)
    {
        if (exists)
        {
            Unsafe.Add(ref sum, first) = s0;
            Unsafe.Add(ref sum, first + 1) = s1;
            Unsafe.Add(ref sum, first + 2) = s2;
            Unsafe.Add(ref sum, first + 3) = s3;
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
}
