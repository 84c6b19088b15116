using FsCheck;
using FsCheck.Fluent;
using Landscape.Models;
using Landscape.Numerics;
using Landscape.Search;

namespace Landscape.Compose.Tests;

public sealed class CompositionTests
{
    public static TheoryData<string> Scalar => Support.ScalarCosts;

    // Two to five layers, widths from 1 to 5.
    private static Gen<int[]> Shapes => Gen.Choose(3, 6).SelectMany(count => Gen.Choose(1, 5).ArrayOf(count));

    [Fact]
    public void Gradients_and_Hessians_are_derivatives_for_every_depth_shape_and_cost()
    {
        Prop.ForAll(Shapes.ToArbitrary(), Gen.Elements(CostCatalogue.Matrix.ToArray()).ToArbitrary(), (widths, name) =>
        {
            var random = new Random(widths.Sum());
            var composition = new Composition(Support.Draw(name, widths[^1], widths[0]), widths);
            double[] theta = [.. Support.NormalVector(composition.Dimension, random).Select(x => x / 2)];
            double[] v = [.. Support.NormalVector(composition.Dimension, random).Select(x => x / Math.Sqrt(composition.Dimension))];
            var (gradient, product) = (new double[theta.Length], new double[theta.Length]);
            composition.Gradient(theta, gradient);
            composition.HessianVector(theta, v, product);

            // Support.Derivative with values up to some 50 and a seventh derivative that grows with the depth.
            Assert.Equal(Support.Derivative(t => composition.Value(Support.Plus(theta, t, v))), Support.Dot(gradient, v), 1e-7);
            var hessian = composition.Hessian(theta);
            for (var i = 0; i < theta.Length; i++)
            {
                Assert.Equal(Support.Derivative(t => GradientEntry(composition, Support.Plus(theta, t, v), i)), product[i], 1e-7);
                Assert.Equal(Support.Dot(hessian.Row(i).ToArray(), v), product[i], 1e-10);
                Assert.Equal(Enumerable.Range(0, theta.Length).Select(j => hessian[j, i]), hessian.Row(i).ToArray());
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Scalar))]
    public void Two_layers_and_a_number_have_the_Hessian_of_the_closed_form(string name)
    {
        // z = w_2 w_1, so d2g = f'' dz dz^T + f' [0 I; I 0] with dz = (w_2, w_1).
        const int K = 3;
        var cost = CostCatalogue.Named(name);
        var composition = new Composition(cost, 1, K, 1);
        var theta = Support.NormalVector(2 * K, new Random(7));
        var z = Support.Dot(theta[..K], theta[K..]);
        double[] dz = [.. theta[K..], .. theta[..K]];
        var hessian = composition.Hessian(theta);
        for (var i = 0; i < 2 * K; i++)
        {
            for (var j = 0; j < 2 * K; j++)
            {
                var expected = (cost.Second(z) * dz[i] * dz[j]) + (Math.Abs(i - j) == K ? cost.First(z) : 0);
                Assert.Equal(expected, hessian[i, j], 1e-13 * (1 + Math.Abs(expected)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Scalar))]
    public void The_origin_has_the_spectrum_of_plus_and_minus_the_slope_for_every_cost_and_width(string name)
    {
        var cost = CostCatalogue.Named(name);
        var slope = Math.Abs(cost.First(0));
        foreach (var k in new[] { 1, 2, 5 })
        {
            var composition = new Composition(cost, 1, k, 1);
            var eigenvalues = SymmetricEigen.ValuesOf(composition.Hessian(new double[2 * k]));
            Assert.All(eigenvalues.Take(k), e => Assert.Equal(-slope, e, 1e-14 * slope));
            Assert.All(eigenvalues.Skip(k), e => Assert.Equal(slope, e, 1e-14 * slope));
        }
    }

    [Theory]
    [InlineData(2, 2, 2)]
    [InlineData(3, 2, 2)]
    [InlineData(3, 3, 3)]
    [InlineData(5, 4, 4)]
    public void Saddles_with_r_layers_at_zero_have_order_r_and_the_predicted_spectrum(int layers, int zero, int order)
    {
        int[] widths = [2, .. Enumerable.Repeat(3, layers - 1), 2];
        var composition = new Composition(Support.Draw("least-squares", 2, 2), widths);
        var stream = new RandomStream(1, "tests", "saddles", layers, zero);
        var saddle = DegenerateSaddle.Draw(composition, zero, stream);
        var measured = SymmetricEigen.ValuesOf(composition.Hessian(saddle.Theta));
        Assert.All(measured.Zip(saddle.Eigenvalues), pair => Assert.Equal(pair.Second, pair.First, 1e-12));

        // Four eigenvalues +-sigma(F) sigma(M) for each of three M and two F: only r = 2 bends at second order.
        Assert.Equal(order == 2 ? 12 : 0, saddle.Eigenvalues.Count(e => e != 0));
        var direction = Support.NormalVector(composition.Dimension, new Random(order));

        // The next power changes the exponent by about 2^-30 times a ratio of coefficients.
        Assert.Equal(order, SaddleOrder.Measure(composition, saddle.Theta, direction), 1e-6);
    }

    [Fact]
    public void A_saddle_needs_at_least_two_and_at_most_all_layers_at_zero()
    {
        var composition = new Composition(CostCatalogue.Named("log-cosh"), 1, 2, 1);
        var stream = new RandomStream(1, "tests", "saddles");
        Assert.Throws<ArgumentOutOfRangeException>(() => DegenerateSaddle.Draw(composition, 1, stream));
        Assert.Throws<ArgumentOutOfRangeException>(() => DegenerateSaddle.Draw(composition, 3, stream));
    }

    [Fact]
    public void The_imbalance_satisfies_its_identities()
    {
        // p^2 = c^2 + 4 z^2, c = lambda_max(C) - lambda_min(C) for k > 1, and c^2 = 2 |C|^2 - (tr C)^2: three computations of one number.
        foreach (var k in new[] { 2, 3, 7 })
        {
            var composition = new Composition(CostCatalogue.Named("log-cosh"), 1, k, 1);
            var theta = Support.NormalVector(2 * k, new Random(k));
            var c = Invariants.Imbalance(composition, theta);
            var invariant = Invariants.At(composition, theta, 1);
            var eigenvalues = SymmetricEigen.ValuesOf(invariant);
            var (p, z) = (Support.Dot(theta, theta), Support.Dot(theta[..k], theta[k..]));
            var trace = Enumerable.Range(0, k).Sum(i => invariant[i, i]);
            Assert.Equal(p * p, (c * c) + (4 * z * z), 1e-13 * p * p);
            Assert.Equal(eigenvalues[^1] - eigenvalues[0], c, 1e-13 * c);
            Assert.Equal((2 * Support.Dot(invariant.Data, invariant.Data)) - (trace * trace), c * c, 1e-13 * p * p);
        }
    }

    [Fact]
    public void The_invariants_do_not_change_along_the_gradient()
    {
        // d/dt C_i = 0 for W' = -dg: the derivative of C_i along the gradient vanishes, any depth and shape.
        var composition = new Composition(Support.Draw("log-det-trace", 2, 3), 3, 4, 2, 5, 2);
        var theta = Support.NormalVector(composition.Dimension, new Random(3));
        var gradient = new double[theta.Length];
        composition.Gradient(theta, gradient);
        for (var i = 1; i < composition.Layers; i++)
        {
            for (var entry = 0; entry < composition.Widths[i] * composition.Widths[i]; entry++)
            {
                var scale = Support.Dot(gradient, gradient) + Support.Dot(theta, theta);

                // C_i is quadratic: the difference has no truncation error.
                Assert.Equal(0, Support.Derivative(t => Invariants.At(composition, Support.Plus(theta, t, gradient), i).Data[entry]), 1e-12 * scale);
            }
        }
    }

    [Fact]
    public void The_sensitivity_of_the_product_is_the_sum_of_its_squared_derivatives()
    {
        foreach (var widths in new[] { new[] { 1, 3, 1 }, [1, 1, 1], [1, 2, 4, 3, 1] })
        {
            var composition = new Composition(CostCatalogue.Named("log-cosh"), widths);
            var theta = Support.NormalVector(composition.Dimension, new Random(widths.Length));
            var unit = Enumerable.Range(0, theta.Length).Select(i => Enumerable.Range(0, theta.Length).Select(j => i == j ? 1.0 : 0).ToArray());
            var expected = unit.Select(e => Support.Derivative(t => composition.Product(Support.Plus(theta, t, e))[0, 0])).Sum(d => d * d);
            Assert.Equal(expected, ProductSensitivity.SquaredNorm(composition, theta), 1e-10 * expected);
        }

        var matrix = new Composition(Support.Draw("least-squares", 2, 2), 2, 2, 2);
        Assert.Throws<ArgumentException>(() => ProductSensitivity.SquaredNorm(matrix, new double[8]));
    }

    [Fact]
    public void Wrong_shapes_are_refused_with_what_was_expected()
    {
        var cost = Support.Draw("least-squares", 2, 3);
        Assert.Contains("expected 3-...-2", Assert.Throws<ArgumentException>(() => new Composition(cost, 2, 4, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("at least two layers", Assert.Throws<ArgumentException>(() => new Composition(cost, 3, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("widths of at least 1", Assert.Throws<ArgumentException>(() => new Composition(cost, 3, 0, 2)).Message, StringComparison.Ordinal);
        var composition = new Composition(cost, 3, 4, 2);
        Assert.Contains("expected 20", Assert.Throws<ArgumentException>(() => composition.Value(new double[19])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Critical_points_of_least_squares_have_the_hand_computed_indices()
    {
        // p = 2, s = (2, 1), k = 1, four parameters. At 0 the form is -2 s_1 s_2-wise: two negative, two positive. Keeping s = 2: the global minimum, with the scaling
        // between the layers as its only flat direction. Keeping s = 1: one descent direction, towards s = 2.
        AssertPoint(1, [], 2.5, 2, 0);
        AssertPoint(1, [0], 0.5, 0, 1);
        AssertPoint(1, [1], 2, 1, 1);

        // k = 2: the minimum has value 0 and the flat directions of GL(2).
        AssertPoint(2, [0, 1], 0, 0, 4);

        static void AssertPoint(int k, int[] subset, double value, int index, int nullity)
        {
            var target = SingularTarget.Draw([2, 1], new RandomStream(1, "tests", "target"));
            var mixing = new Matrix(k, k);
            for (var i = 0; i < k; i++)
            {
                (mixing[i, i], mixing[i, 0]) = (1, i == 0 ? 1 : 0.5);
            }

            var point = LeastSquaresCriticalPoint.Of(target, subset, mixing);
            Assert.Equal((index, nullity), (point.Index, point.Nullity));
            Assert.Equal(value, point.Value, 1e-15);
            var composition = new Composition(new LeastSquares(target.ToMatrix()), 2, k, 2);
            var reached = ReachedPoint.At(composition, point.Theta, 1e-13);
            Assert.NotEqual(ReachedKind.NotCritical, reached.Kind);
            Assert.Equal((index, nullity), (reached.MorseIndex, reached.Nullity));
            Assert.Equal(value, composition.Value(point.Theta), 1e-13);
        }
    }

    [Fact]
    public void A_subset_larger_than_the_width_is_refused() =>
        Assert.Throws<ArgumentException>(() => LeastSquaresCriticalPoint.Of(SingularTarget.Draw([2, 1], new RandomStream(1, "tests", "t")), [0, 1], new Matrix(1, 1)));

    private static double GradientEntry(Composition composition, double[] theta, int entry)
    {
        var gradient = new double[theta.Length];
        composition.Gradient(theta, gradient);
        return gradient[entry];
    }
}
