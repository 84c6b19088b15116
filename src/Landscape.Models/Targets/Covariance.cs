using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>A covariance function k(x, y) on R^d: symmetric and positive semidefinite.</summary>
public abstract class Covariance
{
    /// <summary>The label in tables and figures, such as <c>squared-exponential(length=0.5)</c>.</summary>
    public abstract string Label { get; }

    /// <summary>k(x, y).</summary>
    /// <param name="x">d coordinates.</param>
    /// <param name="y">d coordinates.</param>
    public abstract double At(ReadOnlySpan<double> x, ReadOnlySpan<double> y);

    /// <summary>
    /// Kernels k_1..k_d on the line with k(x, y) = k_1(x_1, y_1) ... k_d(x_d, y_d), if k is such a product: on a tensor design the
    /// covariance matrix is then the Kronecker product of theirs. Null if it is not.
    /// </summary>
    /// <param name="inputDimension">d.</param>
    public virtual IReadOnlyList<Covariance>? CoordinateFactors(int inputDimension) => inputDimension == 1 ? [this] : null;

    /// <summary>K, N x N: k at every pair of nodes.</summary>
    /// <param name="nodes">N x d.</param>
    public Matrix MatrixOn(Matrix nodes)
    {
        var matrix = new Matrix(nodes.Rows, nodes.Rows);
        for (var i = 0; i < nodes.Rows; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                matrix[i, j] = matrix[j, i] = At(nodes.Row(i), nodes.Row(j));
            }
        }

        return matrix;
    }
}
