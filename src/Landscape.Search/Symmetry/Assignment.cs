using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>
/// The linear assignment problem: the permutation p that minimises sum_i cost(i, p(i)). Shortest augmenting paths with potentials,
/// O(n^3) (Kuhn 1955, DOI 10.1002/nav.3800020109; Jonker and Volgenant 1987, DOI 10.1007/BF02278710).
/// </summary>
internal static class Assignment
{
    /// <summary>The optimal permutation: entry i is the column assigned to row i.</summary>
    /// <param name="cost">n x n, finite.</param>
    public static int[] Solve(Matrix cost)
    {
        var n = cost.Rows;
        var (rowPotential, columnPotential) = (new double[n + 1], new double[n + 1]);
        var rowOf = new int[n + 1]; // rowOf[column], 1-based; 0 = free. Column 0 holds the row that is being inserted.
        for (var row = 1; row <= n; row++)
        {
            rowOf[0] = row;
            Augment(cost, rowPotential, columnPotential, rowOf);
        }

        var columnOf = new int[n];
        for (var column = 1; column <= n; column++)
        {
            columnOf[rowOf[column] - 1] = column - 1;
        }

        return columnOf;
    }

    private static void Augment(Matrix cost, double[] rowPotential, double[] columnPotential, int[] rowOf)
    {
        var n = cost.Rows;
        var distance = new double[n + 1];
        var previous = new int[n + 1];
        var visited = new bool[n + 1];
        Array.Fill(distance, double.PositiveInfinity);
        var column = 0;
        while (rowOf[column] != 0)
        {
            visited[column] = true;
            var row = rowOf[column];
            var (nearest, delta) = (0, double.PositiveInfinity);
            for (var j = 1; j <= n; j++)
            {
                if (visited[j])
                {
                    continue;
                }

                var reduced = cost[row - 1, j - 1] - rowPotential[row] - columnPotential[j];
                (distance[j], previous[j]) = reduced < distance[j] ? (reduced, column) : (distance[j], previous[j]);
                (nearest, delta) = distance[j] < delta ? (j, distance[j]) : (nearest, delta);
            }

            Shift(rowPotential, columnPotential, rowOf, distance, visited, delta);
            column = nearest;
        }

        for (; column != 0; column = previous[column])
        {
            rowOf[column] = rowOf[previous[column]];
        }
    }

    private static void Shift(double[] rowPotential, double[] columnPotential, int[] rowOf, double[] distance, bool[] visited, double delta)
    {
        for (var j = 0; j < visited.Length; j++)
        {
            if (visited[j])
            {
                rowPotential[rowOf[j]] += delta;
                columnPotential[j] -= delta;
            }
            else
            {
                distance[j] -= delta;
            }
        }
    }
}
