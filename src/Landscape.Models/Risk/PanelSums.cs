using System.Runtime.Intrinsics;
using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// C = A B^T over the nodes, added up block by block and lane by lane, where each row of A is the product of two rows of storage. Rows are
/// taken two at a time (a panel), columns up to eight at a time, which stay in the first-level cache while all panels pass.
/// </summary>
internal sealed class PanelSums
{
    /// <summary>Distance of a row's neighbouring entries in <see cref="Row"/>.</summary>
    public const int Stride = LaneTile.Rows;

    private readonly int columns;
    private readonly int group;
    private readonly int[] left;
    private readonly int[] right;
    private readonly int[] needed;
    private readonly AlignedVectors sums;
    private readonly double[] reduced;

    /// <summary>Sums for row i of A = (row Left of one storage) times (row Right of another) with the first Needed columns.</summary>
    /// <param name="rows">Row numbers of the factors, and how many columns are wanted.</param>
    /// <param name="columns">Columns of B.</param>
    public PanelSums(IReadOnlyList<(int Left, int Right, int Needed)> rows, int columns)
    {
        this.columns = columns;
        var groups = (columns + LaneTile.MaximumColumns - 1) / LaneTile.MaximumColumns;
        group = (columns + groups - 1) / groups;

        // The last panel is filled up with a repetition of its last row, whose sums nobody reads.
        var padded = rows.Count % LaneTile.Rows == 0 ? rows : [.. rows, rows[^1]];
        left = [.. padded.Select(f => f.Left * NetworkBlock.Pitch)];
        right = [.. padded.Select(f => f.Right * NetworkBlock.Pitch)];
        needed = [.. padded.Chunk(LaneTile.Rows).Select(panel => panel.Max(f => f.Needed))];
        sums = new AlignedVectors(padded.Count * columns);
        reduced = new double[padded.Count * columns];
    }

    /// <summary>Starts again from zero.</summary>
    public void Clear() => sums.Span.Clear();

    /// <summary>Adds a block.</summary>
    /// <param name="leftRows">Storage of the left factors.</param>
    /// <param name="rightRows">Storage of the right factors.</param>
    /// <param name="b">The columns of B, a pitch apart.</param>
    /// <param name="length">Vectors in this block.</param>
    public void Add(Span<Vector512<double>> leftRows, Span<Vector512<double>> rightRows, ReadOnlySpan<Vector512<double>> b, int length)
    {
        for (var column = 0; column < columns; column += group)
        {
            for (var panel = 0; panel < needed.Length; panel++)
            {
                var count = Math.Min(group, needed[panel] - column);
                if (count > 0)
                {
                    var (first, second) = (LaneTile.Rows * panel, (LaneTile.Rows * panel) + 1);
                    var x = new LaneTile.TwoRows(leftRows, left[first], left[second], length);
                    var y = new LaneTile.TwoRows(rightRows, right[first], right[second], length);
                    var tile = sums.Span.Slice(LaneTile.Rows * ((panel * columns) + column), LaneTile.Rows * count);
                    LaneTile.Add(x, y, b[(column * NetworkBlock.Pitch)..], count, length, tile);
                }
            }
        }
    }

    /// <summary>Adds up the lanes.</summary>
    public void Reduce()
    {
        var lanes = sums.Span;
        for (var i = 0; i < lanes.Length && i < reduced.Length; i++)
        {
            reduced[i] = FixedOrderSum.Lanes(lanes[i]);
        }
    }

    /// <summary>Row i of C after <see cref="Reduce"/>; column c stands at c times <see cref="Stride"/>.</summary>
    public ReadOnlySpan<double> Row(int i) => reduced.AsSpan((i / LaneTile.Rows * LaneTile.Rows * columns) + (i % LaneTile.Rows));
}
