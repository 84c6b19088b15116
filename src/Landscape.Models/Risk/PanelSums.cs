using System.Runtime.Intrinsics;
using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// C = A B^T over the nodes, and the sums of A's rows, added up block by block and lane by lane, where each row of A is the product of two rows of storage. Rows
/// are taken two at a time (a panel). The first columns make the products of a chunk of panels, the others find them in the second-level cache, while
/// the columns themselves stay in the first.
/// </summary>
internal sealed class PanelSums
{
    /// <summary>Distance of a row's neighbouring entries in <see cref="Row"/>.</summary>
    public const int Stride = LaneTile.Rows;

    // 64 panels of two products are 270 kB: smaller chunks fetch the columns too often, larger ones leave a cache of 1 MB.
    private const int ChunkPanels = 64;

    private readonly int columns;
    private readonly int group;
    private readonly int[] left;
    private readonly int[] right;
    private readonly int[] needed;
    private readonly AlignedVectors products;
    private readonly AlignedVectors sums;
    private readonly double[] reduced;
    private bool isClear;

    /// <summary>Sums for row i of A = (row Left of one storage) times (row Right of another): with the first Needed columns, and alone.</summary>
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
        products = new AlignedVectors(LaneTile.Rows * NetworkBlock.Pitch * Math.Min(needed.Length, ChunkPanels));
        sums = new AlignedVectors(needed.Length * PanelSize);
        reduced = new double[needed.Length * PanelSize];
    }

    /// <summary>Sums of a panel: with each column, and alone.</summary>
    private int PanelSize => LaneTile.Rows * (columns + 1);

    /// <summary>Starts again from zero.</summary>
    public void Clear() => isClear = true;

    /// <summary>Adds a block.</summary>
    /// <param name="leftRows">Storage of the left factors.</param>
    /// <param name="rightRows">Storage of the right factors.</param>
    /// <param name="b">The columns of B, a pitch apart.</param>
    /// <param name="length">Vectors in this block.</param>
    public void Add(Span<Vector512<double>> leftRows, Span<Vector512<double>> rightRows, ReadOnlySpan<Vector512<double>> b, int length)
    {
        for (var chunk = 0; chunk < needed.Length; chunk += ChunkPanels)
        {
            var end = Math.Min(chunk + ChunkPanels, needed.Length);
            for (var column = 0; column < columns; column += group)
            {
                for (int panel = chunk, next; panel < end; panel = next)
                {
                    var count = Count(panel, column);
                    next = RunEnd(panel, end, column);
                    if (count > 0)
                    {
                        Add(count, column, new PanelRun
                        {
                            Left = left.AsSpan((LaneTile.Rows * panel)..(LaneTile.Rows * next)),
                            Right = right.AsSpan((LaneTile.Rows * panel)..(LaneTile.Rows * next)),
                            LeftRows = leftRows,
                            RightRows = rightRows,
                            Products = products.Span[((panel - chunk) * LaneTile.Rows * NetworkBlock.Pitch)..],
                            Columns = b[(column * NetworkBlock.Pitch)..],
                            Sums = sums.Span[((panel * PanelSize) + (LaneTile.Rows * column))..],
                            Totals = sums.Span[((panel * PanelSize) + (LaneTile.Rows * columns))..],
                            Stride = PanelSize,
                            Length = length,
                            Starts = isClear,
                        });
                    }
                }
            }
        }

        isClear = false;
    }

    private void Add(int count, int column, PanelRun run)
    {
        if (column == 0)
        {
            LaneTile.Make(run, group < columns, count);
        }
        else
        {
            LaneTile.Reuse(run, count);
        }
    }

    /// <summary>How many columns a panel wants from <paramref name="column"/> on.</summary>
    private int Count(int panel, int column) => Math.Min(group, needed[panel] - column);

    /// <summary>The end of the panels from <paramref name="panel"/> on that want as many columns.</summary>
    private int RunEnd(int panel, int end, int column)
    {
        var next = panel + 1;
        while (next < end && Count(next, column) == Count(panel, column))
        {
            next++;
        }

        return next;
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

    /// <summary>Row i of C after <see cref="Reduce"/>; column c stands at c times <see cref="Stride"/>, and the sum of the row's products alone at the end.</summary>
    public ReadOnlySpan<double> Row(int i) =>
        reduced.AsSpan((i / LaneTile.Rows * PanelSize) + (i % LaneTile.Rows), (LaneTile.Rows * columns) + 1);
}
