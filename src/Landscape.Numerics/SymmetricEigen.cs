using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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

    // Rows of work arrays are filled up with zeros to whole groups of eight lanes, which change no sum (NOTATION.md).
    private const int Group = 8;

    private readonly double[] offDiagonal;
    private readonly Matrix rotated; // V^T before its rows are sorted

    private SymmetricEigen(int n, bool withVectors)
    {
        Values = new double[n];
        offDiagonal = new double[n];
        Vectors = withVectors ? new Matrix(n, n) : new Matrix(0, 0);
        rotated = withVectors ? new Matrix(n, Padded(n)) : Vectors;
    }

    /// <summary>The eigenvalues, ascending.</summary>
    public double[] Values { get; }

    /// <summary>V^T, n x n: row i is the unit eigenvector of eigenvalue i. Empty (0 x 0) when only values were asked for.</summary>
    public Matrix Vectors { get; }

    /// <summary>Eigenvalues and eigenvectors.</summary>
    /// <param name="symmetric">A, n x n, unchanged; only the lower triangle is read.</param>
    /// <exception cref="ArgumentException">A is not square or holds a value that is not finite.</exception>
    public static SymmetricEigen Decompose(Matrix symmetric) => Compute(symmetric, withVectors: true);

    /// <summary>Eigenvalues alone, without the n^3 rotations of the vectors.</summary>
    /// <param name="symmetric">A, n x n, unchanged; only the lower triangle is read.</param>
    /// <exception cref="ArgumentException">A is not square or holds a value that is not finite.</exception>
    public static double[] ValuesOf(Matrix symmetric) => Compute(symmetric, withVectors: false).Values;

    private static SymmetricEigen Compute(Matrix symmetric, bool withVectors)
    {
        var largest = LargestEntry(symmetric.Data);
        if (symmetric.Rows != symmetric.Columns || !double.IsFinite(largest))
        {
            throw new ArgumentException($"eigenvalues need a square matrix of finite numbers, not {symmetric.Rows} x {symmetric.Columns} or NaN or infinity");
        }

        var exponent = largest == 0 ? 0 : Math.ILogB(largest);
        var eigen = new SymmetricEigen(symmetric.Rows, withVectors);
        eigen.Tridiagonalise(Scaled(symmetric, -exponent));
        eigen.DiagonaliseByQL();
        ScaleByPowerOfTwo(eigen.Values, exponent);
        eigen.Sort();
        return eigen;
    }

    private static int Padded(int length) => (length + Group - 1) & ~(Group - 1);

    /// <summary>max abs(entry); NaN if one is.</summary>
    private static double LargestEntry(double[] entries)
    {
        var largest = 0.0;
        foreach (var entry in entries)
        {
            largest = Math.Max(largest, Math.Abs(entry));
        }

        return largest;
    }

    /// <summary>2^exponent times the matrix that has the lower triangle of A, rows filled up with zeros.</summary>
    private static Matrix Scaled(Matrix symmetric, int exponent)
    {
        var n = symmetric.Rows;
        var work = new Matrix(n, Padded(n));
        for (var i = 0; i < n; i++)
        {
            var row = work.Row(i)[..(i + 1)];
            symmetric.Row(i)[..(i + 1)].CopyTo(row);
            ScaleByPowerOfTwo(row, exponent);
            for (var j = 0; j < i; j++)
            {
                work[j, i] = row[j];
            }
        }

        return work;
    }

    /// <summary>Exact, as long as nothing underflows. Two factors, because 2^exponent alone may be out of range.</summary>
    private static void ScaleByPowerOfTwo(Span<double> entries, int exponent)
    {
        var (first, second) = (Math.ScaleB(1, exponent / 2), Math.ScaleB(1, exponent - (exponent / 2)));
        foreach (ref var entry in entries)
        {
            entry = entry * first * second;
        }
    }

    /// <summary>
    /// Q^T A Q = T by reflections I - 2 u u^T that clear row i left of its subdiagonal, from the last row up; the unit vectors u stay in
    /// the rows of the work matrix, filled up with zeros, and are multiplied out afterwards.
    /// </summary>
    private void Tridiagonalise(Matrix work)
    {
        var n = work.Rows;
        var product = new double[work.Columns];
        for (var i = n - 1; i > 0; i--)
        {
            Values[i] = work[i, i];
            work.Row(i)[i..].Clear();
            var u = work.Row(i)[..Padded(i)];
            offDiagonal[i] = i > 1 ? Reflect(u, i - 1) : u[0];
            if (i > 1)
            {
                ApplyTwoSided(work, i, u, product.AsSpan(0, u.Length));
            }
        }

        if (n > 0)
        {
            Values[0] = work[0, 0];
        }

        if (rotated.Rows > 0)
        {
            AccumulateReflections(work);
        }
    }

    /// <summary>Replaces x by the unit u with (I - 2 u u^T) x = alpha e_last and returns alpha; u = 0 for a negligible x.</summary>
    private static double Reflect(Span<double> x, int last)
    {
        var norm = Math.Sqrt(Dot(Lanes(x), Lanes(x)));
        if (norm < Negligible)
        {
            x.Clear();
            return 0;
        }

        var alpha = x[last] > 0 ? -norm : norm;
        x[last] -= alpha;
        Scale(x, 1 / Math.Sqrt(Dot(Lanes(x), Lanes(x))));
        return alpha;
    }

    /// <summary>B := (I - 2 u u^T) B (I - 2 u u^T) = B - u q^T - q u^T on the leading n x n block, q = 2 (B u - u (u . B u)).</summary>
    private static void ApplyTwoSided(Matrix work, int n, Span<double> u, Span<double> q)
    {
        var uLanes = Lanes(u);
        var qLanes = Lanes(q);
        q.Clear();
        for (var i = 0; i < n; i++)
        {
            q[i] = Dot(Lanes(work.Row(i)), uLanes);
        }

        AddScaled(-Dot(uLanes, qLanes), uLanes, qLanes);
        Scale(q, 2);
        for (var i = 0; i < n; i++)
        {
            var row = Lanes(work.Row(i));
            AddScaled(-u[i], qLanes, row);
            AddScaled(-q[i], uLanes, row);
        }
    }

    /// <summary>The transposed product of all reflections, so that the rows become eigenvectors.</summary>
    private void AccumulateReflections(Matrix work)
    {
        for (var i = 0; i < work.Rows; i++)
        {
            rotated[i, i] = 1;
        }

        for (var i = 2; i < work.Rows; i++)
        {
            var u = Lanes(work.Row(i)[..Padded(i)]);
            for (var r = 0; r < i; r++)
            {
                var row = Lanes(rotated.Row(r));
                AddScaled(-2 * Dot(row, u), u, row);
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
            if (rotated.Rows > 0)
            {
                Rotate(Lanes(rotated.Row(i)), Lanes(rotated.Row(i + 1)), cosine, sine);
            }
        }

        d[l] -= shift;
        e[l] = g;
        e[m] = 0;
    }

    private static void Rotate(Span<Vector512<double>> lower, Span<Vector512<double>> upper, double cosine, double sine)
    {
        for (var k = 0; k < lower.Length && k < upper.Length; k++)
        {
            var (a, b) = (lower[k], upper[k]);
            upper[k] = (sine * a) + (cosine * b);
            lower[k] = (cosine * a) - (sine * b);
        }
    }

    /// <summary>By insertion: n is small, and QL leaves the values nearly in order.</summary>
    private void Sort()
    {
        Span<int> order = Values.Length <= 256 ? stackalloc int[Values.Length] : new int[Values.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var (value, place) = (Values[i], i);
            for (; place > 0 && Values[place - 1] > value; place--)
            {
                (Values[place], order[place]) = (Values[place - 1], order[place - 1]);
            }

            (Values[place], order[place]) = (value, i);
        }

        for (var i = 0; i < Vectors.Rows; i++)
        {
            rotated.Row(order[i])[..Vectors.Columns].CopyTo(Vectors.Row(i));
        }
    }

    private static Span<Vector512<double>> Lanes(Span<double> row) => MemoryMarshal.Cast<double, Vector512<double>>(row);

    /// <summary>x . y in the fixed order of <see cref="FixedOrderSum"/>, over the length of the shorter one.</summary>
    private static double Dot(ReadOnlySpan<Vector512<double>> x, ReadOnlySpan<Vector512<double>> y)
    {
        var sum = Vector512<double>.Zero;
        for (var k = 0; k < x.Length && k < y.Length; k++)
        {
            sum = Vector512.FusedMultiplyAdd(x[k], y[k], sum);
        }

        return FixedOrderSum.Lanes(sum);
    }

    /// <summary>y += factor x on the length of the shorter one.</summary>
    private static void AddScaled(double factor, ReadOnlySpan<Vector512<double>> x, Span<Vector512<double>> y)
    {
        for (var k = 0; k < x.Length && k < y.Length; k++)
        {
            y[k] = Vector512.FusedMultiplyAdd(Vector512.Create(factor), x[k], y[k]);
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
