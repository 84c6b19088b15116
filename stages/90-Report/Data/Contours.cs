namespace Landscape.Stages.Report;

/// <summary>
/// Level sets of a function on a regular grid by marching squares (Lorensen and Cline 1987, DOI 10.1145/37401.37422, in two dimensions): the region
/// {f &lt;= level} as closed rings with the region on the left, cut off at the grid's border, values between nodes by linear interpolation. A cell whose
/// corners alternate is decided by the mean of its corners.
/// </summary>
internal sealed class Contours
{
    // Where a ring enters and leaves a cell, by which corners are inside. Corners 1, 2, 4, 8 are (0, 0), (1, 0), (1, 1), (0, 1); sides 0 to 3 follow corners 1 to 8.
    private static readonly int[][] Sides =
        [[], [0, 3], [1, 0], [1, 3], [2, 1], [], [2, 0], [2, 3], [3, 2], [0, 2], [], [1, 2], [3, 1], [0, 1], [3, 0], []];

    private readonly double[,] values;
    private readonly int columns;
    private readonly int rows;

    /// <summary>Takes f at the nodes.</summary>
    /// <param name="values">f at (column, row), at least 2 x 2.</param>
    public Contours(double[,] values)
    {
        (columns, rows) = (values.GetLength(0) + 2, values.GetLength(1) + 2);
        this.values = new double[columns, rows];
        for (var i = 0; i < columns; i++)
        {
            for (var j = 0; j < rows; j++)
            {
                var isBorder = i == 0 || j == 0 || i == columns - 1 || j == rows - 1;
                this.values[i, j] = isBorder ? double.PositiveInfinity : values[i - 1, j - 1];
            }
        }
    }

    /// <summary>The rings around {f &lt;= level}, in grid units: (0, 0) is the first node. The first point is not repeated at the end.</summary>
    public IReadOnlyList<IReadOnlyList<(double X, double Y)>> Below(double level)
    {
        var next = new SortedDictionary<(int, int, bool), (int, int, bool)>();
        for (var i = 0; i + 1 < columns; i++)
        {
            for (var j = 0; j + 1 < rows; j++)
            {
                foreach (var (from, to) in Segments(i, j, level))
                {
                    next[from] = to;
                }
            }
        }

        var rings = new List<IReadOnlyList<(double, double)>>();
        while (next.Count > 0)
        {
            rings.Add(Trace(next, level));
        }

        return rings;
    }

    private List<(double, double)> Trace(SortedDictionary<(int, int, bool), (int, int, bool)> next, double level)
    {
        var ring = new List<(double, double)>();
        for (var side = next.First().Key; next.Remove(side, out var following); side = following)
        {
            ring.Add(Crossing(side, level));
        }

        return ring;
    }

    private IEnumerable<((int, int, bool) From, (int, int, bool) To)> Segments(int i, int j, double level)
    {
        double[] corners = [values[i, j], values[i + 1, j], values[i + 1, j + 1], values[i, j + 1]];
        var inside = Enumerable.Range(0, 4).Sum(k => corners[k] <= level ? 1 << k : 0);
        var joined = corners.Average() <= level;
        int[] sides = inside switch
        {
            5 => joined ? [0, 1, 2, 3] : [0, 3, 2, 1],
            10 => joined ? [1, 2, 3, 0] : [1, 0, 3, 2],
            _ => Sides[inside],
        };
        for (var k = 0; k < sides.Length; k += 2)
        {
            yield return (Key(i, j, sides[k]), Key(i, j, sides[k + 1]));
        }
    }

    /// <summary>A side as (column, row, is vertical) of its lower end: two cells that share a side agree on it.</summary>
    private static (int, int, bool) Key(int i, int j, int side) => side switch
    {
        0 => (i, j, false),
        1 => (i + 1, j, true),
        2 => (i, j + 1, false),
        _ => (i, j, true),
    };

    private (double, double) Crossing((int I, int J, bool IsVertical) side, double level)
    {
        var (i, j, vertical) = side;
        var (start, end) = (values[i, j], vertical ? values[i, j + 1] : values[i + 1, j]);
        // Next to the border the crossing is the node itself: the border has no width.
        var t = double.IsInfinity(start) ? 1 : double.IsInfinity(end) ? 0 : (level - start) / (end - start);
        return (i - 1 + (vertical ? 0 : t), j - 1 + (vertical ? t : 0));
    }
}
