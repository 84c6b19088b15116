using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>A dense square matrix of intervals, row-major.</summary>
/// <param name="size">Rows and columns.</param>
public sealed class IntervalMatrix(int size)
{
    private readonly Interval[] entries = new Interval[size * size];

    /// <summary>Rows and columns.</summary>
    public int Size { get; } = size;

    /// <summary>The entry in row <paramref name="i"/> and column <paramref name="j"/>.</summary>
    public ref Interval this[int i, int j] => ref entries[(i * Size) + j];

    /// <summary>Row <paramref name="i"/>.</summary>
    public Span<Interval> Row(int i) => entries.AsSpan(i * Size, Size);

    /// <summary>A matrix of doubles, exactly.</summary>
    /// <param name="exact">Square.</param>
    public static IntervalMatrix Of(Matrix exact)
    {
        var matrix = new IntervalMatrix(exact.Rows);
        for (var i = 0; i < exact.Data.Length; i++)
        {
            matrix.entries[i] = exact.Data[i];
        }

        return matrix;
    }

    /// <summary>An enclosure of { left M : M in this }.</summary>
    /// <param name="left">A matrix of doubles, Size x Size.</param>
    public IntervalMatrix MultipliedFromLeft(Matrix left)
    {
        var product = new IntervalMatrix(Size);
        for (var i = 0; i < Size; i++)
        {
            var sums = product.Row(i);
            for (var k = 0; k < Size; k++)
            {
                AddScaled(left[i, k], Row(k), sums);
            }
        }

        return product;
    }

    /// <summary>The transposed matrix.</summary>
    public IntervalMatrix Transposed()
    {
        var transposed = new IntervalMatrix(Size);
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                transposed[j, i] = this[i, j];
            }
        }

        return transposed;
    }

    /// <summary>An upper bound on the row sum sum_j |M_ij| over all matrices in this.</summary>
    public double RowMagnitude(int i)
    {
        var sum = 0.0;
        foreach (var entry in Row(i))
        {
            sum = Rounding.SumUp(sum, entry.Magnitude);
        }

        return sum;
    }

    private static void AddScaled(double scale, ReadOnlySpan<Interval> row, Span<Interval> sums)
    {
        for (var j = 0; j < row.Length; j++)
        {
            sums[j] += row[j] * scale;
        }
    }
}
