using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// A critical point of |W_2 W_1 - S|^2 / 2 for a square S = U diag(s) V^T with distinct s > 0 and width k, built from a subset I of at most k singular values
/// (Baldi and Hornik 1989, DOI 10.1016/0893-6080(89)90014-2): W_2 = [U_I diag(sqrt(s_I)), 0] G^-1, W_1 = G [diag(sqrt(s_I)) V_I^T; 0] with any regular G.
/// With r = |I| its value is sum over j not in I of s_j^2 / 2, its index #{i in I, j not in I : s_j > s_i} + (k - r)(p - r) and its nullity r^2 + 2 r (k - r).
/// </summary>
/// <param name="Theta">W_1 (k x p), then W_2 (p x k).</param>
/// <param name="Value">The value by the closed form.</param>
/// <param name="Index">The Morse index by the closed form.</param>
/// <param name="Nullity">The nullity by the closed form.</param>
public sealed record LeastSquaresCriticalPoint(double[] Theta, double Value, int Index, int Nullity)
{
    /// <summary>Builds the point of a subset.</summary>
    /// <param name="target">The target by its singular values and vectors.</param>
    /// <param name="subset">I, distinct positions of singular values.</param>
    /// <param name="mixing">G, k x k, unit lower triangular.</param>
    /// <exception cref="ArgumentException">The subset is larger than the width.</exception>
    public static LeastSquaresCriticalPoint Of(SingularTarget target, IReadOnlyList<int> subset, Matrix mixing)
    {
        var (p, k, r) = (target.Values.Length, mixing.Rows, subset.Count);
        if (r > k)
        {
            throw new ArgumentException($"a subset of {r} singular values does not fit a width of {k}", nameof(subset));
        }

        var theta = new double[2 * p * k];
        FillFirst(target, subset, mixing, theta);
        FillSecond(target, subset, mixing, theta.AsSpan(p * k));
        var rest = Enumerable.Range(0, p).Except(subset).ToList();
        var value = rest.Sum(j => target.Values[j] * target.Values[j] / 2);
        var index = subset.Sum(i => rest.Count(j => target.Values[j] > target.Values[i])) + ((k - r) * (p - r));
        return new LeastSquaresCriticalPoint(theta, value, index, (r * r) + (2 * r * (k - r)));
    }

    /// <summary>W_1 = G [diag(sqrt(s_I)) V_I^T; 0].</summary>
    private static void FillFirst(SingularTarget target, IReadOnlyList<int> subset, Matrix mixing, Span<double> w1)
    {
        var p = target.Values.Length;
        for (var row = 0; row < mixing.Rows; row++)
        {
            for (var i = 0; i < subset.Count; i++)
            {
                FixedOrderSum.AddScaled(mixing[row, i] * Math.Sqrt(target.Values[subset[i]]), target.Right.Row(subset[i]), w1.Slice(row * p, p));
            }
        }
    }

    /// <summary>W_2 G = [U_I diag(sqrt(s_I)), 0], solved from the last column on: G has ones on its diagonal and zeros above.</summary>
    private static void FillSecond(SingularTarget target, IReadOnlyList<int> subset, Matrix mixing, Span<double> w2)
    {
        var k = mixing.Rows;
        for (var row = 0; row < target.Values.Length; row++)
        {
            for (var column = k - 1; column >= 0; column--)
            {
                var entry = column < subset.Count ? Math.Sqrt(target.Values[subset[column]]) * target.Left[subset[column], row] : 0;
                for (var j = column + 1; j < k; j++)
                {
                    entry = Math.FusedMultiplyAdd(-w2[(row * k) + j], mixing[j, column], entry);
                }

                w2[(row * k) + column] = entry;
            }
        }
    }
}

/// <summary>A square matrix S = sum_i s_i u_i v_i^T by its singular values and vectors.</summary>
/// <param name="Values">s, p, positive and distinct.</param>
/// <param name="Left">Row i is u_i, p x p, orthonormal.</param>
/// <param name="Right">Row i is v_i, p x p, orthonormal.</param>
public sealed record SingularTarget(double[] Values, Matrix Left, Matrix Right)
{
    /// <summary>Draws singular vectors for given singular values.</summary>
    public static SingularTarget Draw(IReadOnlyList<double> values, RandomStream stream) =>
        new([.. values], OrthonormalRows(values.Count, stream), OrthonormalRows(values.Count, stream));

    /// <summary>S, p x p.</summary>
    public Matrix ToMatrix()
    {
        var matrix = new Matrix(Values.Length, Values.Length);
        for (var row = 0; row < Values.Length; row++)
        {
            for (var i = 0; i < Values.Length; i++)
            {
                FixedOrderSum.AddScaled(Values[i] * Left[i, row], Right.Row(i), matrix.Row(row));
            }
        }

        return matrix;
    }

    /// <summary>The eigenvectors of a random symmetric matrix.</summary>
    private static Matrix OrthonormalRows(int size, RandomStream stream)
    {
        var symmetric = new Matrix(size, size);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                symmetric[i, j] = symmetric[j, i] = stream.NextNormal();
            }
        }

        return SymmetricEigen.Decompose(symmetric).Vectors;
    }
}
