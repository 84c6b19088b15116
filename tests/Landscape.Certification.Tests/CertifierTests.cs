using Landscape.Models;
using Landscape.Search;

namespace Landscape.Certification.Tests;

/// <summary>What must be certified is, with the right index; what is not a nondegenerate zero never is.</summary>
public class CertifierTests
{
    public static TheoryData<string> Activations => new(Activation.All.Where(a => ActivationEnclosure.Of(a) is not null).Select(a => a.Name));

    public static IEnumerable<object[]> NodeCounts =>
        from activation in new[] { "tanh", "logistic" } from count in new[] { 15, 16, 17, 23, 31 } select new object[] { activation, count };

    [Theory]
    [MemberData(nameof(NodeCounts))]
    public void A_teacher_is_certified_as_an_efficient_minimum_for_any_number_of_nodes(string name, int count)
    {
        var landscape = Problems.Teacher(Activation.Named(name), count);
        var certificate = new PointCertifier(landscape).Certify(Problems.TeacherTheta);
        Assert.True(certificate.IsCertified, $"{certificate.Reason}");
        Assert.Equal((0, EfficiencyProof.Proven), (certificate.Index, certificate.Efficiency));
        // Targets are the teacher's outputs rounded to 1e-16; |H^-1| is below 1e5 here.
        Assert.InRange(certificate.InclusionRadius, 0, 1e-10);
        Assert.InRange(certificate.UniquenessRadius, 1e3 * certificate.InclusionRadius, 1);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Found_points_are_certified_with_an_index_and_a_bound_that_slow_integer_arithmetic_confirms(string name)
    {
        var landscape = Landscape(name, 1);
        var efficient = Problems.Found(landscape).Where(p => p.Kinds == RedundancyKinds.None).ToList();
        Assert.True(efficient.Select(p => p.MorseIndex).Distinct().Count() >= 2, "points of several indices are needed");
        var slow = new SlowCheck(landscape.Sample, name, 1);
        foreach (var point in efficient.Take(6))
        {
            var certificate = new PointCertifier(landscape).Certify(point.Model.Theta);
            Assert.True(certificate.IsCertified);
            var zero = slow.Zero(point.Model.Theta);
            AssertWithin(zero, certificate.Centre, certificate.InclusionRadius);
            AssertWithin(zero, point.Model.Theta, certificate.DistanceBound(point.Model.Theta));
            Assert.Equal(certificate.Index, slow.NegativeEigenvalues(zero, 0));
            // No eigenvalue between -bound and bound; and the bound is worth having: within a tenth of the value.
            var bound = certificate.SmallestEigenvalueBound;
            Assert.Equal(certificate.Index, slow.NegativeEigenvalues(zero, bound));
            Assert.Equal(certificate.Index, slow.NegativeEigenvalues(zero, -bound));
            Assert.NotEqual(slow.NegativeEigenvalues(zero, 1.1 * bound), slow.NegativeEigenvalues(zero, -1.1 * bound));
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Krawczyk_holds_on_both_boxes_in_slow_integer_arithmetic_and_fails_on_boxes_that_it_must_fail_on(string name)
    {
        var landscape = Landscape(name, 1);
        var slow = new SlowCheck(landscape.Sample, name, 1);
        foreach (var point in Problems.Found(landscape).Where(p => p.Kinds == RedundancyKinds.None).Take(3))
        {
            var certificate = new PointCertifier(landscape).Certify(point.Model.Theta);
            Assert.True(slow.KrawczykHolds(certificate.Centre, certificate.InclusionRadius));
            // The slow enclosures of the derivatives overestimate, so that the largest box may be a little too large for them.
            Assert.True(slow.KrawczykHolds(certificate.Centre, certificate.UniquenessRadius / 4));
            // Half of the smallest proven box does not reach the zero; a hundred times the largest is far beyond the linear range.
            Assert.False(slow.KrawczykHolds(certificate.Centre, certificate.InclusionRadius / 2));
            Assert.False(slow.KrawczykHolds(certificate.Centre, 100 * certificate.UniquenessRadius));
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_point_moved_off_by_more_than_the_near_limit_is_not_certified(string name)
    {
        var landscape = Problems.Teacher(Activation.Named(name), 23);
        foreach (var offset in new[] { 1e-4, 1e-2, 0.3 })
        {
            var moved = Problems.TeacherTheta.Select((v, i) => v + (offset * ((i % 3) - 1))).ToArray();
            Assert.False(new PointCertifier(landscape).Certify(moved) is { IsCertified: true } c && c.DistanceBound(moved) < offset);
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_point_moved_a_little_is_certified_with_a_distance_that_reaches_the_zero(string name)
    {
        var landscape = Problems.Teacher(Activation.Named(name), 23);
        var zero = new SlowCheck(landscape.Sample, name, 2).Zero(Problems.TeacherTheta);
        foreach (var offset in new[] { 1e-12, 1e-9, 1e-7 })
        {
            var moved = Problems.TeacherTheta.Select((v, i) => v + (offset * ((i % 3) - 1))).ToArray();
            var certificate = new PointCertifier(landscape).Certify(moved);
            Assert.True(certificate.IsCertified);
            Assert.True(certificate.DistanceBound(moved) >= 0.99 * offset);
            AssertWithin(zero, moved, certificate.DistanceBound(moved));
            AssertWithin(zero, certificate.Centre, certificate.InclusionRadius);
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_certificate_does_not_carry_over_to_another_target(string name)
    {
        var landscape = Problems.Teacher(Activation.Named(name), 23);
        var sample = landscape.Sample;
        foreach (var size in new[] { 1e-3, 0.1 })
        {
            // One node's value is changed: the old zero is none any more, and a new one is about |H^-1| size / 23 away.
            double[] targets = [sample.Targets[0] + size, .. sample.Targets[1..]];
            var other = new RiskLandscape(new Sample(sample.Nodes, sample.Weights, targets), landscape.Activation, 2);
            Assert.NotNull(new PointCertifier(other).Certify(Problems.TeacherTheta).Reason);
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Redundant_points_of_every_kind_are_never_certified(string name)
    {
        var narrow = Efficient(name);
        var wide = new RiskLandscape(narrow.Landscape.Sample, narrow.Landscape.Activation, 2);
        double[][] redundant =
        [
            Problems.Split(narrow.Theta, 0.3), Problems.Split(narrow.Theta, -0.5), Problems.Split(narrow.Theta, 1.6),
            [.. narrow.Theta[..^1], 0.7, -0.4, 0.2, 0, narrow.Theta[^1]], // a dead neuron
            [.. narrow.Theta[..^1], 0, 0, 0.6, 0, narrow.Theta[^1]], // dead and constant
        ];
        Assert.All(redundant, theta => Assert.Equal(UncertifiedReason.Redundant, new PointCertifier(wide).Certify(theta).Reason));
        Assert.True(new PointCertifier(narrow.Landscape).Certify(Pruning.Core(wide, redundant[0])).IsCertified);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Points_beside_redundant_ones_are_never_certified(string name)
    {
        // Along the flat family the distance to redundancy can be made any size; 1e-8 is below the tolerance by which structure is seen, 1e-5 above it.
        var narrow = Efficient(name);
        var wide = new RiskLandscape(narrow.Landscape.Sample, narrow.Landscape.Activation, 2);
        foreach (var theta in new[] { Problems.Split(narrow.Theta, 0.3), Problems.Split(narrow.Theta, -0.5) })
        {
            foreach (var offset in new[] { 1e-12, 1e-8, 1e-5, 1e-4 })
            {
                var beside = theta.Select((v, i) => v + (offset * (((i * 7) % 5) - 2))).ToArray();
                Assert.NotNull(new PointCertifier(wide).Certify(beside).Reason);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Without_the_test_of_structure_a_redundant_point_still_fails(string name)
    {
        // The proof itself must refuse, not the threshold in front of it: a split moved along its flat family by a millionth, beyond the structure's tolerance,
        // stays critical to rounding only if the family is followed exactly; here the Krawczyk boxes meet the family's degenerate Hessian.
        var narrow = Efficient(name);
        var wide = new RiskLandscape(narrow.Landscape.Sample, narrow.Landscape.Activation, 2);
        var theta = Problems.Split(narrow.Theta, 0.5);
        theta[0] += 4e-6;
        Assert.True(RedundancyDistances.Of(wide, theta).Kinds() == RedundancyKinds.None);
        Assert.NotNull(new PointCertifier(wide).Certify(theta).Reason);
    }

    [Theory]
    [InlineData("tanh", 1, 0)]
    [InlineData("logistic", 2, -1)]
    public void A_valley_that_runs_to_infinity_is_never_certified(string name, double scale, double bias)
    {
        // f = sign(x1): the risk falls to 0 as w grows, with gradients like exp(-2 w gap), below any tolerance long before w is infinite.
        var landscape = new RiskLandscape(Problems.Scattered(17, (x, _) => Math.Sign(x)), Activation.Named(name), 1);
        foreach (var w in new[] { 40, 200, 2000, 1e5, 1e200 })
        {
            Assert.NotNull(new PointCertifier(landscape).Certify([scale * w, 0, 0, scale, bias]).Reason);
        }
    }

    [Fact]
    public void Points_without_sense_have_a_reason_and_misuse_an_exception()
    {
        var certifier = new PointCertifier(Problems.Teacher(Activation.Tanh, 15));
        Assert.Equal(UncertifiedReason.NotFinite, certifier.Certify([double.NaN, .. Problems.TeacherTheta[1..]]).Reason);
        Assert.Equal(UncertifiedReason.NotFinite, certifier.Certify([double.PositiveInfinity, .. Problems.TeacherTheta[1..]]).Reason);
        Assert.NotNull(certifier.Certify([.. Problems.TeacherTheta.Select(v => v * 1e150)]).Reason);
        Assert.Throws<ArgumentException>(() => certifier.Certify([1, 2, 3]));
    }

    [Fact]
    public void Nothing_is_claimed_with_an_activation_whose_enclosure_has_not_been_proved()
    {
        foreach (var activation in Activation.All.Where(a => ActivationEnclosure.Of(a) is null))
        {
            Assert.Equal(UncertifiedReason.NoEnclosure, new PointCertifier(Problems.Teacher(activation, 15)).Certify(Problems.TeacherTheta).Reason);
        }
    }

    [Fact]
    public void The_constant_network_has_one_minimum_at_the_mean_with_the_Hessian_two()
    {
        var sample = Problems.Scattered(19, Problems.Hills);
        var landscape = new RiskLandscape(sample, Activation.Tanh, 0);
        var mean = sample.Weights.Zip(sample.Targets, (w, f) => w * f).Sum();
        var certificate = new PointCertifier(landscape).Certify([mean]);
        Assert.Equal((null, 0), (certificate.Reason, certificate.Index!.Value));
        Assert.InRange(certificate.SmallestEigenvalueBound, 2 - 1e-14, 2); // 2 sum of weights
    }

    [Fact]
    public void With_a_ridge_the_constant_network_has_its_minimum_at_the_mean_over_one_plus_the_ridge()
    {
        // (beta - m)^2 + v + rho beta^2 is least at m / (1 + rho), and its second derivative is 2 + 2 rho.
        var sample = Problems.Scattered(19, Problems.Hills);
        var mean = sample.Weights.Zip(sample.Targets, (w, f) => w * f).Sum();
        var certificate = new PointCertifier(new RiskLandscape(sample, Activation.Tanh, 0, ridge: 0.25)).Certify([mean / 1.25]);
        Assert.Equal((null, 0), (certificate.Reason, certificate.Index!.Value));
        Assert.InRange(certificate.SmallestEigenvalueBound, 2.5 - 1e-14, 2.5);
        Assert.InRange(certificate.InclusionRadius, 0, 1e-14);
    }

    [Fact]
    public void An_index_is_not_proven_where_the_interval_Hessian_contains_matrices_of_two_indices()
    {
        var hessian = new IntervalMatrix(2);
        (hessian[0, 0], hessian[1, 1], hessian[0, 1], hessian[1, 0]) = (new(0.9, 1.1), new(-0.01, 0.02), 0, 0);
        var middle = new Numerics.Matrix(2, 2);
        (middle[0, 0], middle[1, 1]) = (1, 0.005);
        Assert.Null(Inertia.Prove(hessian, Numerics.SymmetricEigen.Decompose(middle)));

        // The same matrix away from singularity, but with eigenpairs that are wrong: no proof, never a wrong one.
        (hessian[1, 1], middle[1, 1], middle[0, 1], middle[1, 0]) = (new(-0.5, -0.4), 3, 2, 2);
        Assert.True(Inertia.Prove(hessian, Numerics.SymmetricEigen.Decompose(middle)) is null or { Index: 1 });
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Points_of_one_orbit_are_not_called_distinct_and_points_of_two_are(string name)
    {
        var landscape = Problems.Teacher(Activation.Named(name), 23);
        var (certifier, group) = (new PointCertifier(landscape), SymmetryGroup.Of(landscape));
        var distinctness = new Distinctness(landscape.Shape, landscape.Activation);
        var box = certifier.Certify(Problems.TeacherTheta).InclusionBox();
        var changes = group.HasSigns ? new int[][] { [1, 1], [1, -1], [-1, 1], [-1, -1] } : [[1, 1]];
        foreach (var (order, signs) in from o in new int[][] { [0, 1], [1, 0] } from s in changes select (o, s))
        {
            var image = certifier.Certify(group.Image(Problems.TeacherTheta, order, signs));
            Assert.True(image.IsCertified);
            Assert.False(distinctness.IsProven(box, image.InclusionBox()));
        }

        // Copies of one point at shifted biases, which only the sine has, have equal risks; no two others here do.
        var points = Problems.Found(Landscape(name, 1)).Where(p => p.Kinds == RedundancyKinds.None)
            .Select(p => (p.Model.Risk, Box: new PointCertifier(Landscape(name, 1)).Certify(p.Model.Theta).InclusionBox())).ToList();
        var single = new Distinctness(new NetworkShape(2, 1), landscape.Activation);
        Assert.True(points.Count >= 2);
        Assert.All(points, p => Assert.All(points, q => Assert.Equal(Math.Abs(p.Risk - q.Risk) > 1e-10, single.IsProven(p.Box, q.Box))));
    }

    [Fact]
    public void Copies_of_a_sine_network_at_shifted_biases_are_not_called_distinct()
    {
        // sin(z + pi) = -sin(z): (w, b, a) ~ (w, b + k pi, (-1)^k a), here with k = 1 and 2 and a change of sign.
        var landscape = Problems.Teacher(Activation.Sin, 23);
        var certifier = new PointCertifier(landscape);
        var distinctness = new Distinctness(landscape.Shape, Activation.Sin);
        var box = certifier.Certify(Problems.TeacherTheta).InclusionBox();
        var (first, second) = (Problems.TeacherTheta[..4], Problems.TeacherTheta[4..8]);
        double[] shifted = [.. first[..2], first[2] + Math.PI, -first[3], .. second[..2].Select(w => -w), (2 * Math.PI) - second[2], -second[3], Problems.TeacherTheta[^1]];
        var copy = certifier.Certify(shifted);
        Assert.True(copy.IsCertified);
        Assert.False(distinctness.IsProven(box, copy.InclusionBox()));

        // The same with a sign that does not fit is another network, whatever it may be.
        var other = copy.InclusionBox();
        other[3] = -other[3];
        Assert.True(distinctness.IsProven(box, other));
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("erf")]
    [InlineData("softplus")]
    public void An_ill_conditioned_minimum_is_certified_with_a_box_about_itself(string name)
    {
        // A teacher whose two neurons nearly agree, with large output weights: a smallest eigenvalue of 1e-7 and less beside 1e2.
        double[] teacher = [1.2, -0.7, 0.4, 9, 1.1, -0.6, 0.5, -8, 0.3];
        var landscape = Problems.Teacher(Activation.Named(name), 23, teacher);
        var hessian = new Numerics.Matrix(9, 9);
        landscape.RiskGradientHessian(teacher, new double[9], hessian);
        var eigenvalues = Numerics.SymmetricEigen.Decompose(hessian).Values;
        Assert.True(eigenvalues[0] < 2e-7 && eigenvalues[^1] > 50, $"{eigenvalues[0]} ... {eigenvalues[^1]}");

        // The targets' rounding moves the zero by some |H^-1| 1e-15; with the gradient to 106 bits the box about the polished point is at the resolution of its doubles.
        var certificate = new PointCertifier(landscape).Certify(teacher);
        Assert.True(certificate.IsCertified, $"{certificate.Reason}");
        Assert.Equal(0, certificate.Index);
        Assert.InRange(certificate.DistanceBound(teacher), 0, 1e-6);
        var polished = new PointCertifier(landscape).Certify(certificate.Centre);
        Assert.Equal(certificate.Centre, polished.Centre);
        Assert.InRange(polished.DistanceBound(polished.Centre), 0, 1e-7);
        Assert.True(new SlowCheck(landscape.Sample, name, 2).KrawczykHolds(polished.Centre, 2 * polished.InclusionRadius));
    }

    // One GELU neuron has no efficient critical point on the plain hills; on steeper ones it has many.
    private static RiskLandscape Landscape(string name, int width)
    {
        var steepness = name == "gelu" ? 1.5 : 1;
        return new(Problems.Scattered(21, (x, y) => Problems.Hills(steepness * x, steepness * y)), Activation.Named(name), width);
    }

    private static (RiskLandscape Landscape, double[] Theta) Efficient(string name)
    {
        var landscape = Landscape(name, 1);
        return (landscape, Problems.Found(landscape).First(p => p.Kinds == RedundancyKinds.None).Model.Theta);
    }

    private static void AssertWithin(FixedInterval[] zero, double[] centre, double radius)
    {
        var half = FixedInterval.Of(radius);
        Assert.All(zero.Zip(centre), p =>
        {
            var distance = p.First - FixedInterval.Of(p.Second);
            Assert.True(distance.High <= half.Low && -distance.Low <= half.Low, $"{distance.Middle} exceeds {radius}");
        });
    }
}
