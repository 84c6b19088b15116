using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// K = K_1 (x) ... (x) K_d with K_k = Q_k diag(lambda_k) Q_k^T, hence K + nu I = Q diag(lambda + nu) Q^T with Q = Q_1 (x) ... (x) Q_d and
/// lambda the products of the factors' eigenvalues: S = Q diag(sqrt(lambda + nu)), applied one coordinate at a time.
/// </summary>
internal sealed class KroneckerGaussianProcess : GaussianProcess
{
    private readonly Matrix[] eigenvectors;
    private readonly double[] roots;

    public KroneckerGaussianProcess(IReadOnlyList<Covariance> factors, IReadOnlyList<double[]> axes, string label)
    {
        eigenvectors = new Matrix[axes.Count];
        var (eigenvalues, meanVariance) = (new[] { 1.0 }, 1.0);
        for (var k = 0; k < axes.Count; k++)
        {
            var matrix = factors[k].MatrixOn(Column(axes[k]));
            meanVariance *= Enumerable.Range(0, matrix.Rows).Sum(i => matrix[i, i]) / matrix.Rows;
            var eigen = SymmetricEigen.Decompose(matrix);
            eigenvectors[k] = Transpose(eigen.Vectors);
            eigenvalues = [.. eigenvalues.SelectMany(_ => eigen.Values, (left, right) => left * right)];
        }

        Nugget = SmallestNugget(meanVariance, label, nugget => Array.TrueForAll(eigenvalues, value => value + nugget > 0));
        roots = Array.ConvertAll(eigenvalues, value => Math.Sqrt(value + Nugget));
    }

    protected override int Count => roots.Length;

    public override double[] Apply(double[] normals)
    {
        var values = normals.Zip(roots, (normal, root) => normal * root).ToArray();
        var stride = 1;
        for (var k = eigenvectors.Length - 1; k >= 0; k--)
        {
            MultiplyAlongAxis(values, eigenvectors[k], stride);
            stride *= eigenvectors[k].Rows;
        }

        return values;
    }

    /// <summary>Multiplies every fibre of one coordinate, whose entries are <paramref name="stride"/> apart, by a square matrix.</summary>
    private static void MultiplyAlongAxis(double[] values, Matrix matrix, int stride)
    {
        var fibre = new double[matrix.Rows];
        for (var start = 0; start < values.Length; start++)
        {
            if (start / stride % matrix.Rows != 0)
            {
                continue;
            }

            for (var i = 0; i < fibre.Length; i++)
            {
                fibre[i] = values[start + (i * stride)];
            }

            for (var i = 0; i < fibre.Length; i++)
            {
                values[start + (i * stride)] = FixedOrderSum.Dot(matrix.Row(i), fibre);
            }
        }
    }

    private static Matrix Column(double[] axis)
    {
        var column = new Matrix(axis.Length, 1);
        axis.CopyTo(column.Data, 0);
        return column;
    }

    private static Matrix Transpose(Matrix matrix)
    {
        var transposed = new Matrix(matrix.Columns, matrix.Rows);
        for (var i = 0; i < matrix.Rows; i++)
        {
            for (var j = 0; j < matrix.Columns; j++)
            {
                transposed[j, i] = matrix[i, j];
            }
        }

        return transposed;
    }
}
