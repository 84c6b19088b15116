using System.Runtime.Intrinsics;
using FsCheck;
using FsCheck.Fluent;
using Landscape.Numerics;

namespace Landscape.Models.Tests;

/// <summary>Kernels against their formulas, samples against their law, designs against moments.</summary>
public class TargetTests
{
    private static readonly double[] X = [0.3, -0.7];
    private static readonly double[] Y = [-0.4, 0.1];

    // Two dozen roundings of numbers below 1.
    private const double Rounding = 5e-15;

    public static TheoryData<Covariance, double> KernelsAndValues()
    {
        // Formulas of Rasmussen and Williams (2006), section 4.2, with the lengths 0.5 and 2: r^2 = (0.7 / 0.5)^2 + (0.8 / 2)^2.
        double[] lengths = [0.5, 2];
        var square = (1.4 * 1.4) + (0.4 * 0.4);
        var r = Math.Sqrt(square);
        var periodic = Math.Exp(-2 * (Math.Pow(Math.Sin(Math.PI * 0.7 / 1.5) / 0.5, 2) + Math.Pow(Math.Sin(Math.PI * 0.8 / 1.5) / 2, 2)));
        var squaredExponential = Math.Exp(-square / 2);
        return new()
        {
            { new SquaredExponential(lengths), squaredExponential },
            { new MaternOneHalf(lengths), Math.Exp(-r) },
            { new MaternThreeHalves(lengths), (1 + (Math.Sqrt(3) * r)) * Math.Exp(-Math.Sqrt(3) * r) },
            { new MaternFiveHalves(lengths), (1 + (Math.Sqrt(5) * r) + (5 * square / 3)) * Math.Exp(-Math.Sqrt(5) * r) },
            { new RationalQuadratic(1.7, lengths), Math.Pow(1 + (square / 3.4), -1.7) },
            { new Periodic(1.5, lengths), periodic },
            { new SumCovariance([new SquaredExponential(lengths), new Periodic(1.5, lengths)]), squaredExponential + periodic },
            { new ProductCovariance([new SquaredExponential(lengths), new MaternOneHalf(lengths)]), squaredExponential * Math.Exp(-r) },
            { new ScaledCovariance(3, new SquaredExponential(lengths)), 9 * squaredExponential },
            { new TensorCovariance([new MaternOneHalf([0.5]), new SquaredExponential([2])]), Math.Exp(-1.4) * Math.Exp(-0.08) },
        };
    }

    public static TheoryData<Covariance> Kernels() => [.. KernelsAndValues().Select(row => (Covariance)row[0])];

    [Theory]
    [MemberData(nameof(KernelsAndValues))]
    public void A_kernel_has_the_value_of_its_formula_and_is_symmetric(Covariance kernel, double expected)
    {
        Assert.Equal(expected, kernel.At(X, Y), Rounding);
        Assert.Equal(kernel.At(X, Y), kernel.At(Y, X));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_kernel_is_positive_semidefinite_on_random_nodes(Covariance kernel)
    {
        var values = SymmetricEigen.ValuesOf(kernel.MatrixOn(RandomProblems.Sample(40, 2, seed: 1).Nodes));
        Assert.InRange(values[0], -1e-14 * values[^1], double.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_covariance_matrix_holds_the_kernel_of_every_pair(Covariance kernel)
    {
        // Every remainder of groups of eight nodes, twice.
        for (var count = 1; count <= 17; count++)
        {
            var nodes = RandomProblems.Sample(count, 2, seed: count).Nodes;
            var matrix = kernel.MatrixOn(nodes);
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < count; j++)
                {
                    Assert.Equal(kernel.At(nodes.Row(Math.Max(i, j)), nodes.Row(Math.Min(i, j))), matrix[i, j]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(KernelsAndValues))]
    public void Coordinate_factors_multiply_to_the_kernel(Covariance kernel, double expected)
    {
        if (kernel.CoordinateFactors(2) is { } factors)
        {
            Assert.Equal(expected, factors[0].At([X[0]], [Y[0]]) * factors[1].At([X[1]], [Y[1]]), Rounding);
        }
        else
        {
            // Neither a sum nor a function of the Euclidean distance other than the squared exponential is a product over coordinates.
            Assert.True(kernel is SumCovariance or MaternOneHalf or MaternThreeHalves or MaternFiveHalves or RationalQuadratic or ProductCovariance);
        }
    }

    [Fact]
    public void Labels_are_those_of_the_tables()
    {
        Assert.Equal("squared-exponential(length=0.5)", new SquaredExponential([0.5]).Label);
        Assert.Equal("matern-5/2(length=[0.5,1])", new MaternFiveHalves([0.5, 1]).Label);
        Assert.Equal("2^2*rational-quadratic(alpha=1,length=0.5)", new ScaledCovariance(2, new RationalQuadratic(1, [0.5])).Label);
        Assert.Equal("sum(periodic(period=1,length=2) + matern-1/2(length=1))", new SumCovariance([new Periodic(1, [2]), new MaternOneHalf([1])]).Label);
    }

    [Fact]
    public void A_wrong_number_of_length_scales_is_refused() =>
        Assert.Throws<ArgumentException>(() => new SquaredExponential([1, 2, 3]).At(X, Y));

    [Fact]
    public void Kronecker_and_dense_samples_have_the_same_covariance_K()
    {
        // A kernel and design of condition number about 1e3, so that neither way needs a nugget.
        var kernel = new TensorCovariance([new MaternThreeHalves([0.6]), new SquaredExponential([0.3])]);
        var design = Design.GaussLegendre(2, 5);
        var covariance = kernel.MatrixOn(design.Nodes);
        var kronecker = GaussianProcess.On(kernel, design);
        var dense = GaussianProcess.On(kernel, design with { Axes = [] });
        Assert.Equal(0, kronecker.Nugget);
        Assert.Equal(0, dense.Nugget);
        AssertSame(covariance, LawOf(kronecker, design.Nodes.Rows));
        AssertSame(covariance, LawOf(dense, design.Nodes.Rows));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_ill_conditioned_covariance_gets_a_nugget_and_the_law_is_K_plus_nugget(int d)
    {
        // A length of 3 on [-1, 1] leaves some ten eigenvalues above rounding; 20 nodes an axis are more.
        var (kernel, design) = (new SquaredExponential([3]), Design.GaussLegendre(d, 20));
        var process = GaussianProcess.On(kernel, design);
        Assert.InRange(process.Nugget, 1e-16, 1e-12);
        var expected = kernel.MatrixOn(design.Nodes);
        for (var i = 0; i < expected.Rows; i++)
        {
            expected[i, i] += process.Nugget;
        }

        AssertSame(expected, LawOf(process, expected.Rows));
    }

    [Fact]
    public void The_nugget_is_the_smallest_of_the_ladder_that_makes_the_matrix_positive_definite()
    {
        var (kernel, design) = (new SquaredExponential([3]), Design.GaussLegendre(1, 20));
        var nugget = GaussianProcess.On(kernel, design).Nugget;
        var rung = Enumerable.Range(0, GaussianProcess.NuggetLadder.Count).MinBy(i => Math.Abs(GaussianProcess.NuggetLadder[i] - nugget));
        for (var i = 0; i <= rung; i++)
        {
            var matrix = kernel.MatrixOn(design.Nodes);
            for (var k = 0; k < matrix.Rows; k++)
            {
                matrix[k, k] += GaussianProcess.NuggetLadder[i];
            }

            Assert.Equal(i == rung, Cholesky.TryFactor(matrix, new Matrix(20, 20)));
        }
    }

    [Fact]
    public void A_function_that_is_no_covariance_is_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => GaussianProcess.On(new ScaledCovariance(1, new Distance()), Design.GaussLegendre(1, 4)));
        Assert.Contains("distance", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Draws_repeat_with_their_stream_and_differ_between_streams()
    {
        var process = GaussianProcess.On(new MaternOneHalf([1]), Design.GaussLegendre(1, 10));
        var first = process.Draw(new RandomStream(1, "tests", "draw", 0));
        Assert.Equal(first, process.Draw(new RandomStream(1, "tests", "draw", 0)));
        Assert.NotEqual(first, process.Draw(new RandomStream(1, "tests", "draw", 1)));
    }

    [Fact]
    public void Tensor_designs_integrate_mixed_monomials_exactly()
    {
        // E[x1^2 x2^4] is 1/3 * 1/5 for uniform and 1 * 3 for normal coordinates; the third coordinate is there to be ignored.
        Assert.Equal(1.0 / 15, Mean(Design.GaussLegendre(3, 4), x => x[0] * x[0] * Math.Pow(x[1], 4)), Rounding);
        Assert.Equal(3, Mean(Design.GaussHermite(3, 4), x => x[0] * x[0] * Math.Pow(x[1], 4)), 1e-13);
    }

    [Fact]
    public void The_last_coordinate_of_a_tensor_design_runs_fastest()
    {
        var design = Design.GaussLegendre(2, 3);
        Assert.Equal(design.Axes[0][0], design.Nodes[1, 0]);
        Assert.Equal(design.Axes[1][1], design.Nodes[1, 1]);
        Assert.Equal(design.Axes[0][1], design.Nodes[3, 0]);
    }

    [Fact]
    public void Point_designs_lie_in_their_domain_with_equal_weights() =>
        Prop.ForAll(Arb.From(Gen.Choose(1, 60)), Arb.From(Gen.Choose(1, 4)), (count, d) =>
        {
            var stream = new RandomStream(count, "tests", "design", d);
            foreach (var design in new[] { Design.Uniform(d, count, stream), Design.HaltonPoints(d, count) })
            {
                Assert.All(design.Nodes.Data, x => Assert.InRange(x, -1, 1));
                Assert.All(design.Weights, w => Assert.Equal(1.0 / count, w));
                Assert.Equal((count, d), (design.Nodes.Rows, design.Nodes.Columns));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_designs_have_the_variance_of_their_distribution()
    {
        // Variance 1/3 and 1; standard error of the second moment sqrt(4/45 / N) and sqrt(2 / N), six of them.
        const int Count = 20_000;
        var stream = new RandomStream(1, "tests", "design");
        Assert.Equal(1.0 / 3, Mean(Design.Uniform(1, Count, stream), x => x[0] * x[0]), 6 * Math.Sqrt(4.0 / 45 / Count));
        Assert.Equal(1, Mean(Design.Gaussian(1, Count, stream), x => x[0] * x[0]), 6 * Math.Sqrt(2.0 / Count));
    }

    [Fact]
    public void A_polynomial_is_the_sum_of_its_terms() =>
        Assert.Equal((2 * 3 * 25.0) - 4, new Polynomial([new Monomial(2, [1, 2]), new Monomial(-4, [0, 0])]).At([3, 5]));

    [Theory]
    [InlineData(1, 4, 5)]
    [InlineData(2, 3, 10)]
    [InlineData(3, 2, 10)]
    public void A_random_polynomial_has_every_monomial_up_to_its_degree_once(int d, int degree, int expected)
    {
        // Their number is the binomial coefficient (d + p over p).
        var terms = Polynomial.Random(d, degree, new RandomStream(1, "tests", "polynomial")).Terms;
        Assert.Equal(expected, terms.Select(t => string.Join(' ', t.Exponents)).Distinct().Count());
        Assert.Equal(expected, terms.Count);
        Assert.All(terms, t => Assert.InRange(t.Exponents.Sum(), 0, degree));
    }

    [Fact]
    public void A_sample_refuses_what_is_no_probability_measure()
    {
        var nodes = new Matrix(2, 1);
        Assert.Throws<ArgumentException>(() => new Sample(nodes, [0.5, 0.4], [0, 0]));
        Assert.Throws<ArgumentException>(() => new Sample(nodes, [1.5, -0.5], [0, 0]));
        Assert.Throws<ArgumentException>(() => new Sample(nodes, [0.5, 0.5], [0, double.NaN]));
        Assert.Throws<ArgumentException>(() => new Sample(nodes, [1], [0, 0]));
        Assert.Equal(2, new Sample(nodes, [0.5, 0.5], [0, 1]).Count);
    }

    /// <summary>S S^T from the images of the unit vectors.</summary>
    private static Matrix LawOf(GaussianProcess process, int n)
    {
        var images = new Matrix(n, n);
        for (var k = 0; k < n; k++)
        {
            var unit = new double[n];
            unit[k] = 1;
            process.Apply(unit).CopyTo(images.Row(k));
        }

        var law = new Matrix(n, n);
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < n; k++)
            {
                FixedOrderSum.AddScaled(images[k, i], images.Row(k), law.Row(i));
            }
        }

        return law;
    }

    private static void AssertSame(Matrix expected, Matrix actual)
    {
        // Entries are at most 1; Cholesky and eigenvalues are backward stable.
        for (var i = 0; i < expected.Data.Length; i++)
        {
            Assert.Equal(expected.Data[i], actual.Data[i], expected.Rows * 1e-15);
        }
    }

    private static double Mean(Design design, Func<double[], double> function) =>
        Enumerable.Range(0, design.Nodes.Rows).Sum(s => design.Weights[s] * function(design.Nodes.Row(s).ToArray()));

    /// <summary>|x - y|: symmetric, with a zero diagonal and negative eigenvalues.</summary>
    private sealed class Distance : Covariance
    {
        public override string Label => "distance";

        public override Vector512<double> At(ReadOnlySpan<Vector512<double>> x, ReadOnlySpan<Vector512<double>> y) => Vector512.Abs(x[0] - y[0]);
    }
}
