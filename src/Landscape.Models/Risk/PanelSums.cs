using System.Runtime.Intrinsics;
using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// C = A B^T over the nodes, rows of A by columns of B, added up block by block and lane by lane. The caller makes A four rows (a panel)
/// at a time, in cache, and may leave out columns that it does not need.
/// </summary>
/// <param name="rows">Rows of A.</param>
/// <param name="columns">Columns of B.</param>
internal sealed class PanelSums(int rows, int columns)
{
    private readonly AlignedVectors sums = new((rows + LaneTile.Size - 1) / LaneTile.Size * LaneTile.Size * columns);
    private readonly double[] reduced = new double[rows * columns];

    /// <summary>Number of panels.</summary>
    public int Panels { get; } = (rows + LaneTile.Size - 1) / LaneTile.Size;

    /// <summary>Starts again from zero.</summary>
    public void Clear() => sums.Span.Clear();

    /// <summary>Adds the products of a panel with the columns <paramref name="from"/> up to but not including <paramref name="to"/>.</summary>
    /// <param name="panel">Index of the panel.</param>
    /// <param name="panelRows">Its four rows; those beyond the last row of A only need memory.</param>
    /// <param name="b">All columns of B, a pitch apart.</param>
    /// <param name="from">First column.</param>
    /// <param name="to">Column after the last.</param>
    /// <param name="length">Vectors in this block.</param>
    public void Add(int panel, ReadOnlySpan<Vector512<double>> panelRows, ReadOnlySpan<Vector512<double>> b, int from, int to, int length)
    {
        for (var column = from; column < to; column += LaneTile.Size)
        {
            var count = Math.Min(LaneTile.Size, to - column);
            var tile = sums.Span.Slice(LaneTile.Size * ((panel * columns) + column), LaneTile.Size * count);
            LaneTile.Add(panelRows, b[(column * NetworkBlock.Pitch)..], count, length, tile);
        }
    }

    /// <summary>Adds up the lanes of the columns from <paramref name="from"/> on.</summary>
    public void Reduce(int from = 0)
    {
        for (var row = 0; row < rows; row++)
        {
            var first = (row / LaneTile.Size * LaneTile.Size * columns) + (row % LaneTile.Size);
            for (var column = from; column < columns; column++)
            {
                reduced[(row * columns) + column] = FixedOrderSum.Lanes(sums.Span[first + (LaneTile.Size * column)]);
            }
        }
    }

    /// <summary>A row of C after <see cref="Reduce"/>.</summary>
    public ReadOnlySpan<double> Row(int row) => reduced.AsSpan(row * columns, columns);
}
