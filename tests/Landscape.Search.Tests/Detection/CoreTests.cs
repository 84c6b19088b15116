using FsCheck;
using FsCheck.Fluent;
using Landscape.Models;

namespace Landscape.Search.Tests.Detection;

/// <summary>Cores and back (A5), walks along flat families (A2).</summary>
public class CoreTests
{
    public static TheoryData<string> Activations => RedundancyTests.Activations;

    // One for each kind of symmetry that has one; at width 1 these have a minimum on this target.
    public static TheoryData<string> Symmetries => new("tanh", "logistic", "gaussian");

    [Theory]
    [MemberData(nameof(Activations))]
    public void Extending_a_core_is_the_inverse_of_pruning(string name) =>
        Prop.ForAll(RedundancyTests.Extensions(name, 3).ToArbitrary(), theta =>
        {
            var landscape = new RiskLandscape(Landscapes.Wave, Activation.Named(name), 5);
            var pruned = Pruning.Prune(landscape, theta);
            Assert.Equal(3, pruned.Removed.Count);
            // Sums of a few numbers below 10, taken apart and put together.
            Assert.All(CoreExtension.Extend(landscape.Activation, pruned.Core, pruned.Removed).Zip(theta), p => Assert.Equal(p.Second, p.First, 1e-13));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Symmetries))]
    public void The_round_trip_of_a_redundant_critical_point_returns_it_exactly_on_the_redundancy_sets(string name)
    {
        var minimum = Minimum(name);
        var shape = new NetworkShape(1, 3);
        var landscape = new RiskLandscape(Landscapes.Wave, Activation.Named(name), 3);
        // The neuron split in shares 0.3 and 0.7, and a neuron both dead and constant (critical since E[r psi(b)] = psi(b) E[r] = 0; a constant one with a weight would need E[r x] = 0);
        // then everything moved by 1e-10, as rounding leaves it.
        double[] exact = [minimum[0], minimum[1], 0.3 * minimum[2], 0, 0.8, 0, minimum[0], minimum[1], 0.7 * minimum[2], minimum[3]];
        double[] theta = [.. exact.Select((v, i) => v + (1e-10 * ((i % 3) - 1)))];

        var trip = CoreRoundTrip.Of(landscape, theta);
        Assert.True(trip.Closes);
        Assert.Equal((1, true), (trip.CoreWidth, trip.CoreIsEfficient));
        Assert.InRange(trip.Distance, 0, 1e-9);
        Assert.All(trip.Core.Zip(minimum), p => Assert.Equal(p.Second, p.First, 1e-9));
        Assert.Equal((0, 0), (trip.Extended[shape.U(1)], trip.Extended[shape.A(1)]));
        Assert.Equal(trip.Extended[..2], trip.Extended[shape.U(2)..(shape.U(2) + 2)]);
    }

    [Fact]
    public void A_network_without_live_neurons_has_the_constant_core()
    {
        var landscape = new RiskLandscape(Landscapes.Wave, Activation.Tanh, 1);
        // beta = E[f] and a = 0; critical only where E[r psi(z)] = 0: the extension's gradient must tell.
        var trip = CoreRoundTrip.Of(landscape, [1.3, 0.4, 0, 0.2]);
        Assert.Equal((0, true), (trip.CoreWidth, trip.CoreIsEfficient));
        Assert.Equal(Landscapes.Wave.Targets.Average(), trip.Core[0], 1e-14);
        Assert.False(trip.Closes);
        var correlation = 2 * Expectation(x => (trip.Core[0] - x.Target) * Math.Tanh((1.3 * x.X) + 0.4));
        Assert.Equal(Math.Abs(correlation), trip.ExtendedGradientNorm, 1e-14);
    }

    [Fact]
    public void A_redundant_point_that_is_not_critical_does_not_close()
    {
        var minimum = Minimum("tanh");
        double[] theta = [minimum[0] + 1e-3, minimum[1], 0.3 * minimum[2], minimum[0] + 1e-3, minimum[1], 0.7 * minimum[2], minimum[3]];
        Assert.False(CoreRoundTrip.Of(new RiskLandscape(Landscapes.Wave, Activation.Tanh, 2), theta).Closes);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void The_risk_is_constant_along_every_family_of_every_redundant_network(string name) =>
        Prop.ForAll(RedundancyTests.Extensions(name, 3).ToArbitrary(), theta =>
        {
            var landscape = new RiskLandscape(Landscapes.Wave, Activation.Named(name), 5);
            var steps = FlatFamilies.Walk(landscape, theta, [1e-6, 1e-2, 1, 4]).ToList();
            Assert.NotEmpty(steps);
            // J is a mean of squares below 1e4 (weights and outputs below 50), so known to 1e-11.
            Assert.All(steps, s => Assert.InRange(s.RiskChange, 0, 1e-11));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_families_of_a_network_are_those_of_its_dead_constant_and_duplicate_neurons()
    {
        // 0 live; 1 constant; 2 dead; 3 mirrors 0; 4 constant with the bias of 1, so also its duplicate.
        double[] theta = [1.3, 0.4, 0.9, 0, 0.7, 0.5, -0.8, 1.1, 0, -1.3, -0.4, 0.3, 0, 0.7, 0.2, 0.1];
        var steps = FlatFamilies.Walk(new RiskLandscape(Landscapes.Wave, Activation.Tanh, 5), theta, [0.5]);
        Assert.Equal(
            [
                (RedundancyKinds.Bias, 1, null), (RedundancyKinds.Deactivation, 2, null), (RedundancyKinds.Duplication, 3, 0),
                (RedundancyKinds.Bias, 4, null), (RedundancyKinds.Duplication, 4, (int?)1),
            ],
            steps.Select(s => (s.Kind, s.Neuron, s.Partner)));
        Assert.Empty(FlatFamilies.Walk(new RiskLandscape(Landscapes.Wave, Activation.Tanh, 1), [1.3, 0.4, 0.9, 0.2], [0.5]));
    }

    [Theory]
    [MemberData(nameof(Symmetries))]
    public void A_split_of_a_critical_point_is_critical_all_along_its_line(string name)
    {
        var minimum = Minimum(name);
        double[] theta = [minimum[0], minimum[1], 0.3 * minimum[2], minimum[0], minimum[1], 0.7 * minimum[2], minimum[3]];
        // The gradient of the minimum is below 1e-13; on the line weights below 10 multiply it.
        var steps = FlatFamilies.Walk(new RiskLandscape(Landscapes.Wave, Activation.Named(name), 2), theta, [1e-4, 1, 4]).ToList();
        Assert.Equal(3, steps.Count);
        Assert.All(steps, s => Assert.InRange(s.GradientNorm, 0, 1e-11));
    }

    [Fact]
    public void A_constant_neuron_is_critical_all_along_its_family_at_risk_zero()
    {
        double[] teacher = [1.3, 0.4, 0.9, 0.2];
        double[] constant = [.. teacher[..3], 0, 0.8, 0.5, teacher[3] - (0.5 * Activation.Tanh.Evaluate(0.8).Value)];
        var own = new RiskLandscape(Landscapes.Teacher(Activation.Tanh, 1, teacher).Sample, Activation.Tanh, 2);
        Assert.All(FlatFamilies.Walk(own, constant, [1e-4, 1, 4]), s => Assert.InRange(s.GradientNorm, 0, 1e-14));
    }

    [Fact]
    public void A_dead_neuron_stays_critical_along_its_family_only_at_risk_zero()
    {
        double[] teacher = [1.3, 0.4, 0.9, 0.2];
        double[] dead = [.. teacher[..3], -0.8, 1.1, 0, teacher[3]];
        var own = Landscapes.Teacher(Activation.Tanh, 1, teacher);
        Assert.All(Walk(own.Sample), s => Assert.InRange(s.GradientNorm, 0, 1e-14));
        var other = Walk(Landscapes.Wave).ToList();
        Assert.All(other, s => Assert.Equal(0, s.RiskChange)); // a_j = 0 exactly: not even rounding
        Assert.All(other, s => Assert.InRange(s.GradientNorm, 1e-3, 100));

        IEnumerable<FamilyStep> Walk(Sample sample) => FlatFamilies.Walk(new RiskLandscape(sample, Activation.Tanh, 2), dead, [1e-4, 1, 4]);
    }

    private static double[] Minimum(string name) => Landscapes.AMinimum(new RiskLandscape(Landscapes.Wave, Activation.Named(name), 1)).Theta;

    private static double Expectation(Func<(double X, double Target), double> value) =>
        Enumerable.Range(0, Landscapes.Wave.Count).Sum(s => Landscapes.Wave.Weights[s] * value((Landscapes.Wave.Nodes[s, 0], Landscapes.Wave.Targets[s])));
}
