namespace Landscape.Search.Tests.Training;

/// <summary>Every method on every function whose answer is known.</summary>
public sealed class ProblemsTimesSolversTests
{
    private static readonly Dictionary<string, (ISmoothFunction Function, double[] Start, double[][] Minima)> Problems = new()
    {
        ["well-conditioned quadratic"] = (KnownFunctions.Quadratic(1, 2, 5), [1, -2, 3], [[0, 0, 0]]),
        ["stiff quadratic"] = (KnownFunctions.Quadratic(1e-5, 1, 1e4), [1, -2, 3], [[0, 0, 0]]),
        ["rosenbrock"] = (KnownFunctions.Rosenbrock, [-1.2, 1], [[1, 1]]),
        ["double well"] = (KnownFunctions.DoubleWell, [0.1, 2], [[1, 0], [-1, 0]]),
    };

    [Theory]
    [InlineData("well-conditioned quadratic", "trust-region-newton")]
    [InlineData("well-conditioned quadratic", "gradient-flow")]
    [InlineData("well-conditioned quadratic", "gradient-descent")]
    [InlineData("well-conditioned quadratic", "heavy-ball")]
    [InlineData("well-conditioned quadratic", "nesterov")]
    [InlineData("well-conditioned quadratic", "stochastic-gradient-descent")]
    [InlineData("well-conditioned quadratic", "l-bfgs")]
    [InlineData("stiff quadratic", "l-bfgs")]
    [InlineData("rosenbrock", "l-bfgs")]
    [InlineData("double well", "heavy-ball")]
    [InlineData("double well", "nesterov")]
    [InlineData("double well", "stochastic-gradient-descent")]
    [InlineData("double well", "l-bfgs")]
    [InlineData("stiff quadratic", "trust-region-newton")]
    [InlineData("stiff quadratic", "gradient-flow")]
    [InlineData("rosenbrock", "trust-region-newton")]
    [InlineData("rosenbrock", "gradient-flow")]
    [InlineData("double well", "trust-region-newton")]
    [InlineData("double well", "gradient-flow")]
    [InlineData("double well", "gradient-descent")]
    public void A_minimum_is_reached_and_called_converged(string problem, string method)
    {
        var (function, start, minima) = Problems[problem];
        var result = Solvers.Named(method).Run(function, start);
        Assert.Equal(Outcome.Converged, result.Outcome);
        // The criterion bounds the Newton step, that is the distance on these functions, by 1e-6 (1 + |theta|); |theta| < 2 at every minimum here.
        Assert.Contains(minima, m => m.Zip(result.Theta, (a, b) => Math.Abs(a - b)).Max() < 3e-6);
    }

    [Theory]
    [InlineData("trust-region-newton")]
    [InlineData("gradient-flow")]
    public void A_way_to_infinity_is_called_diverging_whether_exponential_or_a_power_law(string method)
    {
        Assert.Equal(Outcome.Diverging, Solvers.Named(method).Run(KnownFunctions.ExponentialEscape, [0.5, 1]).Outcome);
        Assert.Equal(Outcome.Diverging, Solvers.Named(method).Run(KnownFunctions.PowerEscape, [0.8, 1]).Outcome);
    }

    [Theory]
    [InlineData("gradient-descent")]
    [InlineData("heavy-ball")]
    [InlineData("nesterov")]
    [InlineData("adam")]
    [InlineData("stochastic-gradient-descent")]
    [InlineData("l-bfgs")]
    public void A_first_order_method_never_takes_a_way_to_infinity_for_convergence(string method)
    {
        // exp(-x) at x = log(t) makes gradients of 1e-10 only at t = 1e10; the power law reaches them at t = 1e13: far beyond these budgets,
        // so that the answer may be diverging or undecided.
        Assert.NotEqual(Outcome.Converged, Solvers.Named(method).Run(KnownFunctions.ExponentialEscape, [0.5, 1]).Outcome);
        Assert.NotEqual(Outcome.Converged, Solvers.Named(method).Run(KnownFunctions.PowerEscape, [0.8, 1]).Outcome);
    }

    [Theory]
    [InlineData("trust-region-newton")]
    [InlineData("gradient-flow")]
    [InlineData("gradient-descent")]
    [InlineData("heavy-ball")]
    [InlineData("nesterov")]
    [InlineData("adam")]
    [InlineData("stochastic-gradient-descent")]
    [InlineData("l-bfgs")]
    public void A_tiny_gradient_far_out_is_not_convergence(string method)
    {
        // At x = 30 the gradient is exp(-30) = 1e-13, far below the tolerance 1e-10, but a Newton step is 1 long.
        Assert.NotEqual(Outcome.Converged, Solvers.Named(method).Run(KnownFunctions.ExponentialEscape, [30, 0]).Outcome);
        // At x = 1e4 it is 2e-12, and a Newton step 3e3 long.
        Assert.NotEqual(Outcome.Converged, Solvers.Named(method).Run(KnownFunctions.PowerEscape, [1e4, 0]).Outcome);
    }

    [Theory]
    [InlineData("trust-region-newton")]
    [InlineData("gradient-flow")]
    [InlineData("gradient-descent")]
    [InlineData("heavy-ball")]
    [InlineData("nesterov")]
    [InlineData("adam")]
    [InlineData("stochastic-gradient-descent")]
    [InlineData("l-bfgs")]
    public void A_degenerate_minimum_is_never_taken_for_divergence(string method) =>
        Assert.NotEqual(Outcome.Diverging, Solvers.Named(method).Run(KnownFunctions.Quartic, [1, -2]).Outcome);

    [Theory]
    [InlineData("trust-region-newton")]
    [InlineData("gradient-flow")]
    public void Soft_modes_on_a_high_floor_are_never_taken_for_divergence(string method)
    {
        // J = 1 + x.Hx / 2 with eigenvalues over nine decades: each decade of time moves theta by as much as the last, |theta| grows from 0,
        // and J changes by less than 1e-3 of itself: the imitation of divergence that the criteria must see through. The minimum m lies away from the start.
        var quadratic = KnownFunctions.Quadratic(1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1);
        double[] m = [30, -20, 10, -5, 4, 3];
        double[] Shifted(double[] t) => [.. t.Zip(m, (a, b) => a - b)];
        double[] Gradient(double[] t)
        {
            var g = new double[6];
            quadratic.ValueGradient(Shifted(t), g);
            return g;
        }

        double[][] Hessian(double[] t)
        {
            var h = new Numerics.Matrix(6, 6);
            quadratic.ValueGradientHessian(Shifted(t), new double[6], h);
            return [.. Enumerable.Range(0, 6).Select(i => h.Row(i).ToArray())];
        }

        var function = new KnownFunction("soft modes", 6, t => 1 + quadratic.Value(Shifted(t)), Gradient, Hessian);
        var result = Solvers.Named(method).Run(function, new double[6]);
        Assert.Equal(Outcome.Converged, result.Outcome);
    }

    [Fact]
    public void Newton_leaves_an_exact_saddle_and_the_flow_that_stays_there_says_its_index()
    {
        // From (0, 2) the flow keeps x = 0 for ever: it converges to the saddle at 0, whose Hessian is diag(-4, 2).
        var flow = Solvers.Flow(finalTime: 100).Run(KnownFunctions.DoubleWell, [0, 2]);
        Assert.Equal(Outcome.Converged, flow.Outcome);
        Assert.Contains("index 1", flow.Reason, StringComparison.Ordinal);
        Assert.Equal(0, flow.Theta[0]);

        var newton = Solvers.Newton().Run(KnownFunctions.DoubleWell, [0, 2]);
        Assert.Equal(Outcome.Converged, newton.Outcome);
        Assert.InRange(Math.Abs(newton.Theta[0]), 1 - 1e-6, 1 + 1e-6);
    }

    [Theory]
    [InlineData("trust-region-newton")]
    [InlineData("gradient-flow")]
    [InlineData("gradient-descent")]
    [InlineData("heavy-ball")]
    [InlineData("nesterov")]
    [InlineData("adam")]
    [InlineData("stochastic-gradient-descent")]
    [InlineData("l-bfgs")]
    public void A_start_that_overflows_is_undecided_and_not_an_exception(string method) =>
        Assert.Equal(Outcome.Undecided, Solvers.Named(method).Run(KnownFunctions.Rosenbrock, [1e200, 1]).Outcome);
}
