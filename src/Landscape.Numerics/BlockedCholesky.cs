using System.Runtime.CompilerServices;

namespace Landscape.Numerics;

/// <summary>
/// A = L L^T by panels of columns, left-looking (Golub and Van Loan, Matrix Computations, 4th ed., section 4.2.6):
/// <code>l_ij = (a_ij - l_i0 l_j0 - ... - l_i,j-1 l_j,j-1) / l_jj,   l_jj = the square root of the same difference for i = j.</code>
/// Every difference is taken in order of k by fused multiply-adds, so that L has the bits of the plain triple loop, however panels, tiles and lanes are cut.
/// A panel is brought up to date by the panels before it, its diagonal block is factored, and the rows below are solved for.
/// Left-looking because that reads what is finished, once for each panel, where right-looking would read and write all that is not.
/// </summary>
internal static class BlockedCholesky
{
    /// <summary>Factors a matrix: <see cref="Cholesky.TryFactor"/>.</summary>
    public static bool TryFactor<TLanes>(Matrix a, Matrix lower)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        using var panels = new CholeskyPanels(a.Rows);
        for (var panel = 0; panel < panels.Count; panel++)
        {
            panels.Load(a, panel);
            for (var before = 0; before < panel; before++)
            {
                Update<TLanes>(panels, panel, before);
            }

            if (!TryFactorDiagonal<TLanes>(panels, panel))
            {
                return false;
            }

            SolveBelow<TLanes>(panels, panel);
            panels.Store(panel, lower);
        }

        return true;
    }

    /// <summary>Subtracts the products with a finished panel from a later one.</summary>
    private static void Update<TLanes>(in CholeskyPanels panels, int panel, int before)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var first = panel * CholeskyPanels.Width;
        for (var group = CholeskyPanels.FirstGroup(panel); group < panels.Groups; group += CholeskyTile.MaximumGroups)
        {
            var groups = Math.Min(CholeskyTile.MaximumGroups, panels.Groups - group);
            var rows = panels.Rows<TLanes>(before, group, groups, 0);
            var columns = Math.Min(panels.Columns(panel), ((group + groups) * CholeskyPanels.Group) - first);
            for (var column = 0; column < columns; column += CholeskyTile.Columns)
            {
                CholeskyTile.Subtract(rows, ref panels.Row(before, first + column), CholeskyPanels.Width, panels.Rows<TLanes>(panel, group, groups, column));
            }
        }
    }

    /// <summary>Factors the square at the top of a panel, four columns at a time.</summary>
    private static bool TryFactorDiagonal<TLanes>(in CholeskyPanels panels, int panel)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var end = Math.Min(CholeskyPanels.FirstGroup(panel + 1), panels.Groups);
        for (var column = 0; column < panels.Columns(panel); column += CholeskyTile.Columns)
        {
            var group = CholeskyPanels.FirstGroup(panel) + (column / CholeskyPanels.Group);
            if (!TryFactorTile<TLanes>(panels, panel, group, column))
            {
                return false;
            }

            for (group++; group < end; group += CholeskyTile.MaximumGroups)
            {
                SolveTile<TLanes>(panels, panel, group, Math.Min(CholeskyTile.MaximumGroups, end - group), column);
            }
        }

        return true;
    }

    /// <summary>Factors the tile at the diagonal, whose rows are four lanes of a group.</summary>
    private static bool TryFactorTile<TLanes>(in CholeskyPanels panels, int panel, int group, int column)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var tile = panels.Rows<TLanes>(panel, group, 1, column);
        var row = (panel * CholeskyPanels.Width) + column;
        CholeskyTile.Subtract(panels.Rows<TLanes>(panel, group, 1, 0), ref panels.Row(panel, row), column, tile);
        for (var j = 0; j < CholeskyTile.Columns; j++)
        {
            ref var l = ref Unsafe.Add(ref panels.Row(panel, row + j), column * CholeskyPanels.Group);
            for (var k = 0; k < j; k++)
            {
                tile[0, j] = TLanes.FusedMultiplyAdd(-tile[0, k], Unsafe.Add(ref l, k * CholeskyPanels.Group), tile[0, j]);
            }

            ref var pivot = ref Unsafe.Add(ref l, j * CholeskyPanels.Group);
            if (!Cholesky.IsPivot(pivot))
            {
                return false;
            }

            var root = Math.Sqrt(pivot);
            tile[0, j] = tile[0, j] / root;
            pivot = root;
        }

        return true;
    }

    /// <summary>Solves for the rows below the diagonal block.</summary>
    private static void SolveBelow<TLanes>(in CholeskyPanels panels, int panel)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        for (var group = CholeskyPanels.FirstGroup(panel + 1); group < panels.Groups; group += CholeskyTile.MaximumGroups)
        {
            for (var column = 0; column < panels.Columns(panel); column += CholeskyTile.Columns)
            {
                SolveTile<TLanes>(panels, panel, group, Math.Min(CholeskyTile.MaximumGroups, panels.Groups - group), column);
            }
        }
    }

    /// <summary>Four columns of rows below the diagonal: subtracts the products with the panel's columns before, then x_j = (c_j - sum_k x_k l_jk) / l_jj.</summary>
    private static void SolveTile<TLanes>(in CholeskyPanels panels, int panel, int group, int groups, int column)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var tile = panels.Rows<TLanes>(panel, group, groups, column);
        var row = (panel * CholeskyPanels.Width) + column;
        CholeskyTile.Subtract(panels.Rows<TLanes>(panel, group, groups, 0), ref panels.Row(panel, row), column, tile);
        for (var j = 0; j < CholeskyTile.Columns; j++)
        {
            ref var l = ref Unsafe.Add(ref panels.Row(panel, row + j), column * CholeskyPanels.Group);
            for (var g = 0; g < groups; g++)
            {
                for (var k = 0; k < j; k++)
                {
                    tile[g, j] = TLanes.FusedMultiplyAdd(-tile[g, k], Unsafe.Add(ref l, k * CholeskyPanels.Group), tile[g, j]);
                }

                tile[g, j] = tile[g, j] / Unsafe.Add(ref l, j * CholeskyPanels.Group);
            }
        }
    }
}
