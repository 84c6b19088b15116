namespace Landscape.Numerics.Tests;

/// <summary>
/// Both factorisations against the triple loop that defines their bits, against backward error analysis, and on matrices whose factor is known. The sizes
/// are every remainder of eight rows, four columns and three groups of rows, below, at and above the panels' width.
/// </summary>
public class CholeskyTests
{
    private const double UnitRoundoff = 1.1102230246251565e-16;

    public static TheoryData<int> Sizes() => [.. Enumerable.Range(1, 70), .. Enumerable.Range(120, 33), .. Enumerable.Range(254, 6), 400];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_factor_has_the_bits_of_the_plain_triple_loop(int n)
    {
        var a = IllConditioned(n);
        var (expected, lower) = (PlainFactor(a), new Matrix(n, n));
        for (var i = 0; i < n; i++)
        {
            // What must not be read, and what must be overwritten.
            a.Row(i)[(i + 1)..].Fill(double.NaN);
            lower.Row(i).Fill(double.NaN);
        }

        Assert.True(Cholesky.TryFactor(a, lower));
        Assert.Equal(expected.Data, lower.Data);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(70)]
    [InlineData(200)]
    public void The_product_of_the_factors_differs_from_the_matrix_by_rounding(int n)
    {
        var (a, lower) = (IllConditioned(n), new Matrix(n, n));
        Assert.True(Cholesky.TryFactor(a, lower));
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                // abs(A - L L^T) <= g abs(L) abs(L^T), g = (n+1) u / (1 - (n+1) u) (Higham 2002, theorem 10.3); the product taken here errs by as much.
                var (x, y) = (lower.Row(i)[..(j + 1)].ToArray(), lower.Row(j)[..(j + 1)].ToArray());
                var size = x.Zip(y, (l, r) => Math.Abs(l * r)).Sum();
                var bound = 2.01 * (n + 1) * UnitRoundoff * size;
                Assert.InRange(FixedOrderSum.Dot(x, y) - a[i, j], -bound, bound);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_pivot_of_zero_is_refused_and_one_of_1_is_not(int n)
    {
        // A = L L^T with small integers in L is computed without rounding: the last pivot is exactly what is left on the diagonal.
        var (lower, a) = (SmallIntegers(n), new Matrix(n, n));
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                a[i, j] = FixedOrderSum.Dot(lower.Row(i), lower.Row(j));
            }
        }

        var last = a[n - 1, n - 1] - (lower[n - 1, n - 1] * lower[n - 1, n - 1]);
        a[n - 1, n - 1] = last;
        Assert.False(Cholesky.TryFactor(a, new Matrix(n, n)));
        a[n - 1, n - 1] = last + 1;
        Assert.True(Cholesky.TryFactor(a, lower));
        Assert.Equal(1, lower[n - 1, n - 1]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1.0)]
    public void A_bad_number_anywhere_on_the_diagonal_is_refused(double bad)
    {
        foreach (var n in new[] { 7, 45, 141 })
        {
            var a = IllConditioned(n);
            for (var i = 0; i < n; i++)
            {
                var good = a[i, i];
                a[i, i] = bad;
                Assert.False(Cholesky.TryFactor(a, new Matrix(n, n)), $"row {i} of {n}");
                a[i, i] = good;
            }
        }
    }

    [Fact]
    public void A_matrix_can_be_factored_in_place()
    {
        foreach (var n in new[] { 7, 45, 300 })
        {
            var a = IllConditioned(n);
            var expected = PlainFactor(a);
            Assert.True(Cholesky.TryFactor(a, a));
            Assert.Equal(expected.Data, a.Data);
        }
    }

    [Fact]
    public void An_empty_matrix_is_its_own_factor() => Assert.True(Cholesky.TryFactor(new Matrix(0, 0), new Matrix(0, 0)));

    [Fact]
    public void Matrices_of_different_sizes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Cholesky.TryFactor(new Matrix(3, 2), new Matrix(3, 3)));
        Assert.Throws<ArgumentException>(() => Cholesky.TryFactor(new Matrix(3, 3), new Matrix(4, 4)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(40)]
    [InlineData(150)]
    public void The_factor_solves_a_system(int n)
    {
        var (a, lower, b) = (WellConditioned(n), new Matrix(n, n), new double[n]);
        for (var i = 0; i < n; i++)
        {
            b[i] = FixedOrderSum.Dot(a.Row(i), Solution(n));
        }

        Assert.True(Cholesky.TryFactor(a, lower));
        Cholesky.Solve(lower, b);

        // Relative error at most about 4 n (3 n + 1) u cond(A) (Higham 2002, theorem 10.4); eigenvalues in [1, 3] by Gershgorin, entries at most 1.
        Assert.All(b.Zip(Solution(n)), pair => Assert.InRange(pair.First - pair.Second, -36.0 * n * n * UnitRoundoff, 36.0 * n * n * UnitRoundoff));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(13)]
    public void The_lower_factor_alone_is_solved_exactly_in_integers(int n)
    {
        // Unit diagonal and small integers: every operation of the forward substitution is exact.
        var lower = SmallIntegers(n);
        var b = new double[n];
        for (var i = 0; i < n; i++)
        {
            lower[i, i] = 1;
            for (var k = 0; k <= i; k++)
            {
                b[i] += lower[i, k] * (k - 2);
            }
        }

        Cholesky.SolveLower(lower, b);
        Assert.Equal([.. Enumerable.Range(-2, n).Select(v => (double)v)], b);
    }

    private static double[] Solution(int n) => [.. Enumerable.Range(0, n).Select(i => 1.0 / (1 + i))];

    /// <summary>The definition: every difference in order of k, products by fused multiply-adds.</summary>
    private static Matrix PlainFactor(Matrix a)
    {
        var l = new Matrix(a.Rows, a.Rows);
        for (var i = 0; i < a.Rows; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var difference = a[i, j];
                for (var k = 0; k < j; k++)
                {
                    difference = Math.FusedMultiplyAdd(-l[i, k], l[j, k], difference);
                }

                l[i, j] = i == j ? Math.Sqrt(difference) : difference / l[j, j];
            }
        }

        return l;
    }

    /// <summary>The squared exponential on equidistant nodes of [-1, 1] and 1e-9 on the diagonal: a condition number of about n 1e9.</summary>
    private static Matrix IllConditioned(int n) => Symmetric(n, (i, j) => Math.Exp(-8.0 * (i - j) * (i - j) / (n * n)) + (i == j ? 1e-9 : 0));

    /// <summary>tridiag(1/2, 2, 1/2).</summary>
    private static Matrix WellConditioned(int n) => Symmetric(n, (i, j) => Math.Abs(i - j) switch { 0 => 2, 1 => 0.5, _ => 0 });

    private static Matrix Symmetric(int n, Func<int, int, double> entry)
    {
        var a = new Matrix(n, n);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                a[i, j] = entry(i, j);
            }
        }

        return a;
    }

    /// <summary>A lower triangle of integers from -3 to 3, on the diagonal from 1 to 4.</summary>
    private static Matrix SmallIntegers(int n)
    {
        var stream = new RandomStream(n, "tests", "integers");
        return Symmetric(n, (i, j) => j > i ? 0 : i == j ? Math.Floor(stream.NextUniform(1, 5)) : Math.Floor(stream.NextUniform(-3, 4)));
    }
}
