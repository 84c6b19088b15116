using System.Numerics;
using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Compose.Tests;

public sealed class CostTests
{
    // The catalogue's costs written down a second time, on the complex plane.
    private static readonly Dictionary<string, Func<Complex, Complex>> Definitions = new()
    {
        ["shifted-quadratic"] = z => (z - 1) * (z - 1) / 2,
        ["quartic-double-well"] = z => (((z - 0.25) * (z - 0.25)) - 1) * (((z - 0.25) * (z - 0.25)) - 1) / 4,
        ["log-cosh"] = z => Complex.Log(Complex.Cosh(z - 1.5)),
        ["pseudo-huber"] = z => Complex.Sqrt(1 + ((z + 1) * (z + 1))) - 1,
        ["exp-minus-linear"] = z => Complex.Exp(z - 0.75) - (z - 0.75) - 1,
        ["tilted-multi-well"] = z => 0.2 * ((Power(z, 6) / 6) - (Power(z, 5) / 20) - (5 * Power(z, 4) / 4) + (5 * Power(z, 3) / 12) + (2 * z * z) - z),
    };

    public static TheoryData<string> Scalar => Support.ScalarCosts;

    public static TheoryData<string> Matrices => Support.MatrixCosts;

    private static IEnumerable<double> Points => Enumerable.Range(-30, 61).Select(i => i / 10.0);

    [Theory]
    [MemberData(nameof(Scalar))]
    public void A_scalar_cost_and_its_slope_are_those_of_its_definition_on_the_complex_plane(string name)
    {
        var (cost, definition) = (CostCatalogue.Named(name), Definitions[name]);
        foreach (var z in Points)
        {
            // Im f(z + i t) / t = f'(z) up to t^2: no difference is taken, so nothing cancels. Values up to 200 and a few roundings: 1e-13 of them.
            var complex = definition(new Complex(z, 1e-20));
            Assert.Equal(complex.Real, cost.Value(z), 1e-13 * (1 + Math.Abs(complex.Real)));
            Assert.Equal(complex.Imaginary / 1e-20, cost.First(z), 1e-12 * (1 + Math.Abs(cost.First(z))));
        }
    }

    [Theory]
    [MemberData(nameof(Scalar))]
    public void The_curvature_of_a_scalar_cost_is_the_derivative_of_its_slope(string name)
    {
        var cost = CostCatalogue.Named(name);

        // Support.Derivative is good to 1e-12 of the function's size; slopes reach 100 on this range.
        Assert.All(Points, z => Assert.Equal(Support.Derivative(t => cost.First(z + t)), cost.Second(z), 1e-10 * (1 + Math.Abs(cost.First(z)))));
    }

    [Theory]
    [MemberData(nameof(Scalar))]
    public void The_listed_critical_points_are_all_zeros_of_the_slope(string name)
    {
        var cost = CostCatalogue.Named(name);
        Assert.All(cost.CriticalPoints, z => Assert.Equal(0, cost.First(z), 1e-15));

        // The zeros are simple and at least 3/4 apart, so sign changes between points that are 0.01 apart count them; the grid misses them by 0.003.
        var signs = Enumerable.Range(-1000, 2001).Select(i => Math.Sign(cost.First((i / 100.0) + 0.003))).ToList();
        Assert.Equal(cost.CriticalPoints.Count, signs.Zip(signs.Skip(1)).Count(pair => pair.First != pair.Second));
        Assert.Equal(cost.CriticalPoints.Order(), cost.CriticalPoints);
        Assert.NotEqual(0, cost.First(0));
    }

    [Theory]
    [MemberData(nameof(Matrices))]
    public void Gradients_and_second_derivatives_of_matrix_costs_are_derivatives(string name)
    {
        var random = new Random(1);
        foreach (var (rows, columns) in new[] { (1, 1), (2, 3), (3, 2), (4, 4), (1, 9) })
        {
            var cost = Support.Draw(name, rows, columns);
            var (z, v) = (Support.Normal(rows, columns, random), Support.Normal(rows, columns, random));
            var (gradient, second) = (new Matrix(rows, columns), new Matrix(rows, columns));
            cost.Gradient(z, gradient);
            cost.SecondDerivative(z, v, second);

            // Values up to some 50 and directions of length up to 6: 1e-8 is far above the difference's error, far below any wrong term.
            Assert.Equal(Support.Derivative(t => cost.Value(Support.Plus(z, t, v))), Support.Dot(gradient.Data, v.Data), 1e-8);
            for (var entry = 0; entry < v.Data.Length; entry++)
            {
                Assert.Equal(Support.Derivative(t => GradientEntry(cost, Support.Plus(z, t, v), entry)), second.Data[entry], 1e-8);
            }
        }
    }

    [Fact]
    public void The_log_determinant_is_the_sum_over_singular_values()
    {
        // Z = diag(1, 2) and S = 0: log det(I + Z^T Z) / 2 = (log 2 + log 5) / 2, the trace term (1 + 4) / 2.
        var z = new Matrix(2, 2);
        (z[0, 0], z[1, 1]) = (1, 2);
        Assert.Equal((Math.Log(10) / 2) + 2.5, new LogDetTrace(new Matrix(2, 2)).Value(z), 1e-14);
    }

    [Fact]
    public void An_improper_cost_is_refused_with_its_name_and_what_is_wrong()
    {
        var error = Assert.Throws<ArgumentException>(() => new Composition(new BareExponential(), 1, 2, 1));
        Assert.Contains("cost bare-exponential is not proper", error.Message, StringComparison.Ordinal);
        Assert.Contains("unbounded sublevel set", error.Message, StringComparison.Ordinal);
        Assert.Contains("[-1]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Costs_refuse_data_that_would_make_them_improper_or_do_not_fit()
    {
        var target = new Matrix(2, 3);
        var weights = new Matrix(2, 3);
        Assert.Contains("sublevel sets are unbounded", Assert.Throws<ArgumentException>(() => new LeastSquares(target, weights)).Message, StringComparison.Ordinal);
        Assert.Contains("2 x 3", Assert.Throws<ArgumentException>(() => new LeastSquares(target, new Matrix(3, 2))).Message, StringComparison.Ordinal);

        var labels = new Matrix(4, 1);
        labels.Data.AsSpan().Fill(1);
        Assert.Contains("ridge", Assert.Throws<ArgumentException>(() => new LogisticRegression(new Matrix(4, 2), labels, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("4 labels", Assert.Throws<ArgumentException>(() => new LogisticRegression(new Matrix(5, 2), labels, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("-1 or 1", Assert.Throws<ArgumentException>(() => new LogisticRegression(new Matrix(4, 2), new Matrix(4, 1), 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_names_that_a_configuration_may_use_are_those_of_the_catalogue()
    {
        Assert.Equal(CostCatalogue.Scalar.Select(c => c.Name), Enum.GetValues<ScalarCostName>().Select(Staging.OptionNames.Of));
        Assert.Equal(CostCatalogue.Matrix, Enum.GetValues<MatrixCostName>().Select(Staging.OptionNames.Of));
        Assert.Contains("log-cosh", Assert.Throws<ArgumentException>(() => CostCatalogue.Named("logcosh")).Message, StringComparison.Ordinal);
        Assert.Contains("log-det-trace", Assert.Throws<ArgumentException>(() => Support.Draw("logdet", 2, 2)).Message, StringComparison.Ordinal);
    }

    private static double GradientEntry(CompositionCost cost, Matrix z, int entry)
    {
        var gradient = new Matrix(z.Rows, z.Columns);
        cost.Gradient(z, gradient);
        return gradient.Data[entry];
    }

    private static Complex Power(Complex z, int n) => Enumerable.Repeat(z, n).Aggregate(Complex.One, (product, factor) => product * factor);

    /// <summary>exp(z): analytic and bounded below, but all z below 0 lie in one sublevel set.</summary>
    private sealed class BareExponential() : ScalarCost("bare-exponential")
    {
        public override IReadOnlyList<double> CriticalPoints { get; } = [];

        public override double Value(double z) => Math.Exp(z);

        public override double First(double z) => Math.Exp(z);

        public override double Second(double z) => Math.Exp(z);
    }
}
