using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;

namespace Landscape.Numerics.Tests;

/// <summary>Factorisations against their defining equations and against MathNet as an independent implementation.</summary>
public class LinearAlgebraTests
{
    // The bounds below are c n eps |A| with a generous c = 20: backward stability, not luck.
    private const double Rounding = 20 * 2.2e-16;

    [Fact]
    public void Eigenvectors_are_orthonormal_and_reproduce_the_matrix() =>
        Prop.ForAll(Arb.From(Gen.Choose(1, 45)), n =>
        {
            var a = RandomSymmetric(n, seed: n);
            var eigen = SymmetricEigen.Decompose(a);
            var bound = Rounding * n * Largest(a) * n;
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    var (gram, product) = (0.0, 0.0);
                    for (var k = 0; k < n; k++)
                    {
                        gram += eigen.Vectors[i, k] * eigen.Vectors[j, k];
                        product += eigen.Vectors[k, i] * eigen.Values[k] * eigen.Vectors[k, j];
                    }

                    Assert.InRange(gram - (i == j ? 1 : 0), -Rounding * n, Rounding * n);
                    Assert.InRange(product - a[i, j], -bound, bound);
                }
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(17)]
    [InlineData(60)]
    public void Eigenvalues_agree_with_MathNet_and_with_the_full_decomposition(int n)
    {
        var a = RandomSymmetric(n, seed: 100 + n);
        var reference = ToMathNet(a).Evd(Symmetricity.Symmetric).EigenValues.Real().ToArray();
        Array.Sort(reference);
        var values = SymmetricEigen.ValuesOf(a);
        Assert.Equal(values, SymmetricEigen.Decompose(a).Values);
        for (var i = 0; i < n; i++)
        {
            Assert.InRange(values[i] - reference[i], -Rounding * n * n * Largest(a), Rounding * n * n * Largest(a));
        }
    }

    [Fact]
    public void Eigenvalues_of_the_discrete_Laplacian_are_the_known_ones()
    {
        // tridiag(-1, 2, -1): lambda_k = 2 - 2 cos(k pi / (n + 1)).
        const int N = 40;
        var a = new Matrix(N, N);
        for (var i = 0; i < N; i++)
        {
            a[i, i] = 2;
            if (i > 0)
            {
                a[i, i - 1] = a[i - 1, i] = -1;
            }
        }

        var values = SymmetricEigen.ValuesOf(a);
        for (var k = 1; k <= N; k++)
        {
            Assert.InRange(values[k - 1] - (2 - (2 * Math.Cos(k * Math.PI / (N + 1)))), -Rounding * 4, Rounding * 4);
        }
    }

    [Fact]
    public void Diagonal_zero_and_rank_one_matrices_are_decomposed()
    {
        Assert.Equal(new double[4], SymmetricEigen.ValuesOf(new Matrix(4, 4)));
        var diagonal = new Matrix(3, 3);
        (diagonal[0, 0], diagonal[1, 1], diagonal[2, 2]) = (3, -1, 2);
        Assert.Equal([-1, 2, 3], SymmetricEigen.ValuesOf(diagonal));
        var ones = new Matrix(5, 5);
        ones.Data.AsSpan().Fill(1);
        var values = SymmetricEigen.Decompose(ones).Values;
        Assert.All(values[..4], v => Assert.InRange(v, -5 * Rounding, 5 * Rounding));
        Assert.Equal(5, values[4], 14);
    }

    [Theory]
    [InlineData(1e-320)]
    [InlineData(1e-300)]
    [InlineData(1e-170)]
    [InlineData(1e170)]
    [InlineData(1e307)]
    public void Tiny_and_huge_matrices_are_decomposed_without_underflow_or_overflow(double scale)
    {
        // Eigenvalues of ((2, 1), (1, 2)) beside a third coordinate are 1, 2 and 3; 1e-320 has 11 bits.
        var a = new Matrix(3, 3);
        (a[0, 0], a[1, 1], a[2, 2], a[2, 0], a[0, 2]) = (2 * scale, 2 * scale, 2 * scale, scale, scale);
        var values = SymmetricEigen.ValuesOf(a);
        Assert.All(values.Zip([1.0, 2, 3]), pair => Assert.Equal(pair.Second, pair.First / scale, scale < 1e-310 ? 2e-3 : 1e-14));
    }

    [Fact]
    public void Graded_matrices_keep_eigenvalues_accurate_relative_to_the_largest()
    {
        // 1 beside 1e-200 and 1e-250, coupled weakly: what is below the rounding of the largest must not spoil it.
        var a = new Matrix(3, 3);
        (a[0, 0], a[1, 1], a[2, 2], a[1, 0], a[0, 1], a[2, 1], a[1, 2]) = (1, 1e-200, 1e-250, 1e-180, 1e-180, 1e-210, 1e-210);
        var values = SymmetricEigen.Decompose(a).Values;
        Assert.Equal(1, values[2], 1e-15);
        Assert.All(values[..2], v => Assert.InRange(v, -1e-15, 1e-15));
    }

    [Fact]
    public void A_block_of_vanishing_entries_does_not_stop_the_iteration()
    {
        // The Hessian of a network whose neuron is dead to 1e-170, met in a search: (u, a) couple, u alone does not count.
        var a = new Matrix(5, 5);
        double[] coupling = [0.047511632233417, -0.015332797647529353, -0.0008219685396742456];
        for (var i = 0; i < 3; i++)
        {
            (a[i, 3], a[3, i]) = (coupling[i], coupling[i]);
            for (var j = 0; j < 3; j++)
            {
                a[i, j] = 1e-173 * ((i * j) - 3 + ((i + j) * 0.7));
            }

            (a[i, 4], a[4, i]) = (-1e-173 * (i + 1), -1e-173 * (i + 1));
        }

        (a[3, 3], a[3, 4], a[4, 3], a[4, 4]) = (0.673102056767104, 1.1587658762223318, 1.1587658762223318, 1.999999999999985);
        var values = SymmetricEigen.ValuesOf(a);
        // Rank 3: two zeros; trace as given, to a few eps.
        Assert.Equal(2, values.Count(v => Math.Abs(v) < 1e-15));
        Assert.Equal(2.673102056767089, values.Sum(), 1e-14);
    }

    [Fact]
    public void A_matrix_with_NaN_or_a_rectangular_one_is_refused()
    {
        var bad = new Matrix(2, 2);
        bad[1, 0] = double.NaN;
        Assert.Throws<ArgumentException>(() => SymmetricEigen.ValuesOf(bad));
        Assert.Throws<ArgumentException>(() => SymmetricEigen.ValuesOf(new Matrix(2, 3)));
    }

    [Fact]
    public void Singular_values_agree_with_MathNet() =>
        Prop.ForAll(Arb.From(Gen.Choose(1, 20)), m =>
        {
            var columns = Random(m, m + 30, seed: m);
            var reference = ToMathNet(columns).Svd(computeVectors: false).S.Reverse().ToArray();
            var values = SingularValues.OfColumns(columns);
            Assert.All(values.Zip(reference), pair => Assert.InRange(pair.First - pair.Second, -Rounding * m * reference[^1], Rounding * m * reference[^1]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_tiny_singular_value_is_found_with_relative_accuracy()
    {
        // Columns (1, 0, 0) and (1, delta, 0): sigma_min sigma_max = delta, sigma_min^2 + sigma_max^2 = 2 + delta^2.
        const double Delta = 1e-11;
        var columns = new Matrix(2, 3);
        (columns[0, 0], columns[1, 0], columns[1, 1]) = (1, 1, Delta);
        var values = SingularValues.OfColumns(columns);
        Assert.Equal(1, values[0] * values[1] / Delta, 4);
        Assert.Equal(Math.Sqrt(2), values[1], 14);
    }

    [Fact]
    public void Fixed_order_sums_do_what_their_definition_says_for_every_remainder() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 40)), n =>
        {
            var (a, b) = (Random(1, n, seed: 5).Data, Random(1, n, seed: 6).Data);
            var (sums, dots) = (new double[8], new double[8]);
            for (var i = 0; i < n; i++)
            {
                sums[i % 8] += a[i];
                dots[i % 8] = Math.FusedMultiplyAdd(a[i], b[i], dots[i % 8]);
            }

            Assert.Equal(Pairwise(sums), FixedOrderSum.Sum(a));
            Assert.Equal(Pairwise(dots), FixedOrderSum.Dot(a, b));
        }).QuickCheckThrowOnFailure();

    private static double Pairwise(double[] l) => ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));

    private static Matrix Random(int rows, int columns, int seed)
    {
        var stream = new RandomStream(seed, "tests", "matrix", rows, columns);
        var matrix = new Matrix(rows, columns);
        foreach (ref var entry in matrix.Data.AsSpan())
        {
            entry = stream.NextNormal();
        }

        return matrix;
    }

    private static Matrix RandomSymmetric(int n, int seed)
    {
        var a = Random(n, n, seed);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                a[i, j] = a[j, i];
            }
        }

        return a;
    }

    private static double Largest(Matrix a) => a.Data.Max(Math.Abs);

    private static Matrix<double> ToMathNet(Matrix a) => Matrix<double>.Build.Dense(a.Rows, a.Columns, (i, j) => a[i, j]);
}
