using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>A dense square matrix of intervals, row-major.</summary>
/// <param name="size">Rows and columns.</param>
public sealed class IntervalMatrix(int size)
{
    private const double UnitRoundoff = 1.1102230246251565e-16; // 2^-53

    // Sums of nonnegative terms of some 2 n operations are off by 2 n u at most, relatively: below 1e-10 up to n = 10^5.
    private const double BoundRounding = 1 + 1e-10;

    // An operation that underflows loses 5e-324 at most; n^2 of them, times an entry of L, are below this times an entry of L.
    private const double Underflow = 1e-300;

    private readonly Interval[] entries = new Interval[size * size];

    /// <summary>Rows and columns.</summary>
    public int Size { get; } = size;

    /// <summary>The entry in row <paramref name="i"/> and column <paramref name="j"/>.</summary>
    public ref Interval this[int i, int j] => ref entries[(i * Size) + j];

    /// <summary>Row <paramref name="i"/>.</summary>
    public Span<Interval> Row(int i) => entries.AsSpan(i * Size, Size);

    /// <summary>The identity.</summary>
    /// <param name="size">Rows and columns.</param>
    public static IntervalMatrix Identity(int size)
    {
        var matrix = new IntervalMatrix(size);
        for (var i = 0; i < size; i++)
        {
            matrix[i, i] = 1;
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

    /// <summary>
    /// An enclosure of { L M L^T : M in this }, by midpoint and radius (Rump 1999, DOI 10.1023/A:1022374804152): with M = m +- r, entry by entry, and each computed
    /// product fl(A B) of n terms an entry within n u / (1 - n u) |A| |B| of A B for any order of summation, u = 2^-53 (Higham 2002, section 3.1),
    ///     |L M L^T - fl(fl(L m) L^T)|  at most  |L| (r + 3 n u |m|) |L|^T,
    /// since two products need 2 n u and a little. The bound is computed in doubles as well, of terms that are not negative, and then raised by far more than its own rounding.
    /// </summary>
    /// <param name="left">L, Size x Size.</param>
    public IntervalMatrix CongruentBy(Matrix left)
    {
        var (middle, spread) = (new Matrix(Size, Size), new Matrix(Size, Size));
        var unit = 3 * Size * UnitRoundoff;
        for (var i = 0; i < entries.Length; i++)
        {
            var m = entries[i].Middle;
            var radius = Math.Max(Rounding.SumUp(entries[i].Upper, -m), Rounding.SumUp(m, -entries[i].Lower));
            (middle.Data[i], spread.Data[i]) = (m, radius + (unit * Math.Abs(m)));
        }

        var absolute = new Matrix(Size, Size);
        for (var i = 0; i < left.Data.Length; i++)
        {
            absolute.Data[i] = Math.Abs(left.Data[i]);
        }

        return Around(Congruence(left, middle), Congruence(absolute, spread), Underflow * (1 + absolute.Data.Max()));
    }

    private static IntervalMatrix Around(Matrix centre, Matrix bound, double underflow)
    {
        var matrix = new IntervalMatrix(centre.Rows);
        for (var i = 0; i < centre.Data.Length; i++)
        {
            matrix.entries[i] = Interval.Around(centre.Data[i], (BoundRounding * bound.Data[i]) + underflow);
        }

        return matrix;
    }

    /// <summary>fl(fl(L M) L^T).</summary>
    private static Matrix Congruence(Matrix left, Matrix matrix)
    {
        var product = new Matrix(left.Rows, left.Rows);
        var row = new double[left.Rows];
        for (var i = 0; i < left.Rows; i++)
        {
            Array.Clear(row);
            for (var k = 0; k < left.Rows; k++)
            {
                FixedOrderSum.AddScaled(left[i, k], matrix.Row(k), row);
            }

            for (var j = 0; j < left.Rows; j++)
            {
                product[i, j] = FixedOrderSum.Dot(row, left.Row(j));
            }
        }

        return product;
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
