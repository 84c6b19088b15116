namespace Landscape.Numerics;

/// <summary>A = L L^T for a symmetric positive definite A, row by row (Cholesky-Banachiewicz), inner products in fixed order.</summary>
public static class Cholesky
{
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

        for (var i = 0; i < a.Rows; i++)
        {
            var row = lower.Row(i);
            for (var j = 0; j < i; j++)
            {
                row[j] = (a[i, j] - FixedOrderSum.Dot(row[..j], lower.Row(j)[..j])) / lower[j, j];
            }

            var pivot = a[i, i] - FixedOrderSum.Dot(row[..i], row[..i]);
            if (!(pivot > 0) || !double.IsFinite(pivot))
            {
                return false;
            }

            row[i] = Math.Sqrt(pivot);
            row[(i + 1)..].Clear();
        }

        return true;
    }

    /// <summary>Solves L L^T x = b.</summary>
    /// <param name="lower">L, n x n.</param>
    /// <param name="x">On entry b, on return x, length n.</param>
    public static void Solve(Matrix lower, Span<double> x)
    {
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = (x[i] - FixedOrderSum.Dot(lower.Row(i)[..i], x[..i])) / lower[i, i];
        }

        for (var i = x.Length - 1; i >= 0; i--)
        {
            x[i] /= lower[i, i];
            FixedOrderSum.AddScaled(-x[i], lower.Row(i)[..i], x[..i]);
        }
    }
}
