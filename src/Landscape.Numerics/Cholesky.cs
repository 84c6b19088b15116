using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

/// <summary>
/// A = L L^T for a symmetric positive definite A (Golub and Van Loan, Matrix Computations, 4th ed., section 4.2):
/// <code>l_ij = (a_ij - l_i0 l_j0 - ... - l_i,j-1 l_j,j-1) / l_jj,   l_jj = the square root of the same difference for i = j.</code>
/// Every difference is taken in order of k, each product by a fused multiply-add. That fixes every bit of L; <see cref="BlockedCholesky"/> computes the
/// same for larger matrices. Backward stable: abs(A - L L^T) is at most (n + 1) 1.1e-16 abs(L) abs(L^T), entry by entry (Higham, Accuracy and Stability
/// of Numerical Algorithms, 2nd ed., theorem 10.3).
/// </summary>
public static class Cholesky
{
    // Measured: up to here the plain loop is the faster one.
    private const int LargestPlain = 14;

    /// <summary>Factors a matrix.</summary>
    /// <param name="a">Symmetric, n x n; only the lower triangle is read.</param>
    /// <param name="lower">L, n x n, zero above the diagonal; its content is meaningless when the result is false.</param>
    /// <returns>Whether every pivot is positive: whether A is positive definite to rounding.</returns>
    /// <exception cref="ArgumentException">The matrices are not square of equal size.</exception>
    public static bool TryFactor(Matrix a, Matrix lower)
    {
        if (a.Rows != a.Columns || lower.Rows != a.Rows || lower.Columns != a.Columns)
        {
            throw new ArgumentException($"Cholesky needs square matrices of one size, not {a.Rows} x {a.Columns} and {lower.Rows} x {lower.Columns}");
        }

        if (a.Rows <= LargestPlain)
        {
            return TryFactorPlainly(a, lower);
        }

        return Vector512.IsHardwareAccelerated ? BlockedCholesky.TryFactor<WideLanes>(a, lower) : BlockedCholesky.TryFactor<PairedLanes>(a, lower);
    }

    /// <summary>Solves L L^T x = b.</summary>
    /// <param name="lower">L, n x n.</param>
    /// <param name="x">On entry b, on return x, length n.</param>
    public static void Solve(Matrix lower, Span<double> x)
    {
        SolveLower(lower, x);
        for (var i = x.Length - 1; i >= 0; i--)
        {
            x[i] /= lower[i, i];
            FixedOrderSum.AddScaled(-x[i], lower.Row(i)[..i], x[..i]);
        }
    }

    /// <summary>Solves L x = b; abs(x)^2 is then b (L L^T)^-1 b.</summary>
    /// <param name="lower">L, n x n.</param>
    /// <param name="x">On entry b, on return x, length n.</param>
    public static void SolveLower(Matrix lower, Span<double> x)
    {
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = (x[i] - FixedOrderSum.Dot(lower.Row(i)[..i], x[..i])) / lower[i, i];
        }
    }

    /// <summary>Whether a pivot is positive and finite.</summary>
    internal static bool IsPivot(double pivot) => pivot > 0 && double.IsFinite(pivot);

    private static bool TryFactorPlainly(Matrix a, Matrix lower)
    {
        for (var i = 0; i < a.Rows; i++)
        {
            var row = lower.Row(i);
            for (var j = 0; j < i; j++)
            {
                row[j] = Difference(a[i, j], row[..j], lower.Row(j)) / lower[j, j];
            }

            var pivot = Difference(a[i, i], row[..i], row);
            if (!IsPivot(pivot))
            {
                return false;
            }

            row[i] = Math.Sqrt(pivot);
            row[(i + 1)..].Clear();
        }

        return true;
    }

    /// <summary>a - x_0 y_0 - x_1 y_1 - ...</summary>
    private static double Difference(double a, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        for (var k = 0; k < x.Length && k < y.Length; k++)
        {
            a = Math.FusedMultiplyAdd(-x[k], y[k], a);
        }

        return a;
    }
}
