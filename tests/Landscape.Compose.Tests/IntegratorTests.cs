using Landscape.Search;

namespace Landscape.Compose.Tests;

public sealed class IntegratorTests
{
    // y'' = -y as a system: y = (cos t, -sin t).
    private static readonly VectorField Oscillator = (y, v) => (v[0], v[1]) = (y[1], -y[0]);

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-5)]
    [InlineData(1e-7)]
    [InlineData(1e-9)]
    [InlineData(1e-11)]
    [InlineData(1e-13)]
    public void The_error_follows_the_tolerance_at_the_end_and_between_the_steps(double tolerance)
    {
        var trajectory = Integrator(tolerance).Run(Oscillator, [1, 0], 20);
        Assert.Equal(IntegrationOutcome.FinalTime, trajectory.Outcome);

        // The oscillator does not damp errors: they add up over some 20 / h steps, each within the tolerance; rounding adds 1e-15. The interpolant is of one order
        // less than the solution, which at these steps costs another factor of up to ten.
        Assert.Equal(Math.Cos(20), trajectory.End[0], (100 * tolerance) + 1e-14);
        for (var i = 0; i <= 1000; i++)
        {
            var t = 20.0 * i / 1000;
            var state = trajectory.At(t);
            Assert.Equal(Math.Cos(t), state[0], (1000 * tolerance) + 1e-14);
            Assert.Equal(-Math.Sin(t), state[1], (1000 * tolerance) + 1e-14);
        }
    }

    [Fact]
    public void The_method_has_order_eight()
    {
        // Equal steps, forced by a loose tolerance and a longest step: halving them divides the error by 2^8. Measured between errors of 1e-7 and 1e-10.
        double Error(double h)
        {
            var end = Integrator(1e-2).Run(Oscillator, [1, 0], 24, longestStep: h).End;
            return Math.Abs(end[0] - Math.Cos(24)) + Math.Abs(end[1] + Math.Sin(24));
        }

        Assert.InRange(Math.Log2(Error(0.5) / Error(0.25)), 7.5, 8.7);
    }

    [Fact]
    public void Work_grows_slowly_with_the_digits()
    {
        // Order 8: ten thousand times the accuracy takes 10^(4/8) = 3 times the steps.
        var (coarse, fine) = (Integrator(1e-6).Run(Oscillator, [1, 0], 100), Integrator(1e-10).Run(Oscillator, [1, 0], 100));
        Assert.InRange((double)fine.Steps / coarse.Steps, 2.5, 3.8);
        Assert.Equal(1 + (12 * (fine.Steps + fine.Rejected)) + (3 * fine.Steps), fine.Evaluations);
    }

    [Fact]
    public void An_event_is_found_to_rounding()
    {
        // cos t falls to zero at pi / 2; the flow is stopped there although a step ends elsewhere.
        var trajectory = Integrator(1e-13).Run(Oscillator, [1, 0], 20, [y => y[1] + 2, y => y[0]]);
        Assert.Equal((IntegrationOutcome.Event, (int?)1), (trajectory.Outcome, trajectory.StoppedBy));
        Assert.Equal(Math.PI / 2, trajectory.Time, 1e-12);
        Assert.Equal(0, trajectory.End[0], 1e-12);
        Assert.Equal(trajectory.Time, trajectory.StepTimes.Last());
        Assert.Contains("event", trajectory.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_at_the_start_ends_the_integration_there()
    {
        var trajectory = Integrator(1e-8).Run(Oscillator, [1, 0], 20, [y => -y[0]]);
        Assert.Equal((IntegrationOutcome.Event, 0.0), (trajectory.Outcome, trajectory.Time));
        Assert.Equal([1.0, 0.0], trajectory.End);
        Assert.Equal([0.0], trajectory.StepTimes);
    }

    [Fact]
    public void A_solution_that_blows_up_fails_with_the_place()
    {
        // y' = y^2, y(0) = 1: y = 1 / (1 - t).
        var trajectory = Integrator(1e-10).Run((y, v) => v[0] = y[0] * y[0], [1], 2);
        Assert.Equal(IntegrationOutcome.Failed, trajectory.Outcome);
        Assert.Equal(1, trajectory.Time, 1e-9);
        Assert.Contains("failed: the step fell to", trajectory.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_is_no_number_fails_at_once()
    {
        var trajectory = Integrator(1e-10).Run((_, v) => v[0] = double.NaN, [1], 2);
        Assert.Equal((IntegrationOutcome.Failed, 0.0), (trajectory.Outcome, trajectory.Time));
    }

    [Fact]
    public void A_budget_that_is_used_up_is_said()
    {
        var trajectory = new AdaptiveIntegrator(new IntegratorOptions { MaxSteps = 7 }).Run(Oscillator, [1, 0], 20);
        Assert.Equal(IntegrationOutcome.Budget, trajectory.Outcome);
        Assert.InRange(trajectory.Time, 1e-6, 19);
        Assert.Contains("budget: 7 steps", trajectory.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_steps_that_nearly_fill_the_time_leave_no_sliver_behind()
    {
        // n steps of 2 / n add up to 2 but for some ulp: too little for another step, yet more than nothing. The first step, 1 % of the state, is longer than all of these.
        for (var n = 200; n <= 400; n++)
        {
            var trajectory = Integrator(1e-2).Run(Oscillator, [1, 0], 2, longestStep: 2.0 / n);
            Assert.Equal((IntegrationOutcome.FinalTime, 2.0), (trajectory.Outcome, trajectory.Time));
            Assert.Equal(n, trajectory.Steps);
        }
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Integrator(1e-14));
        Assert.Throws<ArgumentOutOfRangeException>(() => Integrator(0.1));
        Assert.Throws<ArgumentException>(() => Integrator(1e-8).Run(Oscillator, [1, double.NaN], 1));
        Assert.Throws<ArgumentException>(() => Integrator(1e-8).Run(Oscillator, [1, 0], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Integrator(1e-8).Run(Oscillator, [1, 0], 1).At(1.5));
    }

    [Fact]
    public void The_coefficients_of_the_method_satisfy_their_conditions()
    {
        // y' = 8 t^7 ... as an autonomous system (t, y): a method of order 8 integrates t^(m-1) exactly for m up to 8, in one step of length 1. Coefficients
        // have 30 digits, stages are of order 1: rounding alone remains.
        for (var m = 1; m <= 8; m++)
        {
            var power = m;
            void Field(ReadOnlySpan<double> y, Span<double> v) => (v[0], v[1]) = (1, power * Math.Pow(y[0], power - 1));
            var trajectory = new AdaptiveIntegrator(new IntegratorOptions { Tolerance = 1e-2, SmallestScale = 1e3 }).Run(Field, [0.5, 0], 1);
            Assert.Equal(Math.Pow(1.5, m) - Math.Pow(0.5, m), trajectory.End[1], 1e-13 * Math.Pow(1.5, m));
        }
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 16)]
    [InlineData(3, 64)]
    [InlineData(4, 256)]
    public void Gauss_collocation_has_twice_as_much_order_as_stages(int stages, double factor)
    {
        double Error(int steps)
        {
            double[] y = [1, 0];
            var method = new GaussCollocation(Oscillator, 2, stages);
            for (var i = 0; i < steps; i++)
            {
                Assert.True(method.TryStep(y, 8.0 / steps));
            }

            return Math.Abs(y[0] - Math.Cos(8)) + Math.Abs(y[1] + Math.Sin(8));
        }

        // h = 1/2 and 1/4: the leading term dominates.
        Assert.Equal(factor, Error(16) / Error(32), 0.1 * factor);
    }

    [Fact]
    public void Gauss_collocation_keeps_a_quadratic_invariant_to_rounding()
    {
        double[] y = [1, 0];
        var method = new GaussCollocation(Oscillator, 2, 2);
        for (var i = 0; i < 2000; i++)
        {
            Assert.True(method.TryStep(y, 0.3));
        }

        // 2000 steps, each with a rounding of at most 1e-16 or so: their sum, not the method's error of order h^4.
        Assert.Equal(1, (y[0] * y[0]) + (y[1] * y[1]), 5e-13);
    }

    [Fact]
    public void Gauss_collocation_says_when_its_stages_do_not_settle()
    {
        double[] y = [1];
        Assert.False(new GaussCollocation((x, v) => v[0] = -1000 * x[0], 1, 3).TryStep(y, 1));
    }

    [Fact]
    public void A_rate_is_recovered_with_an_uncertainty_that_covers_what_disturbs_it()
    {
        var times = Enumerable.Range(0, 50).Select(i => i / 10.0).ToArray();
        var clean = RateFit.Of(times, [.. times.Select(t => 3 * Math.Exp(-2 * t))])!.Value;
        Assert.Equal(2, clean.Rate, 1e-12);
        Assert.InRange(clean.Uncertainty, 0, 1e-12);

        // A second mode bends the curve: the fit is off, and says so.
        var bent = RateFit.Of(times, [.. times.Select(t => Math.Exp(-2 * t) + (0.5 * Math.Exp(-4 * t)))])!.Value;
        Assert.InRange(Math.Abs(bent.Rate - 2), 1e-3, bent.Uncertainty);
        Assert.Null(RateFit.Of([0, 1, 2], [3, 2, 1]));
    }

    [Fact]
    public void A_root_is_bracketed_to_rounding()
    {
        Assert.Equal(Math.Sqrt(2), RootBracket.Find(x => 2 - (x * x), 0, 2), 1e-15);

        // A root of high multiplicity is slow for chords; bisection takes over. x^9 underflows nothing here, but resolves only |x - 1| > 1e-2 well.
        Assert.Equal(1, RootBracket.Find(x => Math.Pow(1 - x, 9), 0, 3), 1e-12);
    }

    private static AdaptiveIntegrator Integrator(double tolerance) => new(new IntegratorOptions { Tolerance = tolerance });
}
