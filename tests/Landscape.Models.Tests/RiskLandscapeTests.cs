using Landscape.Numerics;

namespace Landscape.Models.Tests;

/// <summary>The kernel against plain code, complex steps, symmetry and the teacher's ground truth.</summary>
public class RiskLandscapeTests
{
    // The requirement, relative to the largest entry: some hundred roundings of 1e-16 leave a factor of 100.
    private const double Tolerance = 1e-12;

    public static TheoryData<string, int, int> Cases()
    {
        var cases = new TheoryData<string, int, int>();
        foreach (var activation in Activation.All)
        {
            foreach (var (n, d) in new[] { (0, 1), (1, 1), (2, 1), (3, 2), (4, 3), (2, 5), (7, 2) })
            {
                cases.Add(activation.Name, n, d);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Risk_gradient_and_Hessian_agree_with_complex_steps_for_every_remainder_of_eight_nodes(string name, int n, int d)
    {
        for (var count = 1; count <= 40; count++)
        {
            AssertAgreesWithComplexSteps(RandomProblems.Sample(count, d, seed: 1), Activation.Named(name), n);
        }
    }

    // A block holds 264 nodes, whose activations are taken 24 at a time.
    [Theory]
    [InlineData(263)]
    [InlineData(264)]
    [InlineData(265)]
    [InlineData(288)]
    [InlineData(600)]
    public void They_agree_across_the_kernels_blocks_of_264_nodes(int count) =>
        AssertAgreesWithComplexSteps(RandomProblems.Sample(count, 2, seed: 2), Activation.Logistic, 3);

    // Tiles take up to 12 columns of 1 + n (first moments) and (d + 1)(d + 2)/2 - 1 (second), so n = 1..14 and d = 1..4 meet every remainder; from n = 16 on
    // the n (n + 1)/2 rows of second moments fill more than one chunk of 128.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void They_agree_for_every_remainder_of_the_tiles(int d)
    {
        foreach (var n in Enumerable.Range(1, 14).Append(17))
        {
            AssertAgreesWithComplexSteps(RandomProblems.Sample(20, d, seed: 9), Activation.Tanh, n);
        }
    }

    [Fact]
    public void They_agree_where_kept_products_serve_several_columns_over_several_blocks() =>
        AssertAgreesWithComplexSteps(RandomProblems.Sample(530, 6, seed: 10), Activation.Tanh, 17);

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_methods_give_the_same_bits_and_forks_too(string name, int n, int d)
    {
        var landscape = new RiskLandscape(RandomProblems.Sample(300, d, seed: 3), Activation.Named(name), n);
        var theta = RandomProblems.Theta(landscape.Shape, seed: 3);
        var p = landscape.ParameterCount;
        var (gradient, again, hessian) = (new double[p], new double[p], new Matrix(p, p));
        var risk = landscape.RiskGradientHessian(theta, gradient, hessian);
        Assert.Equal(risk, landscape.Risk(theta));
        Assert.Equal(risk, landscape.Fork().RiskGradient(theta, again));
        Assert.Equal(gradient, again);
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j < i; j++)
            {
                Assert.Equal(hessian[i, j], hessian[j, i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_Hessian_vector_product_is_the_Hessian_times_the_vector(string name, int n, int d)
    {
        var landscape = new RiskLandscape(RandomProblems.Sample(301, d, seed: 4), Activation.Named(name), n);
        var p = landscape.ParameterCount;
        var (theta, v) = (RandomProblems.Theta(landscape.Shape, seed: 4), RandomProblems.Theta(landscape.Shape, seed: 5));
        var (hessian, product) = (new Matrix(p, p), new double[p]);
        landscape.RiskGradientHessian(theta, new double[p], hessian);
        landscape.HessianVector(theta, v, product);
        var expected = Enumerable.Range(0, p).Select(i => FixedOrderSum.Dot(hessian.Row(i), v)).ToArray();
        AssertClose(expected, product, hessian.Data.Max(Math.Abs));
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("logistic")]
    [InlineData("sin")]
    [InlineData("gaussian")]
    public void Risk_is_constant_and_derivatives_are_covariant_on_the_orbit_of_two_to_the_n_times_n_factorial_copies(string name)
    {
        var activation = Activation.Named(name);
        var landscape = new RiskLandscape(RandomProblems.Sample(60, 2, seed: 6), activation, 3);
        var theta = RandomProblems.Theta(landscape.Shape, seed: 6);
        var p = landscape.ParameterCount;
        var (gradient, hessian) = (new double[p], new Matrix(p, p));
        var risk = landscape.RiskGradientHessian(theta, gradient, hessian);
        var distinct = new HashSet<string>();
        foreach (var map in Orbit(landscape.Shape, activation))
        {
            // theta' = M theta (+ nothing constant), J(theta') = J(theta): gradient = M^T gradient', Hessian = M^T Hessian' M.
            var moved = Apply(map, theta);
            var (movedGradient, movedHessian) = (new double[p], new Matrix(p, p));
            Assert.Equal(risk, landscape.RiskGradientHessian(moved, movedGradient, movedHessian), Tolerance * risk);
            AssertClose(gradient, ApplyTransposed(map, movedGradient), gradient.Max(Math.Abs));
            var left = Enumerable.Range(0, p).Select(i => ApplyTransposed(map, movedHessian.Row(i).ToArray())).ToArray();
            for (var j = 0; j < p; j++)
            {
                var column = ApplyTransposed(map, [.. left.Select(row => row[j])]);
                AssertClose(hessian.Row(j).ToArray(), column, hessian.Data.Max(Math.Abs));
            }

            distinct.Add(string.Join(' ', moved));
        }

        // 2^3 3! = 48.
        Assert.Equal(48, distinct.Count);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_teacher_is_a_critical_point_of_risk_zero_whose_Hessian_is_the_Gauss_Newton_term(string name, int n, int d)
    {
        var activation = Activation.Named(name);
        var shape = new NetworkShape(d, n);
        var (inputs, teacher) = (RandomProblems.Sample(50, d, seed: 7), RandomProblems.Theta(shape, seed: 7));
        var targets = Enumerable.Range(0, inputs.Count).Select(s => Network.Evaluate(shape, activation, teacher, inputs.Nodes.Row(s))).ToArray();
        var landscape = new RiskLandscape(new Sample(inputs.Nodes, inputs.Weights, targets), activation, n);
        var (gradient, hessian) = (new double[shape.ParameterCount], new Matrix(shape.ParameterCount, shape.ParameterCount));
        Assert.Equal(0, landscape.RiskGradientHessian(teacher, gradient, hessian));
        Assert.All(gradient, g => Assert.Equal(0, g));
        AssertGaussNewton(landscape, teacher, hessian);
    }

    [Fact]
    public void Parameters_that_are_not_finite_give_NaN_and_no_exception()
    {
        var landscape = new RiskLandscape(RandomProblems.Sample(10, 1, seed: 8), Activation.Tanh, 1);
        Assert.True(double.IsNaN(landscape.Risk([1, double.NaN, 1, 0])));
    }

    [Fact]
    public void A_saturated_neuron_has_finite_derivatives()
    {
        var landscape = new RiskLandscape(RandomProblems.Sample(10, 1, seed: 9), Activation.Logistic, 1);
        var (gradient, hessian) = (new double[4], new Matrix(4, 4));
        Assert.True(double.IsFinite(landscape.RiskGradientHessian([1e5, -1e8, 3, 0], gradient, hessian)));
        Assert.All(gradient.Concat(hessian.Data), v => Assert.True(double.IsFinite(v)));
    }

    [Fact]
    public void A_wrong_length_is_refused_with_the_right_one()
    {
        var landscape = new RiskLandscape(RandomProblems.Sample(10, 2, seed: 9), Activation.Tanh, 3);
        var error = Assert.Throws<ArgumentException>(() => landscape.Risk(new double[12]));
        Assert.Contains("13", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_evaluation_allocates()
    {
        var landscape = new RiskLandscape(RandomProblems.Sample(100, 2, seed: 10), Activation.Tanh, 3);
        var theta = RandomProblems.Theta(landscape.Shape, seed: 10);
        var (gradient, hessian) = (new double[theta.Length], new Matrix(theta.Length, theta.Length));
        landscape.RiskGradientHessian(theta, gradient, hessian);
        landscape.HessianVector(theta, theta, gradient);
        var before = GC.GetAllocatedBytesForCurrentThread();
        landscape.Risk(theta);
        landscape.RiskGradientHessian(theta, gradient, hessian);
        landscape.HessianVector(theta, theta, gradient);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void With_a_ridge_all_methods_agree_with_complex_steps_and_with_each_other(string name, int n, int d)
    {
        // Ridges that are small beside the risk and large beside it.
        foreach (var ridge in new[] { 1e-3, 10 })
        {
            var sample = RandomProblems.Sample(21, d, seed: 11);
            AssertAgreesWithComplexSteps(sample, Activation.Named(name), n, ridge);
            var landscape = new RiskLandscape(sample, Activation.Named(name), n, ridge);
            var (p, theta, v) = (landscape.ParameterCount, RandomProblems.Theta(landscape.Shape, seed: 11), RandomProblems.Theta(landscape.Shape, seed: 12));
            var (gradient, again, product, hessian) = (new double[p], new double[p], new double[p], new Matrix(p, p));
            var risk = landscape.RiskGradientHessian(theta, gradient, hessian);
            Assert.Equal(risk, landscape.Risk(theta));
            Assert.Equal(risk, landscape.Fork().RiskGradient(theta, again));
            Assert.Equal(gradient, again);
            landscape.HessianVector(theta, v, product);
            AssertClose([.. Enumerable.Range(0, p).Select(i => FixedOrderSum.Dot(hessian.Row(i), v))], product, hessian.Data.Max(Math.Abs));
        }
    }

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_ridge_that_is_negative_or_not_finite_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>("ridge", () => new RiskLandscape(RandomProblems.Sample(5, 1, seed: 1), Activation.Tanh, 1, value));

    private static void AssertAgreesWithComplexSteps(Sample sample, Activation activation, int n, double ridge = 0)
    {
        var landscape = new RiskLandscape(sample, activation, n, ridge);
        var theta = RandomProblems.Theta(landscape.Shape, seed: sample.Count);
        var p = landscape.ParameterCount;
        var (gradient, hessian) = (new double[p], new Matrix(p, p));
        var risk = landscape.RiskGradientHessian(theta, gradient, hessian);
        var expectedRisk = PlainRisk.Risk(sample, activation, n, theta, ridge);
        Assert.Equal(expectedRisk, risk, Tolerance * expectedRisk);
        var expectedGradient = PlainRisk.Gradient(sample, activation, n, theta, ridge);
        AssertClose(expectedGradient, gradient, expectedGradient.Max(Math.Abs));
        var expectedHessian = PlainRisk.Hessian(sample, activation, n, theta, ridge);
        var scale = expectedHessian.Max(row => row.Max(Math.Abs));
        for (var i = 0; i < p; i++)
        {
            AssertClose(expectedHessian[i], hessian.Row(i).ToArray(), scale);
        }
    }

    /// <summary>H = 2 E[dPsi dPsi^T], the features written out node by node.</summary>
    private static void AssertGaussNewton(RiskLandscape landscape, double[] theta, Matrix hessian)
    {
        var (shape, sample) = (landscape.Shape, landscape.Sample);
        var expected = new Matrix(theta.Length, theta.Length);
        for (var s = 0; s < sample.Count; s++)
        {
            var features = new double[theta.Length];
            features[shape.Beta] = 1;
            for (var j = 0; j < shape.Width; j++)
            {
                var z = theta[shape.B(j)];
                for (var k = 0; k < shape.InputDimension; k++)
                {
                    z += theta[shape.U(j) + k] * sample.Nodes[s, k];
                }

                var (value, first, _) = landscape.Activation.Evaluate(z);
                (features[shape.A(j)], features[shape.B(j)]) = (value, theta[shape.A(j)] * first);
                for (var k = 0; k < shape.InputDimension; k++)
                {
                    features[shape.U(j) + k] = theta[shape.A(j)] * first * sample.Nodes[s, k];
                }
            }

            for (var i = 0; i < theta.Length; i++)
            {
                FixedOrderSum.AddScaled(2 * sample.Weights[s] * features[i], features, expected.Row(i));
            }
        }

        AssertClose(expected.Data, hessian.Data, expected.Data.Max(Math.Abs));
    }

    /// <summary>The 2^n n! symmetries as matrices M: theta' = M theta has the same realization.</summary>
    private static IEnumerable<double[][]> Orbit(NetworkShape shape, Activation activation)
    {
        int[][] permutations = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        foreach (var permutation in permutations)
        {
            for (var signs = 0; signs < 8; signs++)
            {
                var map = Enumerable.Range(0, shape.ParameterCount).Select(_ => new double[shape.ParameterCount]).ToArray();
                map[shape.Beta][shape.Beta] = 1;
                for (var j = 0; j < 3; j++)
                {
                    var flipped = (signs >> j & 1) == 1;
                    for (var k = 0; k < shape.NeuronSize; k++)
                    {
                        map[shape.U(permutation[j]) + k][shape.U(j) + k] = flipped ? -1 : 1;
                    }

                    if (flipped && activation.Symmetry == ActivationSymmetry.Even)
                    {
                        map[shape.A(permutation[j])][shape.A(j)] = 1;
                    }

                    // psi(-z) = 1 - psi(z): the flipped neuron's output moves into beta.
                    map[shape.Beta][shape.A(j)] = flipped && activation.Symmetry == ActivationSymmetry.Logistic ? 1 : 0;
                }

                yield return map;
            }
        }
    }

    private static double[] Apply(double[][] map, double[] v) => [.. map.Select(row => row.Zip(v, (a, b) => a * b).Sum())];

    private static double[] ApplyTransposed(double[][] map, double[] v) =>
        [.. Enumerable.Range(0, v.Length).Select(j => Enumerable.Range(0, v.Length).Sum(i => map[i][j] * v[i]))];

    private static void AssertClose(double[] expected, double[] actual, double scale)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * scale, $"entry {i}: expected {expected[i]:R}, got {actual[i]:R}, scale {scale}");
        }
    }
}
