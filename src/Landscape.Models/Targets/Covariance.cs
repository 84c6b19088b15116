using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// A covariance function k(x, y) on R^d: symmetric and positive semidefinite. A kernel is written once, over eight lanes, each a pair of points; one pair
/// is lane 0, so that k has equal bits wherever it is evaluated.
/// </summary>
public abstract class Covariance
{
    /// <summary>The label in tables and figures, such as <c>squared-exponential(length=0.5)</c>.</summary>
    public abstract string Label { get; }

    /// <summary>k(x, y).</summary>
    /// <param name="x">d coordinates.</param>
    /// <param name="y">d coordinates.</param>
    public double At(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Span<Vector512<double>> points = stackalloc Vector512<double>[x.Length + y.Length];
        Spread(x, points);
        Spread(y, points[x.Length..]);
        return At(points[..x.Length], points[x.Length..]).ToScalar();
    }

    /// <summary>k(x, y) for eight pairs of points, each lane for itself.</summary>
    /// <param name="x">d coordinates.</param>
    /// <param name="y">d coordinates.</param>
    public abstract Vector512<double> At(ReadOnlySpan<Vector512<double>> x, ReadOnlySpan<Vector512<double>> y);

    /// <summary>
    /// Kernels k_1..k_d on the line with k(x, y) = k_1(x_1, y_1) ... k_d(x_d, y_d), if k is such a product: on a tensor design the
    /// covariance matrix is then the Kronecker product of theirs. Null if it is not.
    /// </summary>
    /// <param name="inputDimension">d.</param>
    public virtual IReadOnlyList<Covariance>? CoordinateFactors(int inputDimension) => inputDimension == 1 ? [this] : null;

    /// <summary>K, N x N: k at every pair of nodes, each pair once.</summary>
    /// <param name="nodes">N x d.</param>
    public Matrix MatrixOn(Matrix nodes)
    {
        var matrix = new Matrix(nodes.Rows, nodes.Rows);
        var groups = GroupsOfEight(nodes);
        for (var first = 0; first < nodes.Rows; first += Vector512<double>.Count)
        {
            var end = Math.Min(first + Vector512<double>.Count, nodes.Rows);
            for (var i = first; i < end; i++)
            {
                FillRow(nodes.Row(i), groups, matrix.Row(i)[..end]);
            }

            Mirror(matrix, first, end);
        }

        return matrix;
    }

    /// <summary>k between one node and the first nodes, as many as the row is long.</summary>
    private void FillRow(ReadOnlySpan<double> node, Vector512<double>[] groups, Span<double> row)
    {
        Span<Vector512<double>> x = stackalloc Vector512<double>[node.Length];
        Spread(node, x);
        var whole = MemoryMarshal.Cast<double, Vector512<double>>(row);
        for (var g = 0; g < whole.Length; g++)
        {
            whole[g] = At(x, groups.AsSpan(g * x.Length, x.Length));
        }

        var rest = row[(whole.Length * Vector512<double>.Count)..];
        if (rest.Length > 0)
        {
            Span<Vector512<double>> last = [At(x, groups.AsSpan(whole.Length * x.Length, x.Length))];
            MemoryMarshal.Cast<Vector512<double>, double>(last)[..rest.Length].CopyTo(rest);
        }
    }

    /// <summary>Copies up to eight rows into the columns above the diagonal: of every row above, a line of memory at a time.</summary>
    private static void Mirror(Matrix matrix, int first, int end)
    {
        for (var j = 0; j < end; j++)
        {
            for (var i = Math.Max(first, j + 1); i < end; i++)
            {
                matrix[j, i] = matrix[i, j];
            }
        }
    }

    /// <summary>Coordinate k of nodes 8 g, ..., 8 g + 7 in vector g d + k; nodes that fill the last group up are 0.</summary>
    private static Vector512<double>[] GroupsOfEight(Matrix nodes)
    {
        var groups = new Vector512<double>[(nodes.Rows + Vector512<double>.Count - 1) / Vector512<double>.Count * nodes.Columns];
        var coordinates = MemoryMarshal.Cast<Vector512<double>, double>(groups.AsSpan());
        for (var s = 0; s < nodes.Rows; s++)
        {
            var (group, lane) = (s / Vector512<double>.Count, s % Vector512<double>.Count);
            for (var k = 0; k < nodes.Columns; k++)
            {
                coordinates[(((group * nodes.Columns) + k) * Vector512<double>.Count) + lane] = nodes[s, k];
            }
        }

        return groups;
    }

    private static void Spread(ReadOnlySpan<double> point, Span<Vector512<double>> lanes)
    {
        for (var k = 0; k < point.Length; k++)
        {
            lanes[k] = Vector512.Create(point[k]);
        }
    }
}
