using FsCheck;
using FsCheck.Fluent;
using Landscape.Models;

namespace Landscape.Search.Tests.Detection;

public class RedundancyTests
{
    // Neurons (w, b, a), d = 1; efficient: distinct, with w and a away from 0.
    private static readonly double[] Core = [1.3, 0.4, 0.9, -0.8, 1.1, 0.6, 0.2];

    public static TheoryData<string> Activations => new(Activation.All.Select(a => a.Name));

    [Theory]
    [MemberData(nameof(Activations))]
    public void Distances_are_zero_exactly_on_their_sets(string name)
    {
        Assert.Equal(RedundancyKinds.None, Kinds(name, Core));
        Assert.Equal(RedundancyKinds.Deactivation, Kinds(name, [1.3, 0.4, 0.9, -0.8, 1.1, 0, 0.2]));
        Assert.Equal(RedundancyKinds.Bias, Kinds(name, [1.3, 0.4, 0.9, 0, 1.1, 0.6, 0.2]));
        Assert.Equal(RedundancyKinds.Duplication, Kinds(name, [1.3, 0.4, 0.9, 1.3, 0.4, 0.6, 0.2]));
        Assert.Equal(HasSigns(name) ? RedundancyKinds.Duplication : RedundancyKinds.None, Kinds(name, [1.3, 0.4, 0.9, -1.3, -0.4, 0.6, 0.2]));
        Assert.Equal(RedundancyKinds.Deactivation | RedundancyKinds.Bias, Kinds(name, [1.3, 0.4, 0.9, 0, 1.1, 0, 0.2]));
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Distances_are_invariant_under_symmetry(string name) =>
        Prop.ForAll(Gen.Choose(-300, 300).ArrayOf(7).ToArbitrary(), entries =>
        {
            var landscape = Of(name, 2);
            var theta = entries.Select(e => e / 100.0).ToArray();
            var image = SymmetryGroup.Of(landscape).Image(theta, [1, 0], [1, HasSigns(name) ? -1 : 1]);
            var (x, y) = (RedundancyDistances.Of(landscape, theta), RedundancyDistances.Of(landscape, image));
            // Sums of 25 terms below 100 in another order: 1e-13, and the square root of that where a distance vanishes.
            Assert.Equal(x.Deactivation, y.Deactivation);
            Assert.Equal(x.Bias, y.Bias, 1e-12);
            Assert.Equal(x.Duplication, y.Duplication, 1e-12);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("tanh")]
    [InlineData("logistic")]
    [InlineData("softplus")]
    [InlineData("gelu")]
    [InlineData("silu")]
    public void The_margin_goes_to_zero_with_the_distance_to_bias_and_duplication(string name)
    {
        var landscape = Of(name, 2);
        // Steep neurons, whose features are far from dependent on [-1, 1].
        var bias = Enumerable.Range(0, 6).Select(k => PolynomialFeatures.Margin(landscape, [6, 0.4, 0.9, 3 / Power(k), 0.6, 0.6, 0.2])).ToArray();
        var duplication = Enumerable.Range(0, 6).Select(k => PolynomialFeatures.Margin(landscape, [6, 0.4, 0.9, 6 + (4 / Power(k)), 0.4 + (2 / Power(k)), 0.6, 0.2])).ToArray();
        foreach (var margins in new[] { bias, duplication })
        {
            Assert.InRange(margins[0], 1e-9, 1);
            Assert.All(margins.Zip(margins.Skip(1)), p => Assert.True(p.Second < Math.Max(p.First, 1e-15)));
            Assert.True(margins[^1] < 1e-3 * margins[0], "five decades nearer the set");
        }

        // On the sets columns coincide or are multiples: zero to the rounding of the singular values.
        Assert.InRange(PolynomialFeatures.Margin(landscape, [6, 0.4, 0.9, 0, 0.6, 0.6, 0.2]), 0, 1e-15);
        Assert.InRange(PolynomialFeatures.Margin(landscape, [6, 0.4, 0.9, 6, 0.4, 0.6, 0.2]), 0, 1e-15);

        static double Power(int k) => k == 0 ? 1 : 10 * Power(k - 1);
    }

    [Theory]
    [InlineData("erf")]
    [InlineData("arctan")]
    [InlineData("sin")]
    [InlineData("gaussian")]
    public void Where_the_activation_solves_a_linear_equation_of_the_features_the_margin_is_zero_everywhere(string name) =>
        // psi'' = -2z psi'; (1 + z^2) psi'' = -2z psi'; psi'' = -psi; psi'' = -2z psi' - 2 psi, with z = u . x~: features depend on each other.
        Prop.ForAll(Gen.Choose(-300, 300).ArrayOf(7).ToArbitrary(), entries =>
            Assert.InRange(PolynomialFeatures.Margin(Of(name, 2), [.. entries.Select(e => e / 100.0)]), 0, 1e-15)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("tanh")]
    [InlineData("gaussian")]
    public void The_margin_of_an_odd_or_even_network_is_invariant_under_symmetry(string name) =>
        // Not that of a logistic one: psi(-z) = 1 - psi(z) spans the same space with the function 1, but is another column.
        Prop.ForAll(Gen.Choose(-300, 300).ArrayOf(7).ToArbitrary(), entries =>
        {
            var landscape = Of(name, 2);
            var theta = entries.Select(e => e / 100.0).ToArray();
            var image = SymmetryGroup.Of(landscape).Image(theta, [1, 0], [1, -1]);
            Assert.Equal(PolynomialFeatures.Margin(landscape, theta), PolynomialFeatures.Margin(landscape, image), 1e-13);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_margin_is_the_smallest_singular_value_of_the_normalised_features()
    {
        // Against the definition: min |M c| over unit c is attained at the eigenvector of the Gram matrix; here by MathNet-free inverse check.
        var landscape = Of("tanh", 1);
        double[] theta = [1.3, 0.4, 0.9, 0.2];
        var functions = PolynomialFeatures.Functions(landscape, theta);
        var gram = new Numerics.Matrix(functions.Rows, functions.Rows);
        for (var i = 0; i < gram.Rows; i++)
        {
            for (var j = 0; j < gram.Rows; j++)
            {
                gram[i, j] = Inner(i, j) / Math.Sqrt(Inner(i, i) * Inner(j, j));
            }
        }

        // sigma = sqrt(lambda): the Gram matrix resolves lambda to 1e-15, sigma ~ 1e-3 to 1e-12.
        Assert.Equal(Math.Sqrt(Numerics.SymmetricEigen.ValuesOf(gram)[0]), PolynomialFeatures.Margin(landscape, theta), 1e-11);
        Assert.Equal(7, functions.Rows); // 1, psi, psi' x, psi', psi'' x^2, psi'' x, psi''

        double Inner(int i, int j) => functions.Row(i).ToArray().Zip(functions.Row(j).ToArray(), (a, b) => a * b).Sum();
    }

    [Fact]
    public void More_functions_than_nodes_leave_no_margin()
    {
        var landscape = new RiskLandscape(Landscapes.OnGrid(1, 6, x => x[0]), Activation.Tanh, 1); // 7 functions on 6 nodes
        Assert.Equal(0, PolynomialFeatures.Margin(landscape, [1.3, 0.4, 0.9, 0.2]));
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Pruning_an_extended_network_gives_back_the_network(string name) =>
        // Extensions one after another: a dead neuron, a constant neuron, a split with either sign.
        Prop.ForAll(Extensions(name, 2).ToArbitrary(), theta =>
        {
            var landscape = Of(name, 4);
            var core = Pruning.Core(landscape, theta);
            Assert.Equal(Core.Length, core.Length);
            // Sums of a few numbers below 10.
            Assert.InRange(new SymmetryGroup(new NetworkShape(1, 2), landscape.Activation.Symmetry).Distance(Core, core), 0, 1e-13);
            Assert.All(Landscapes.Realization(landscape, theta).Zip(Landscapes.Realization(Of(name, 2), core)), p => Assert.Equal(p.First, p.Second, 1e-13));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_efficient_network_is_its_own_core() => Assert.Equal(Core, Pruning.Core(Of("tanh", 2), Core));

    [Fact]
    public void A_network_without_live_neurons_prunes_to_the_constant() =>
        Assert.Equal([0.2], Pruning.Core(Of("logistic", 2), [1.3, 0.4, 0, -0.8, 1.1, 0, 0.2]));

    /// <summary>The core extended so many times, each time by a dead neuron, a constant neuron or a split with either sign.</summary>
    internal static Gen<double[]> Extensions(string name, int count) =>
        Gen.Choose(0, HasSigns(name) ? 3 : 2).ArrayOf(count).Zip(Gen.Choose(-300, 300).ArrayOf(3 * count)).Select(pair =>
            Enumerable.Range(0, count).Aggregate(Core, (theta, step) =>
                Extended(Activation.Named(name), theta, pair.Item1[step], [.. pair.Item2.Skip(3 * step).Take(3).Select(e => e / 100.0)])));

    private static double[] Extended(Activation activation, double[] theta, int kind, double[] free)
    {
        var beta = theta[^1];
        var neurons = theta[..^1];
        switch (kind)
        {
            case 0:
                return [.. neurons, free[0], free[1], 0, beta];
            case 1:
                return [.. neurons, 0, free[0], free[1], beta - (free[1] * activation.Evaluate(free[0]).Value)];
            default:
                var sign = kind == 2 ? 1 : -1;
                // free psi(-z) = free psi(z) for even activations, -free psi(z) for odd ones, free - free psi(z) for the logistic function.
                var factor = activation.Symmetry == ActivationSymmetry.Even ? 1 : sign;
                var moved = neurons[2] - (factor * free[0]);
                var shift = sign < 0 && activation.Symmetry == ActivationSymmetry.Logistic ? free[0] : 0;
                return [neurons[0], neurons[1], moved, .. neurons[3..], sign * neurons[0], sign * neurons[1], free[0], beta - shift];
        }
    }

    private static bool HasSigns(string name) => Activation.Named(name).Symmetry is ActivationSymmetry.Odd or ActivationSymmetry.Even or ActivationSymmetry.Logistic;

    private static RiskLandscape Of(string activation, int width) => new(Landscapes.Wave, Activation.Named(activation), width);

    private static RedundancyKinds Kinds(string activation, double[] theta) => RedundancyDistances.Of(Of(activation, 2), theta).Kinds();
}
