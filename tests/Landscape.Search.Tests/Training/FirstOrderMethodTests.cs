using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search.Tests.Training;

/// <summary>What the theory of each method says of it on a quadratic, and what minibatches are.</summary>
public sealed class FirstOrderMethodTests
{
    // Eigenvalues 2e-4 and 1: the first is the slow mode. The start lies on it; the step is measured by the largest.
    private static readonly KnownFunction Quadratic = KnownFunctions.Quadratic(2e-4, 1);
    private static readonly double[] SlowMode = KnownFunctions.Mode(0, 2);

    [Fact]
    public void The_heavy_ball_contracts_at_the_largest_root_of_its_characteristic_polynomial()
    {
        const double mu = 0.9;
        const double eta = 0.5 * 2 * (1 + mu);
        var method = new HeavyBall(new HeavyBallOptions { Momentum = mu, StepShare = 0.5, MaxSteps = 1000 }, Solvers.Criteria);
        AssertTailRate(method, LargestRoot(1 + mu - (eta * 2e-4), mu));
    }

    [Fact]
    public void Nesterovs_method_contracts_at_the_largest_root_of_its_characteristic_polynomial()
    {
        const double mu = 0.9;
        const double kept = 1 - (0.5 * 2 * (1 + mu) / (1 + (2 * mu)) * 2e-4);
        var method = new Nesterov(new NesterovOptions { Momentum = mu, StepShare = 0.5, MaxSteps = 1000 }, Solvers.Criteria);
        AssertTailRate(method, LargestRoot((1 + mu) * kept, mu * kept));
    }

    [Fact]
    public void Full_batches_make_stochastic_gradient_descent_gradient_descent_with_a_constant_step()
    {
        // One batch: after k steps on an eigenvector the start is multiplied by (1 - eta lambda)^k with eta = 0.1 * 2 / lambda_max.
        var method = new StochasticGradientDescent(new StochasticGradientDescentOptions { Batches = 1, MaxEpochs = 50, StepShare = 0.1 }, Solvers.Criteria);
        var end = method.Run(Quadratic, SlowMode).Theta;
        var factor = Math.Pow(1 - (0.2 * 2e-4), 50);
        // 50 steps round by 1e-16 each.
        Assert.All(end.Zip(SlowMode), p => Assert.Equal(factor * p.Second, p.First, 1e-14));
    }

    [Fact]
    public void Adams_first_step_is_eta_in_every_component_against_the_sign_of_the_gradient()
    {
        var method = new Adam(new AdamOptions { MaxSteps = 1, StepSize = 0.01 }, Solvers.Criteria);
        var gradient = new double[2];
        KnownFunctions.DoubleWell.ValueGradient([1.5, -2], gradient);
        var end = method.Run(KnownFunctions.DoubleWell, [1.5, -2]).Theta;
        // epsilon = 1e-8 beside gradients above 1 shortens the step by less than 1e-8 of it.
        Assert.Equal([1.5 - 0.01, -2 + 0.01], end, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal([1, -1], gradient.Select(Math.Sign));
    }

    [Fact]
    public void L_bfgs_ends_on_a_quadratic_within_a_few_steps_and_faster_than_linearly()
    {
        var result = Solvers.Named("l-bfgs").Run(KnownFunctions.Quadratic(1, 3, 10, 30), [1, -2, 3, -4]);
        // Gradient descent at its best contracts by (30 - 1) / (30 + 1) a step: 1e-12 takes 415 steps.
        Assert.Equal(Outcome.Converged, result.Outcome);
        Assert.InRange(result.Last.Step, 4, 40);
    }

    [Fact]
    public void An_unstable_step_is_halved_until_it_is_stable()
    {
        // On (x^2 - 1)^2 from 0.6: curvature 12 * 0.36 - 4 = 0.32 (and 2 in y), at the minimum 8: the first step is about four times too long.
        foreach (var method in new[] { "heavy-ball", "nesterov", "stochastic-gradient-descent" })
        {
            Assert.Equal(Outcome.Converged, Solvers.Named(method).Run(KnownFunctions.DoubleWell, [0.6, 1e-3]).Outcome);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(13)]
    [InlineData(1000)]
    public void The_risk_its_gradient_and_its_Hessian_are_the_means_of_those_of_the_parts(int count)
    {
        var whole = Landscapes();
        var theta = Enumerable.Range(0, whole.Dimension).Select(i => 0.3 * (((i * 7) % 5) - 2)).ToArray();
        var parts = whole.Parts(count, new RandomStream(3, "tests", "parts"));
        Assert.Equal(Math.Min(count, 13), parts.Count);
        var (value, gradient, hessian) = All(whole);
        var means = parts.Select(All).ToList();
        // Sums of 13 terms of order 1 in another order.
        Assert.Equal(value, means.Average(m => m.Value), 1e-13);
        Assert.All(Enumerable.Range(0, whole.Dimension), i => Assert.Equal(gradient[i], means.Average(m => m.Gradient[i]), 1e-13));
        Assert.All(Enumerable.Range(0, hessian.Length), i => Assert.Equal(hessian[i], means.Average(m => m.Hessian[i]), 1e-12));

        (double Value, double[] Gradient, double[] Hessian) All(ISmoothFunction function)
        {
            var (g, h) = (new double[whole.Dimension], new Matrix(whole.Dimension, whole.Dimension));
            var v = function.ValueGradientHessian(theta, g, h);
            var again = new double[whole.Dimension];
            Assert.Equal((v, v), (function.Value(theta), function.ValueGradient(theta, again)));
            Assert.Equal(g, again);
            return (v, g, h.Data);
        }
    }

    [Fact]
    public void Minibatches_with_a_common_minimum_converge_and_without_one_stop_at_a_noise_floor()
    {
        // A one-neuron teacher is a minimum of every part; a cubic target is of none. Both runs start near the minimum.
        var method = new StochasticGradientDescent(new StochasticGradientDescentOptions { MaxEpochs = 40_000, Batches = 4, StepShare = 0.3 }, new StoppingCriteria { GradientTolerance = 1e-9 });
        double[] teacher = [1.1, 0.2, 0.9, 0.1];
        var shape = new NetworkShape(1, 1);
        var common = Landscapes(x => Network.Evaluate(shape, Activation.Tanh, teacher, [x]), 1);
        var start = teacher.Select((v, i) => v + (0.02 * (i % 2 == 0 ? 1 : -1))).ToArray();
        Assert.Equal(Outcome.Converged, method.Run(common, start).Outcome);
        var none = Landscapes(x => (x * x * x) - (0.3 * x), 1);
        var end = method.Run(none, start);
        Assert.Equal(Outcome.Undecided, end.Outcome);
        Assert.True(end.Last.GradientNorm > 1e-6 * none.Scale);
    }

    [Fact]
    public void A_permutation_has_every_number_once_and_all_orders_of_three_occur_equally_often()
    {
        var stream = new RandomStream(1, "tests", "permutations");
        var counts = Enumerable.Range(0, 6000).Select(_ => stream.Permutation(3)).Select(p =>
        {
            Assert.Equal([0, 1, 2], p.Order());
            return string.Join("", p);
        }).GroupBy(p => p).ToDictionary(g => g.Key, g => g.Count());
        // 1000 expected, standard deviation 29: five of them.
        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, c => Assert.InRange(c, 855, 1145));
    }

    private static RiskFunction Landscapes(Func<double, double>? target = null, int width = 2)
    {
        var x = new Matrix(13, 1);
        for (var s = 0; s < 13; s++)
        {
            x.Row(s)[0] = -1 + (s / 6.0);
        }

        target ??= t => (t * t) - (0.5 * t);
        // Weights 1, 2, 3, ... over their sum 91.
        var sample = new Sample(x, [.. Enumerable.Range(1, 13).Select(s => s / 91.0)], [.. Enumerable.Range(0, 13).Select(s => target(x.Row(s)[0]))]);
        return new RiskFunction(new RiskLandscape(sample, Activation.Tanh, width));
    }

    /// <summary>z^2 - p z + q with real roots.</summary>
    private static double LargestRoot(double p, double q) => (p + Math.Sqrt((p * p) - (4 * q))) / 2;

    // The trace has steps 500 and 1000: the second root's share has died out by then (its ratio to the first is 0.91 at most: 1e-20).
    private static void AssertTailRate(ITrainingMethod method, double expected)
    {
        var trace = method.Run(Quadratic, SlowMode).Trace.ToDictionary(p => p.Step, p => p.GradientNorm);
        Assert.Equal(expected, Math.Pow(trace[1000] / trace[500], 1 / 500.0), 1e-9);
    }
}
