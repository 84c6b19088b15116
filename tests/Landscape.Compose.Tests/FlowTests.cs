using Landscape.Models;
using Landscape.Search;

namespace Landscape.Compose.Tests;

public sealed class FlowTests
{
    private static readonly AdaptiveIntegrator Solver = new(new IntegratorOptions());

    [Fact]
    public void Without_imbalance_the_quadratic_cost_gives_the_logistic_curve()
    {
        // c = 0: z' = -(z - 1) 2 z for z > 0, whose solution is 1 / (1 + (1 / z_0 - 1) exp(-2 t)).
        double[] w = [0.3, -0.4, 0.5, 0.3, -0.4, 0.5];
        var composition = new Composition(new ShiftedQuadratic(1), 1, 3, 1);
        var trajectory = Solver.Run(CompositionFlow.Of(composition), w, 6);
        for (var i = 0; i <= 60; i++)
        {
            var t = i / 10.0;
            Assert.Equal(1 / (1 + (((1 / 0.5) - 1) * Math.Exp(-2 * t))), composition.Product(trajectory.At(t))[0, 0], 1e-11);
        }
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(1)]
    [InlineData(1000)]
    public void A_quadratic_at_zero_decays_by_the_hyperbolic_sine_of_the_imbalance(double c)
    {
        // f = z^2 / 2: z' = -z sqrt(c^2 + 4 z^2) is solved by z = (c / 2) / sinh(c t + arsinh(c / (2 z_0))).
        double[] w = [Math.Sqrt(c + 0.25), 0.1, 0.5, 0.2];
        var composition = new Composition(new ShiftedQuadratic(0), 1, 2, 1);
        var imbalance = Invariants.Imbalance(composition, w);
        var start = composition.Product(w)[0, 0];
        var end = 5 / imbalance;
        var full = Solver.Run(CompositionFlow.Of(composition), w, end);
        var reduced = Solver.Run(CompositionFlow.Reduced(new ShiftedQuadratic(0), imbalance), [start], end);
        foreach (var t in full.EvenTimes(0, 50))
        {
            var expected = imbalance / 2 / Math.Sinh((imbalance * t) + Math.Asinh(imbalance / (2 * start)));
            Assert.Equal(expected, composition.Product(full.At(t))[0, 0], 1e-10 * start);
            Assert.Equal(expected, reduced.At(t)[0], 1e-10 * start);
        }
    }

    [Fact]
    public void A_start_on_the_centre_stable_manifold_stays_there_to_the_bit_and_reaches_the_origin()
    {
        // f'(0) = -1: w_2^T = -w_1 is stable. Both halves see the same operations with opposite signs.
        double[] w = [0.3, -0.7, 0.2, -0.3, 0.7, -0.2];
        var composition = new Composition(new ShiftedQuadratic(1), 1, 3, 1);
        var trajectory = Solver.Run(CompositionFlow.Of(composition), w, 100, [theta => Math.Abs(theta[1]) - 1e-8]);
        Assert.Equal(IntegrationOutcome.Event, trajectory.Outcome);
        Assert.All(trajectory.End[..3].Zip(trajectory.End[3..]), pair => Assert.Equal(-pair.First, pair.Second));
        Assert.Equal(ReachedKind.Origin, ReachedPoint.At(composition, trajectory.End, 1e-6).Kind);
        Assert.Equal(3, ReachedPoint.At(composition, trajectory.End, 1e-6).MorseIndex);
    }

    [Theory]
    [InlineData(1e-1)]
    [InlineData(1e-4)]
    [InlineData(1e-8)]
    public void The_time_that_the_reduced_flow_takes_is_the_quadrature(double c)
    {
        // Past the origin: from z = -0.2 to z = 0.3 under f'(0) = -1.
        var cost = new ShiftedQuadratic(1);
        var trajectory = Solver.Run(CompositionFlow.Reduced(cost, c), [-0.2], 100, [z => 0.3 - z[0]]);

        // z passes 0, where the speed is c, with an absolute error of some 1e-15.
        Assert.Equal(trajectory.Time, ExitTime.Between(cost, c, -0.2, 0.3), 1e-9 + (1e-15 / c));

        // For c to 0 by hand: half of log(4 |z| / c) for each side, and -log(1 - z) / 2 from the change of f' between 0 and z.
        var limit = (Math.Log(0.8 / c) + Math.Log(1.2 / c) - Math.Log(0.7) - Math.Log(1.2)) / 2;
        Assert.Equal(limit, ExitTime.Between(cost, c, -0.2, 0.3), c);
    }

    [Fact]
    public void Reached_points_are_told_apart()
    {
        var scalar = new Composition(new ShiftedQuadratic(1), 1, 2, 1);
        var target = ReachedPoint.At(scalar, [1, 0, 1, 5], 1e-9);
        Assert.Equal((ReachedKind.TargetSet, 0, 3), (target.Kind, target.MorseIndex, target.Nullity));

        // h p = |w_1|^2 + |w_2|^2 = 1 + 26.
        Assert.Equal(27, target.SlowestRate!.Value, 1e-12);
        Assert.Equal((ReachedKind.Origin, 2), (ReachedPoint.At(scalar, new double[4], 1e-9).Kind, ReachedPoint.At(scalar, new double[4], 1e-9).MorseIndex));
        Assert.Equal(ReachedKind.NotCritical, ReachedPoint.At(scalar, [1, 0, 2, 0], 1e-9).Kind);

        // Three layers with the first and the last at 0: critical, though neither f' nor all layers vanish.
        var deep = new Composition(new ShiftedQuadratic(1), 1, 1, 1, 1);
        Assert.Equal(ReachedKind.RankDeficient, ReachedPoint.At(deep, [0, 2, 0], 1e-9).Kind);
    }

    [Fact]
    public void The_monitor_reports_the_largest_drift_in_units_of_the_layers()
    {
        // w_1 = 2, w_2 = 1: C = 3, the largest square is 4. Moving w_2 to 0 changes C by 1, a quarter; coming back does not undo what was seen.
        var composition = new Composition(new ShiftedQuadratic(1), 1, 1, 1);
        var monitor = new InvariantMonitor(composition, [2, 1]);
        monitor.See([2, 0]);
        monitor.See([2, 1]);
        Assert.Equal(0.25, monitor.Drift);
    }

    [Theory]
    [InlineData("linear", true)]
    [InlineData("tanh", true)]
    [InlineData("logistic", false)]
    public void One_neuron_keeps_its_quantity_and_has_the_saddle_that_theory_says(string name, bool hasSaddle)
    {
        var neuron = OneNeuron.All.Single(n => n.Name == name);
        var cost = CostCatalogue.Named("quartic-double-well");
        var field = CompositionFlow.Of(neuron, cost);
        foreach (var (w1, w2) in new[] { (0.4, -1.1), (-1.5, 0.6), (1.9, 1.3) })
        {
            // Along the flow the conserved quantity's derivative vanishes; it reaches 14 on these points.
            var velocity = new double[2];
            field([w1, w2], velocity);
            Assert.Equal(0, Support.Derivative(t => neuron.Conserved(w1 + (t * velocity[0]), w2 + (t * velocity[1]))), 1e-8);

            var (first, mixed, second) = neuron.Hessian(cost, w1, w2);
            double Slope(double a, double b, int entry)
            {
                var v = new double[2];
                field([a, b], v);
                return -v[entry];
            }

            Assert.Equal(Support.Derivative(t => Slope(w1 + t, w2, 0)), first, 1e-8);
            Assert.Equal(Support.Derivative(t => Slope(w1, w2 + t, 0)), mixed, 1e-8);
            Assert.Equal(Support.Derivative(t => Slope(w1, w2 + t, 1)), second, 1e-8);
        }

        Assert.Equal(hasSaddle, neuron.Saddle is not null);
        if (hasSaddle)
        {
            // psi'(0) = 1 for both: the Hessian is f'(0) off the diagonal.
            Assert.Equal((0, cost.First(0), 0), neuron.Hessian(cost, 0, 0));
        }
    }
}
