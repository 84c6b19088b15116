using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search.Tests.Detection;

/// <summary>Ground truths about critical points that no earlier output of this code enters.</summary>
public class CriticalPointTests
{
    private static readonly double[] TeacherTheta = [1.2, -0.7, 0.4, 0.9, -0.5, 1.4, -0.3, -0.8, 0.3];

    public static TheoryData<string> Activations => new(Activation.All.Select(a => a.Name));

    public static TheoryData<string> Sigmoids => new("tanh", "logistic");

    // The twelve descents of a softplus neuron on Hills end at no efficient minimum.
    public static IEnumerable<object[]> Splits =>
        from activation in Activation.All where activation != Activation.Softplus from lambda in new[] { 0.3, -0.5, 1.6 } select new object[] { activation.Name, lambda };

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_teacher_is_a_nondegenerate_minimum_with_risk_zero(string name)
    {
        var landscape = Landscapes.Teacher(Activation.Named(name), 2, TeacherTheta);
        var candidate = TeacherTheta.Select((v, i) => v + (1e-4 * (i % 3 - 1))).ToArray();
        var verdict = new CandidateJudge(landscape).Judge(candidate);
        Assert.Null(verdict.Reject);
        Assert.Equal(RedundancyKinds.None, verdict.Kinds);
        Assert.Equal((0, 0), (verdict.Model.MorseIndex, verdict.Model.Nullity));
        Assert.InRange(verdict.Model.Risk, 0, 1e-28); // residuals of a few eps
        // |H^-1| < 1e5 here, times the gradient's rounding 1e-16.
        Assert.InRange(SymmetryGroup.Of(landscape).Distance(TeacherTheta, verdict.Model.Theta), 0, 1e-10);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void The_orbit_of_a_teacher_is_one_point_with_a_hit_for_every_member(string name)
    {
        var landscape = Landscapes.Teacher(Activation.Named(name), 2, TeacherTheta);
        var group = SymmetryGroup.Of(landscape);
        var orbit = new[] { (0, 1), (1, 0) }.SelectMany(order => new[] { (1, 1), (1, -1), (-1, 1), (-1, -1) }
            .Where(signs => group.HasSigns || signs == (1, 1)).Select(signs => group.Image(TeacherTheta, [order.Item1, order.Item2], [signs.Item1, signs.Item2]))).ToList();
        var search = Searched(landscape, orbit, Landscapes.Effort with { HighestIndex = 0, GradientNormStarts = 0, Paths = 0, Climbs = 0 });
        var point = Assert.Single(search.Points);
        Assert.Equal(group.HasSigns ? 8 : 2, point.Hits); // 2^n n! or n!, n = 2
        Assert.Empty(search.Rejects);
    }

    [Theory]
    [MemberData(nameof(Sigmoids))]
    public void A_network_that_fits_a_step_by_growing_is_never_a_critical_point(string name)
    {
        // f = sign(x): the risk falls to 0 as w grows, with gradients like exp(-2 w / 12), below any tolerance long before w is infinite.
        var landscape = new RiskLandscape(Landscapes.OnGrid(1, 12, x => Math.Sign(x[0])), Activation.Named(name), 1);
        var judge = new CandidateJudge(landscape);
        var (scale, bias) = name == "tanh" ? (1, 0) : (2, -1); // tanh(z) = 2 logistic(2 z) - 1
        foreach (var w in new[] { 80, 120, 200, 400, 800 })
        {
            Assert.Equal(RejectReason.GradientFlat, judge.Judge([scale * w, 0, scale, bias]).Reject);
        }

        Assert.DoesNotContain(Searched(landscape, Landscapes.Descents(landscape), Landscapes.Effort).Points, p => p.Model.Risk < 1e-3);
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void Splitting_a_minimum_adds_the_inertia_of_its_inner_Hessian_and_one_zero(string name, double lambda)
    {
        var activation = Activation.Named(name);
        var narrow = new RiskLandscape(Landscapes.Hills, activation, 1);
        var minimum = Landscapes.AMinimum(narrow);
        var wide = new RiskLandscape(Landscapes.Hills, activation, 2);
        var split = Split(minimum.Theta, lambda);
        var model = SpectralModel.At(new RiskFunction(wide), split);
        Assert.InRange(model.GradientNorm, 0, 1e-14 + (2 * Math.Abs(lambda) * minimum.GradientNorm));

        // H_split is congruent to H (+) 2 lambda (1 - lambda) E[r a psi''(z) x~ x~^T] (+) 0; MSE without 1/2 doubles the inner Hessian.
        var inner = SymmetricEigen.ValuesOf(InnerHessian(narrow, minimum.Theta)).Select(b => b * lambda * (1 - lambda)).ToArray();
        Assert.All(inner, b => Assert.True(Math.Abs(b) > 1e-6, "the inner Hessian is regular"));
        Assert.Equal(minimum.MorseIndex + inner.Count(b => b < 0), model.MorseIndex);
        Assert.Equal(1, model.Nullity);

        Assert.Equal(RedundancyKinds.Duplication, RedundancyDistances.Of(wide, split).Kinds());
        var direction = Assert.Single(NullDirections.At(wide, model));
        Assert.InRange(NullDirections.KernelResidual(model, [direction]), 0, 1e-14);
        Assert.InRange(SymmetryGroup.Of(narrow).Distance(minimum.Theta, Pruning.Core(wide, split)), 0, 1e-14);
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void A_candidate_near_a_split_is_judged_to_be_a_point_of_its_flat_family(string name, double lambda)
    {
        var activation = Activation.Named(name);
        var minimum = Landscapes.AMinimum(new RiskLandscape(Landscapes.Hills, activation, 1));
        var wide = new RiskLandscape(Landscapes.Hills, activation, 2);
        var split = SpectralModel.At(new RiskFunction(wide), Split(minimum.Theta, lambda));
        var verdict = new CandidateJudge(wide).Judge(split.Theta.Select((v, i) => v + (1e-3 * ((i % 3) - 1))).ToArray());
        Assert.Null(verdict.Reject);
        Assert.Equal(RedundancyKinds.Duplication, verdict.Kinds);
        Assert.Equal(split.MorseIndex, verdict.Model.MorseIndex); // lambda (1 - lambda) keeps its sign nearby
        Assert.Equal(minimum.Risk, verdict.Model.Risk, 1e-14);
        Assert.True(SymmetryGroup.Of(new RiskLandscape(Landscapes.Hills, activation, 1)).SameOrbit(minimum.Theta, Pruning.Core(wide, verdict.Model.Theta)));
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Nearly_equal_neurons_on_a_teacher_are_no_efficient_point(string name)
    {
        // Without residual the inner Hessian vanishes: at a separation delta the gradient is only of order delta^3, and beside 1e-4 a polish cannot remove it.
        double[] teacher = [1.2, -0.7, 0.4, 0.2, -0.5];
        var narrow = Landscapes.Teacher(Activation.Named(name), 2, teacher);
        var wide = new RiskLandscape(narrow.Sample, narrow.Activation, 2);
        foreach (var delta in new[] { 1e-4, 1.5e-4, 2e-4, 3e-4, 5e-4, 1e-3, 2e-3, 5e-3 })
        {
            var verdict = new CandidateJudge(wide).Judge(NeuronSplit.Of(narrow.Shape, teacher, 0, 0.6, [delta, -delta, delta / 2]));
            Assert.True(verdict.Reject is not null || verdict.Kinds == RedundancyKinds.Duplication, $"delta {delta}");
        }
    }

    [Theory]
    [MemberData(nameof(Sigmoids))]
    public void A_dead_neuron_adds_inertia_one_positive_one_negative_and_d_zeros(string name)
    {
        // a = 0 is critical iff E[r psi(z)] = 0; with p = E[r psi' x~] != 0 the inertia grows by (1, D - 1, 1), D = d + 1.
        var activation = Activation.Named(name);
        var narrow = new RiskLandscape(Landscapes.Hills, activation, 1);
        var minimum = Landscapes.AMinimum(narrow);
        var residual = Landscapes.Realization(narrow, minimum.Theta).Zip(Landscapes.Hills.Targets, (p, f) => p - f).ToArray();
        var scale = name == "tanh" ? 1 : 2; // tanh(z) = 2 logistic(2 z) - 1, and E r = 0
        double[] w = [1.5 * scale, 2 * scale];
        var bias = scale * Bisect(b => Landscapes.Hills.Weights.Select((weight, s) =>
            weight * residual[s] * activation.Evaluate((w[0] * Landscapes.Hills.Nodes[s, 0]) + (w[1] * Landscapes.Hills.Nodes[s, 1]) + (scale * b)).Value).Sum());
        var wide = new RiskLandscape(Landscapes.Hills, activation, 2);
        double[] theta = [.. minimum.Theta[..^1], .. w, bias, 0, minimum.Theta[^1]];
        var model = SpectralModel.At(new RiskFunction(wide), theta);
        Assert.InRange(model.GradientNorm, 0, 1e-14);
        Assert.Equal((minimum.MorseIndex + 1, 2), (model.MorseIndex, model.Nullity));
        var directions = NullDirections.At(wide, model);
        Assert.Equal(2, directions.Count);
        Assert.InRange(NullDirections.KernelResidual(model, directions), 0, 1e-14);
    }

    [Fact]
    public void A_constant_neuron_where_the_slope_vanishes_may_not_move_its_bias()
    {
        // psi = exp(-z^2), w = b = 0, beta = E f - a: dJ = 0 because psi'(0) = 0, whatever E[r x] is; with b != 0 the derivative by w is 2 a psi'(b) E[r x] != 0.
        // H couples w and b by 2 a psi''(0) E[r x], a saddle, and leaves (a, beta) -> (1, -1) as the only null direction.
        var landscape = new RiskLandscape(Landscapes.OnGrid(1, 9, x => x[0] + 0.3), Activation.Gaussian, 1);
        var model = SpectralModel.At(new RiskFunction(landscape), [0, 0, 0.5, -0.2]);
        Assert.InRange(model.GradientNorm, 0, 1e-15);
        Assert.Equal((1, 1), (model.MorseIndex, model.Nullity));
        var direction = Assert.Single(NullDirections.At(landscape, model));
        Assert.InRange(NullDirections.KernelResidual(model, [direction]), 0, 1e-15);
    }

    [Theory]
    [MemberData(nameof(Sigmoids))]
    public void Neurons_on_the_constant_core_are_critical_where_they_do_not_correlate_with_the_target(string name)
    {
        // a = 0, beta = E f; f odd in x_1 about 0 and the neuron blind to x_1: E[(f - E f) psi(z)] = 0 exactly by symmetry.
        var sample = Landscapes.OnGrid(2, 7, x => Math.Sin(2 * x[0]) + 0.7);
        var landscape = new RiskLandscape(sample, Activation.Named(name), 1);
        var verdict = new CandidateJudge(landscape).Judge([0, 1.3, 0.4, 0, 0.7]);
        Assert.Null(verdict.Reject);
        Assert.Equal(RedundancyKinds.Deactivation, verdict.Kinds);
        Assert.Equal((1, 2), (verdict.Model.MorseIndex, verdict.Model.Nullity)); // (1, D - 1, 1) with D = 3, plus beta's positive one
        Assert.Equal([0.7], Pruning.Core(landscape, verdict.Model.Theta).Select(v => Math.Round(v, 14)));
    }

    [Fact]
    public void Critical_points_of_the_tanh_landscape_are_those_of_the_logistic_one()
    {
        // a tanh(z) = 2 a logistic(2 z) - a: an exact bijection of the landscapes.
        var tanh = new RiskLandscape(Landscapes.Hills, Activation.Tanh, 2);
        var logistic = new RiskLandscape(Landscapes.Hills, Activation.Logistic, 2);
        var efficient = Searched(tanh, Landscapes.Descents(tanh), Landscapes.Effort).Points.Where(p => p.Kinds == RedundancyKinds.None).ToList();
        Assert.True(efficient.Select(p => p.MorseIndex).Distinct().Count() >= 2, "minima and saddles are compared");
        foreach (var point in efficient)
        {
            var image = ToLogistic(tanh.Shape, point.Model.Theta);
            var verdict = new CandidateJudge(logistic).Judge(image);
            Assert.Null(verdict.Reject);
            Assert.Equal(point.MorseIndex, verdict.Model.MorseIndex); // inertia is invariant under a linear change of parameters
            Assert.Equal(point.Model.Risk, verdict.Model.Risk, 1e-13);
            // Newton moves by the difference of two roundings over the smallest eigenvalue.
            var error = 1e-13 * (1 + image.Max(Math.Abs)) / verdict.Model.SmallestCurvature;
            Assert.InRange(SymmetryGroup.Of(logistic).Distance(image, verdict.Model.Theta), 0, Math.Max(1e-12, error));
        }
    }

    [Fact]
    public void The_critical_point_that_a_reflection_forces_is_found_as_a_saddle()
    {
        // f is unchanged when x_1 and x_2 are swapped and odd, so a critical point of J on {w_1 = w_2, b = beta = 0} is one of J (symmetric
        // criticality). There J(w, a) is minimised; one neuron that must serve both waves alike is not a minimum of J.
        var sample = Landscapes.OnGrid(2, 9, x => Math.Sin(4 * x[0]) + Math.Sin(4 * x[1]));
        var landscape = new RiskLandscape(sample, Activation.Tanh, 1);
        var symmetric = NewtonOnDiagonal(landscape, 1.2, 0.1);
        var model = SpectralModel.At(new RiskFunction(landscape), symmetric);
        Assert.InRange(model.GradientNorm, 0, 1e-13);
        Assert.True(model.MorseIndex > 0, "the symmetric point is a saddle");
        var search = Searched(landscape, Landscapes.Descents(landscape), Landscapes.Effort);
        Assert.Contains(search.Points, p => SymmetryGroup.Of(landscape).SameOrbit(p.Model.Theta, model.Theta));
    }

    [Fact]
    public void Saddles_of_several_indices_are_found_in_two_dimensions()
    {
        var landscape = new RiskLandscape(Landscapes.Hills, Activation.Tanh, 2);
        var search = Searched(landscape, Landscapes.Descents(landscape), Landscapes.Effort with { Climbs = 120, IndexSearches = 20 });
        var efficient = search.Points.Where(p => p.Kinds == RedundancyKinds.None).ToList();
        Assert.Superset(new HashSet<int> { 0, 1, 2 }, efficient.Select(p => p.MorseIndex).ToHashSet());
        Assert.All(efficient, p => Assert.True(p.Model.GradientNorm <= 1e-13 * GradientScale.Of(landscape.Sample)));
        Assert.All(search.Points, p => Assert.True(p.Parent is null || (search.Points.Contains(p.Parent) && p.Parent.Kinds == RedundancyKinds.None)));
    }

    [Fact]
    public void A_search_repeats_bit_for_bit()
    {
        var landscape = new RiskLandscape(Landscapes.Hills, Activation.Logistic, 2);
        var (first, second) = (Run(), Run());
        Assert.Equal(first.Points.Count, second.Points.Count);
        Assert.All(first.Points.Zip(second.Points), p => Assert.Equal(p.First.Model.Theta, p.Second.Model.Theta));
        Assert.Equal(first.Rejects.Select(r => (r.Reason, r.Risk)), second.Rejects.Select(r => (r.Reason, r.Risk)));

        CriticalPointSearch Run() => Searched(landscape.Fork(), Landscapes.Descents(landscape), Landscapes.Effort);
    }

    private static CriticalPointSearch Searched(RiskLandscape landscape, IReadOnlyList<double[]> trained, SearchEffort effort)
    {
        var search = new CriticalPointSearch(landscape, effort, Landscapes.Stream());
        search.Run(trained, []);
        return search;
    }

    /// <summary>(u, a), beta -> (u, lambda a), (u, (1 - lambda) a), beta.</summary>
    private static double[] Split(double[] theta, double lambda) =>
        [.. theta[..^2], lambda * theta[^2], .. theta[..^2], (1 - lambda) * theta[^2], theta[^1]];

    /// <summary>E[r a psi''(z) x~ x~^T] of a network with one neuron, summed node by node.</summary>
    private static Matrix InnerHessian(RiskLandscape landscape, double[] theta)
    {
        var sum = new Matrix(3, 3);
        for (var s = 0; s < landscape.Sample.Count; s++)
        {
            double[] x = [.. landscape.Sample.Nodes.Row(s), 1];
            var z = Landscapes.PreActivation(landscape.Shape, theta, x, 0);
            var residual = Landscapes.Network(landscape, theta, x) - landscape.Sample.Targets[s];
            for (var k = 0; k < 9; k++)
            {
                sum[k / 3, k % 3] += landscape.Sample.Weights[s] * residual * theta[^2] * landscape.Activation.Evaluate(z).Second * x[k / 3] * x[k % 3];
            }
        }

        return sum;
    }

    private static double[] ToLogistic(NetworkShape shape, double[] theta)
    {
        var image = theta.Select((v, i) => i == shape.Beta ? v : 2 * v).ToArray();
        image[shape.Beta] -= Enumerable.Range(0, shape.Width).Sum(j => theta[shape.A(j)]);
        return image;
    }

    /// <summary>A zero in [-2, 4] to rounding; the ends must have different signs.</summary>
    private static double Bisect(Func<double, double> value)
    {
        var (low, high) = (-2.0, 4.0);
        Assert.True(value(low) * value(high) < 0);
        for (var i = 0; i < 100; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = value(low) * value(middle) <= 0 ? (low, middle) : (middle, high);
        }

        return low;
    }

    /// <summary>Damped Newton steps for (w, a) in theta = (w, w, 0, a, 0), from the chain rule on the full gradient and Hessian.</summary>
    private static double[] NewtonOnDiagonal(RiskLandscape landscape, double w, double a)
    {
        var gradient = new double[5];
        var hessian = new Matrix(5, 5);
        for (var iteration = 0; iteration < 200; iteration++)
        {
            landscape.RiskGradientHessian([w, w, 0, a, 0], gradient, hessian);
            var (gw, ga) = (gradient[0] + gradient[1], gradient[3]);
            var (hww, hwa, haa) = (hessian[0, 0] + (2 * hessian[0, 1]) + hessian[1, 1], hessian[0, 3] + hessian[1, 3], hessian[3, 3]);
            // Eliminate a (haa > 0), then step in w by the Schur complement's absolute value.
            var (schur, reduced) = (hww - (hwa * hwa / haa), gw - (hwa * ga / haa));
            var step = Math.Clamp(-reduced / Math.Abs(schur), -0.2, 0.2);
            (w, a) = (w + step, a - ((ga + (hwa * step)) / haa));
        }

        return [w, w, 0, a, 0];
    }
}
