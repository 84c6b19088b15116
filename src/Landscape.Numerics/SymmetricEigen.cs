namespace Landscape.Numerics;

/// <summary>
/// A = V diag(lambda) V^T for a symmetric A: Householder tridiagonalisation, then implicit QL with Wilkinson's shift
/// (Golub and Van Loan, Matrix Computations, 4th ed., sections 8.3.1 and 8.3.3). Backward stable: every eigenvalue is off by at most a small
/// multiple of 2.2e-16 max abs(lambda). Own code rather than a library's because equal bits on every CPU are required.
/// </summary>
public sealed class SymmetricEigen
{
    // A QL sweep converges cubically: an eigenvalue takes 1.7 sweeps on average; 60 is never met (LAPACK stops at 30 n in total).
    private const int SweepLimit = 60;

    // The matrix is scaled to entries of order 1, so that squares neither overflow nor matter when they underflow; a vector below this
    // length changes eigenvalues by less than 1e-140 of the largest and is taken as 0.
    private const double Negligible = 1e-140;

    private readonly double[] offDiagonal;

    private SymmetricEigen(Matrix symmetric, Matrix vectors)
    {
        var n = symmetric.Rows;
        Values = new double[n];
        offDiagonal = new double[n];
        Vectors = vectors;
    }

    /// <summary>The eigenvalues, ascending.</summary>
    public double[] Values { get; }

    /// <summary>V^T, n x n: row i is the unit eigenvector of eigenvalue i. Empty (0 x 0) when only values were asked for.</summary>
    public Matrix Vectors { get; }

    /// <summary>Eigenvalues and eigenvectors.</summary>
    /// <param name="symmetric">A, n x n, unchanged; only the lower triangle is read.</param>
    /// <exception cref="ArgumentException">A is not square or holds a value that is not finite.</exception>
    public static SymmetricEigen Decompose(Matrix symmetric) => Compute(symmetric, new Matrix(symmetric.Rows, symmetric.Rows));

    /// <summary>Eigenvalues alone, about three times as fast.</summary>
    /// <param name="symmetric">A, n x n, unchanged; only the lower triangle is read.</param>
    /// <exception cref="ArgumentException">A is not square or holds a value that is not finite.</exception>
    public static double[] ValuesOf(Matrix symmetric) => Compute(symmetric, new Matrix(0, 0)).Values;

    private static SymmetricEigen Compute(Matrix symmetric, Matrix vectors)
    {
        if (symmetric.Rows != symmetric.Columns || !Array.TrueForAll(symmetric.Data, double.IsFinite))
        {
            throw new ArgumentException($"eigenvalues need a square matrix of finite numbers, not {symmetric.Rows} x {symmetric.Columns} or NaN or infinity");
        }

        var eigen = new SymmetricEigen(symmetric, vectors);
        var work = new Matrix(symmetric.Rows, symmetric.Rows);
        symmetric.Data.CopyTo(work.Data, 0);
        var exponent = LargestExponent(symmetric.Data);
        ScaleByPowerOfTwo(work.Data, -exponent);
        eigen.Tridiagonalise(work);
        eigen.DiagonaliseByQL();
        ScaleByPowerOfTwo(eigen.Values, exponent);
        eigen.Sort();
        return eigen;
    }

    /// <summary>e with 2^e at most the largest abs(entry) and 2^(e+1) above it; 0 for the zero matrix.</summary>
    private static int LargestExponent(double[] entries)
    {
        var largest = 0.0;
        foreach (var entry in entries)
        {
            largest = Math.Max(largest, Math.Abs(entry));
        }

        return largest == 0 ? 0 : Math.ILogB(largest);
    }

    /// <summary>Exact, as long as nothing underflows.</summary>
    private static void ScaleByPowerOfTwo(double[] entries, int exponent)
    {
        foreach (ref var entry in entries.AsSpan())
        {
            entry = Math.ScaleB(entry, exponent);
        }
    }

    /// <summary>
    /// Q^T A Q = T by reflections I - 2 u u^T that clear row i left of its subdiagonal, from the last row up; the unit vectors u stay in
    /// the rows of the work matrix and are multiplied out afterwards.
    /// </summary>
    private void Tridiagonalise(Matrix work)
    {
        var n = work.Rows;
        var product = new double[n];
        for (var i = n - 1; i > 1; i--)
        {
            var u = work.Row(i)[..i];
            offDiagonal[i] = Reflect(u);
            Values[i] = work[i, i];
            ApplyTwoSided(work, u, product.AsSpan(0, i));
        }

        if (n > 1)
        {
            (offDiagonal[1], Values[1]) = (work[1, 0], work[1, 1]);
        }

        if (n > 0)
        {
            Values[0] = work[0, 0];
        }

        if (Vectors.Rows > 0)
        {
            AccumulateReflections(work);
        }
    }

    /// <summary>Replaces x by the unit u with (I - 2 u u^T) x = alpha e_last and returns alpha; u = 0 for a negligible x.</summary>
    private static double Reflect(Span<double> x)
    {
        var norm = Math.Sqrt(FixedOrderSum.Dot(x, x));
        if (norm < Negligible)
        {
            x.Clear();
            return 0;
        }

        var alpha = x[^1] > 0 ? -norm : norm;
        x[^1] -= alpha;
        Scale(x, 1 / Math.Sqrt(FixedOrderSum.Dot(x, x)));
        return alpha;
    }

    /// <summary>B := (I - 2 u u^T) B (I - 2 u u^T) = B - u q^T - q u^T on the leading lower triangle, q = 2 (B u - u (u . B u)).</summary>
    private static void ApplyTwoSided(Matrix work, ReadOnlySpan<double> u, Span<double> q)
    {
        q.Clear();
        for (var i = 0; i < u.Length; i++)
        {
            var row = work.Row(i);
            q[i] += FixedOrderSum.Dot(row[..(i + 1)], u[..(i + 1)]);
            FixedOrderSum.AddScaled(u[i], row[..i], q[..i]);
        }

        FixedOrderSum.AddScaled(-FixedOrderSum.Dot(u, q), u, q);
        Scale(q, 2);
        for (var i = 0; i < u.Length; i++)
        {
            var row = work.Row(i)[..(i + 1)];
            FixedOrderSum.AddScaled(-u[i], q[..(i + 1)], row);
            FixedOrderSum.AddScaled(-q[i], u[..(i + 1)], row);
        }
    }

    /// <summary>Vectors := the transposed product of all reflections, so that its rows become eigenvectors.</summary>
    private void AccumulateReflections(Matrix work)
    {
        for (var i = 0; i < work.Rows; i++)
        {
            Vectors[i, i] = 1;
        }

        for (var i = 2; i < work.Rows; i++)
        {
            var u = work.Row(i)[..i];
            for (var r = 0; r < i; r++)
            {
                var row = Vectors.Row(r)[..i];
                FixedOrderSum.AddScaled(-2 * FixedOrderSum.Dot(row, u), u, row);
            }
        }
    }

    private void DiagonaliseByQL()
    {
        var n = Values.Length;
        offDiagonal.AsSpan(Math.Min(1, n)).CopyTo(offDiagonal);
        for (var l = 0; l < n; l++)
        {
            for (var sweep = 0; ; sweep++)
            {
                var m = FirstNegligible(l);
                if (m == l)
                {
                    break;
                }

                if (sweep == SweepLimit)
                {
                    throw new ArithmeticException($"QL did not converge on eigenvalue {l} of {n} within {SweepLimit} sweeps");
                }

                ImplicitSweep(l, m);
            }
        }
    }

    /// <summary>The smallest m >= l whose off-diagonal entry to m + 1 is below rounding.</summary>
    private int FirstNegligible(int l)
    {
        const double Epsilon = 2.220446049250313e-16;
        var m = l;
        while (m < Values.Length - 1 && Math.Abs(offDiagonal[m]) > Math.Max(Negligible, Epsilon * (Math.Abs(Values[m]) + Math.Abs(Values[m + 1]))))
        {
            m++;
        }

        return m;
    }

    /// <summary>One implicit QL sweep of Givens rotations from m down to l.</summary>
    private void ImplicitSweep(int l, int m)
    {
        var (d, e) = (Values, offDiagonal);
        var g = (d[l + 1] - d[l]) / (2 * e[l]);
        var root = Length(g, 1);
        g = d[m] - d[l] + (e[l] / (g + (g >= 0 ? root : -root)));
        var (sine, cosine, shift) = (1.0, 1.0, 0.0);
        for (var i = m - 1; i >= l; i--)
        {
            var f = sine * e[i];
            var b = cosine * e[i];
            root = Length(f, g);
            e[i + 1] = root;
            if (root == 0)
            {
                d[i + 1] -= shift;
                e[m] = 0;
                return;
            }

            (sine, cosine) = (f / root, g / root);
            g = d[i + 1] - shift;
            root = ((d[i] - g) * sine) + (2 * cosine * b);
            shift = sine * root;
            d[i + 1] = g + shift;
            g = (cosine * root) - b;
            if (Vectors.Rows > 0)
            {
                Rotate(Vectors.Row(i), Vectors.Row(i + 1), cosine, sine);
            }
        }

        d[l] -= shift;
        e[l] = g;
        e[m] = 0;
    }

    private static void Rotate(Span<double> lower, Span<double> upper, double cosine, double sine)
    {
        for (var k = 0; k < lower.Length && k < upper.Length; k++)
        {
            var (a, b) = (lower[k], upper[k]);
            upper[k] = (sine * a) + (cosine * b);
            lower[k] = (cosine * a) - (sine * b);
        }
    }

    private void Sort()
    {
        var order = Enumerable.Range(0, Values.Length).ToArray();
        Array.Sort((double[])Values.Clone(), order);
        var (values, vectors) = ((double[])Values.Clone(), (double[])Vectors.Data.Clone());
        for (var i = 0; i < order.Length; i++)
        {
            Values[i] = values[order[i]];
            if (Vectors.Rows > 0)
            {
                vectors.AsSpan(order[i] * Vectors.Columns, Vectors.Columns).CopyTo(Vectors.Row(i));
            }
        }
    }

    private static void Scale(Span<double> x, double factor)
    {
        foreach (ref var entry in x)
        {
            entry *= factor;
        }
    }

    private static double Length(double a, double b) => Math.Sqrt(Math.FusedMultiplyAdd(a, a, b * b));
}
