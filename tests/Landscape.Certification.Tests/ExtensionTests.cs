using Landscape.Models;
using Landscape.Numerics;
using Landscape.Search;

namespace Landscape.Certification.Tests;

/// <summary>Splits (A6) and dead neurons: proved inertia against independent counts, and what must not be proved.</summary>
public class ExtensionTests
{
    private static readonly double[] Shares = [-0.5, 0.25, 0.5, 0.75, 1.5];

    private static readonly InertiaCount OneZero = new(0, 1, 0);

    public static TheoryData<string> Activations => new("tanh", "logistic");

    [Theory]
    [MemberData(nameof(Activations))]
    public void Every_split_of_certified_points_has_the_predicted_inertia_proved_and_that_of_the_block_matrix(string name)
    {
        var landscape = Landscape(name, 2);
        var points = Certified(landscape, 12);
        Assert.True(points.Select(p => p.Index).Distinct().Count() >= 2, "points of several indices are needed");
        foreach (var point in points)
        {
            var splits = Splits(landscape, point);
            foreach (var (j, gamma) in from j in Enumerable.Range(0, 2) from gamma in Shares select (j, gamma))
            {
                var split = splits.Of(j, gamma);
                Assert.True(split is { IsDecided: true, AreEqual: true }, $"{split}");
                // H (+) 2 gamma (1 - gamma) B_j (+) 0, with H from the kernel and B_j summed here; smallest eigenvalues of these points are above 1e-8.
                var blocks = Signs(Hessian(landscape, point.Centre)) + Signs(InnerHessian(landscape, point.Centre, j, gamma * (1 - gamma))) + OneZero;
                Assert.Equal(blocks, split.Measured);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Slow_integer_arithmetic_finds_the_proved_inertia_at_the_split(string name)
    {
        var landscape = Landscape(name, 1);
        var wide = new SlowCheck(landscape.Sample, name, 2);
        foreach (var point in Certified(landscape, 3))
        {
            var zero = new SlowCheck(landscape.Sample, name, 1).Zero(point.Centre);
            var splits = Splits(landscape, point);
            foreach (var gamma in Shares)
            {
                var split = splits.Of(0, gamma).Measured;
                FixedInterval[] doubled =
                [
                    .. zero[..3], FixedInterval.Of(gamma) * zero[3], .. zero[..3], FixedInterval.Of(1 - gamma) * zero[3], zero[4],
                ];
                // One eigenvalue between -1e-11 and 1e-11, the zero; the others are larger, or this fails.
                Assert.Equal(split.Negative, wide.NegativeEigenvalues(doubled, -1e-11));
                Assert.Equal(split.Negative + 1, wide.NegativeEigenvalues(doubled, 1e-11));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void At_risk_zero_a_split_has_a_further_zero_for_every_parameter_of_the_neurons_argument_and_is_undecided(string name)
    {
        var landscape = Problems.Teacher(Activation.Named(name), 23);
        var splits = Splits(landscape, new PointCertifier(landscape).Certify(Problems.TeacherTheta));
        foreach (var (j, gamma) in from j in Enumerable.Range(0, 2) from gamma in Shares select (j, gamma))
        {
            // P = 9 positive eigenvalues of the teacher's minimum; d + 1 = 3 of B_j = 0 and one of the line are zero.
            Assert.Equal(new InertiaComparison(new(9, 4, 0), new(9, 4, 0), false), splits.Of(j, gamma));
        }
    }

    [Fact]
    public void A_wrong_index_is_not_confirmed()
    {
        var landscape = Landscape("tanh", 1);
        var (point, argument, direction) = WithZero(landscape);
        var wrong = new SplitInertia(landscape, point.Centre, point.InclusionRadius, point.Index + 1).Of(0, 0.5);
        Assert.True(wrong is { IsDecided: true, AreEqual: false });
        var dead = new DeadNeuronInertia(landscape, point.Centre, point.InclusionRadius, point.Index!.Value + 1).At(argument, direction);
        Assert.True(dead.Inertia is { IsDecided: true, AreEqual: false });
    }

    [Fact]
    public void Without_a_proven_index_a_split_is_undecided_but_counted()
    {
        var landscape = Landscape("tanh", 1);
        var point = Certified(landscape, 1)[0];
        var proved = Splits(landscape, point).Of(0, 0.5);
        Assert.Equal(proved with { IsDecided = false }, new SplitInertia(landscape, point.Centre, point.InclusionRadius, null).Of(0, 0.5));
    }

    [Fact]
    public void A_box_too_wide_for_the_smallest_eigenvalue_decides_nothing()
    {
        var landscape = Landscape("tanh", 1);
        var point = Certified(landscape, 1)[0];
        Assert.False(new SplitInertia(landscape, point.Centre, 0.3, point.Index).Of(0, 0.5).IsDecided);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Dead_neurons_at_proved_zeros_add_one_positive_d_zero_and_one_negative_eigenvalue(string name)
    {
        var landscape = Landscape(name, 1);
        var points = Certified(landscape, 4);
        var found = 0;
        foreach (var point in points)
        {
            var extensions = new DeadNeuronInertia(landscape, point.Centre, point.InclusionRadius, point.Index!.Value);
            foreach (var (argument, direction) in DeadNeuronRays.Zeros(landscape, point.Centre).Take(2))
            {
                var dead = extensions.At(argument, direction);
                Assert.True(dead.Inertia is { IsDecided: true, AreEqual: true }, $"{dead.Inertia}");
                Assert.Equal(new InertiaCount(5 - point.Index.Value + 1, 2, point.Index.Value + 1), dead.Inertia.Measured);
                Assert.InRange(Math.Abs(Correlation(landscape, point.Centre, argument)), 0, 1e-11);
                found++;
            }
        }

        Assert.True(found > 0, "the rays must meet a zero of E[r psi(u . x~)]");
    }

    [Fact]
    public void Where_the_correlation_does_not_vanish_a_dead_neuron_is_undecided()
    {
        var landscape = Landscape("tanh", 1);
        var (point, argument, direction) = WithZero(landscape);
        var moved = argument.Zip(direction, (u, v) => u + (1e-3 * v)).ToArray();
        Assert.False(new DeadNeuronInertia(landscape, point.Centre, point.InclusionRadius, point.Index!.Value).At(moved, direction).Inertia.IsDecided);
    }

    [Fact]
    public void Extensions_of_a_risk_with_ridge_are_refused()
    {
        var landscape = new RiskLandscape(Problems.Scattered(23, Problems.Hills), Activation.Tanh, 1, 0.1);
        Assert.Throws<ArgumentException>(() => new SplitInertia(landscape, new double[5], 0, 0));
        Assert.Throws<ArgumentException>(() => new DeadNeuronInertia(landscape, new double[5], 0, 0));
    }

    /// <summary>A certified point with a zero of E[r psi(u . x~)] on a ray.</summary>
    private static (Certificate Point, double[] Argument, double[] Direction) WithZero(RiskLandscape landscape) =>
        Certified(landscape, 12).SelectMany(p => DeadNeuronRays.Zeros(landscape, p.Centre).Take(1).Select(zero => (p, zero.Argument, zero.Direction))).First();

    private static RiskLandscape Landscape(string name, int width) => new(Problems.Scattered(31, Problems.Hills), Activation.Named(name), width);

    private static SplitInertia Splits(RiskLandscape landscape, Certificate point) => new(landscape, point.Centre, point.InclusionRadius, point.Index);

    private static List<Certificate> Certified(RiskLandscape landscape, int count)
    {
        var certificates = Problems.Found(landscape).Where(p => p.Kinds == RedundancyKinds.None).GroupBy(p => p.MorseIndex).SelectMany(g => g.Take(4)).Take(count)
            .Select(p => new PointCertifier(landscape).Certify(p.Model.Theta)).Where(c => c.Efficiency == EfficiencyProof.Proven && c.Index is not null).ToList();
        Assert.NotEmpty(certificates);
        return certificates;
    }

    private static Matrix Hessian(RiskLandscape landscape, double[] theta)
    {
        var hessian = new Matrix(theta.Length, theta.Length);
        landscape.RiskGradientHessian(theta, new double[theta.Length], hessian);
        return hessian;
    }

    /// <summary>2 factor E[r a psi''(z) x~ x~^T], node by node.</summary>
    private static Matrix InnerHessian(RiskLandscape landscape, double[] theta, int j, double factor)
    {
        var inner = new Matrix(3, 3);
        for (var s = 0; s < landscape.Sample.Count; s++)
        {
            double[] x = [.. landscape.Sample.Nodes.Row(s), 1];
            var u = theta.AsSpan(landscape.Shape.U(j), 3);
            var second = landscape.Activation.Evaluate((u[0] * x[0]) + (u[1] * x[1]) + u[2]).Second;
            var scale = 2 * factor * landscape.Sample.Weights[s] * Residual(landscape, theta, s) * theta[landscape.Shape.A(j)] * second;
            for (var k = 0; k < 9; k++)
            {
                inner[k / 3, k % 3] += scale * x[k / 3] * x[k % 3];
            }
        }

        return inner;
    }

    private static double Correlation(RiskLandscape landscape, double[] theta, double[] u) => Enumerable.Range(0, landscape.Sample.Count).Sum(s =>
    {
        var x = landscape.Sample.Nodes.Row(s);
        return landscape.Sample.Weights[s] * Residual(landscape, theta, s) * landscape.Activation.Evaluate((u[0] * x[0]) + (u[1] * x[1]) + u[2]).Value;
    });

    private static double Residual(RiskLandscape landscape, double[] theta, int s) =>
        landscape.Evaluate(theta, landscape.Sample.Nodes.Row(s)) - landscape.Sample.Targets[s];

    private static InertiaCount Signs(Matrix matrix) => InertiaCount.Of(SymmetricEigen.ValuesOf(matrix), 1e-13);
}
