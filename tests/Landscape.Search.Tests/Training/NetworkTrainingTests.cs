using Landscape.Models;

namespace Landscape.Search.Tests.Training;

/// <summary>Training on landscapes of networks whose fate is known.</summary>
public sealed class NetworkTrainingTests
{
    // (w, b, a) per neuron, then beta: two clearly different neurons.
    private static readonly double[] Teacher1 = [2, -0.5, 1, -1.5, 0.8, 0.7, 0.2];
    private static readonly double[] Teacher2 = [2, 1, -0.5, 1, -1.5, 0.5, 0.8, 0.7, 0.2];

    public static TheoryData<string, string> ActivationsAndMethods => new()
    {
        { "tanh", "trust-region-newton" },
        { "tanh", "gradient-flow" },
        { "logistic", "trust-region-newton" },
        { "logistic", "gradient-flow" },
    };

    [Theory]
    [InlineData(1, "tanh")]
    [InlineData(1, "logistic")]
    [InlineData(2, "tanh")]
    [InlineData(2, "logistic")]
    public void From_a_perturbed_teacher_Newton_returns_to_the_teacher(int d, string name)
    {
        var teacher = d == 1 ? Teacher1 : Teacher2;
        var activation = Activation.Named(name);
        var risk = KnownLandscapes.Risk(KnownLandscapes.Taught(d, 60, activation, 2, teacher), activation, 2);
        for (var k = 0; k < 10; k++)
        {
            var stream = new Numerics.RandomStream(1, "tests", "perturbation", k);
            var start = teacher.Select(x => x + (0.03 * stream.NextNormal())).ToArray();
            var result = Solvers.Newton().Run(risk, start);
            Assert.Equal(Outcome.Converged, result.Outcome);
            // The criteria bound the Newton step, that is the distance, by 1e-6 (1 + |theta|) < 4.2e-6, and the gradient's entries by 1e-12 (scale
            // below 1.5), so J, half their product near the minimum, by 1e-12 * 1.5 * 4.2e-6 * sqrt(9).
            Assert.InRange(result.Last.Risk, 0, 2e-17);
            Assert.All(teacher.Zip(result.Theta), pair => Assert.Equal(pair.First, pair.Second, 4.2e-6));
        }
    }

    [Theory]
    [InlineData("tanh", "trust-region-newton", false)]
    [InlineData("tanh", "gradient-flow", true)]
    [InlineData("logistic", "trust-region-newton", false)]
    [InlineData("logistic", "gradient-flow", true)]
    public void A_linear_target_sends_every_start_of_one_neuron_to_infinity(string activation, string method, bool decides)
    {
        // a psi(w x + b) + beta is never linear on five nodes or more, but tends to x as w -> 0 with a w psi'(0) = 1: the infimum 0 is not attained,
        // and Kranz, Gallon, Dereich and Jentzen (arXiv:2505.09572) show that polynomial targets do this to flows. With d = n = 1 nothing else attracts
        // but the constant network (a saddle or worse), which random starts miss. Along the hyperbola a w = const Newton's steps are short
        // (|theta| ~ sqrt(steps)), so within its budget it may stay undecided.
        var risk = KnownLandscapes.Risk(KnownLandscapes.Line(21, x => x), Activation.Named(activation), 1);
        for (var start = 0; start < 6; start++)
        {
            var result = Solvers.Named(method).Run(risk, KnownLandscapes.Start(risk, start));
            Assert.True(result.Outcome != Outcome.Converged, $"start {start}: {result.Reason}");
            Assert.True(result.Outcome == Outcome.Diverging || !decides, $"start {start}: {result.Outcome}, {result.Reason}");
        }
    }

    [Theory]
    [MemberData(nameof(ActivationsAndMethods))]
    public void A_step_target_sends_every_start_of_one_neuron_to_infinity(string activation, string method)
    {
        // sign(x) on nodes +-1/7, +-3/7, ...: risk 0 only in the limit w -> infinity (|tanh(w x_s)| are all different for finite w), approached exponentially.
        var risk = KnownLandscapes.Risk(KnownLandscapes.Line(8, x => Math.Sign(x)), Activation.Named(activation), 1);
        for (var start = 0; start < 6; start++)
        {
            var result = Solvers.Named(method).Run(risk, KnownLandscapes.Start(risk, start));
            Assert.True(result.Outcome == Outcome.Diverging, $"start {start}: {result.Outcome}, {result.Reason}");
        }
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("logistic")]
    public void Gradient_descent_never_calls_a_way_to_infinity_converged(string activation)
    {
        foreach (var target in new Func<double, double>[] { x => x, x => Math.Sign(x) })
        {
            var risk = KnownLandscapes.Risk(KnownLandscapes.Line(8, target), Activation.Named(activation), 1);
            Assert.NotEqual(Outcome.Converged, Solvers.Descent(20_000).Run(risk, KnownLandscapes.Start(risk, 1)).Outcome);
        }
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("logistic")]
    public void A_network_wider_than_its_teacher_converges_to_flat_families_at_risk_zero_or_to_nothing(string name)
    {
        // Every J = 0 point of two neurons is redundant when one neuron is the teacher: converged there must be explained by redundancy.
        double[] teacher = [2, -0.5, 1, 0.2];
        var activation = Activation.Named(name);
        var risk = KnownLandscapes.Risk(KnownLandscapes.Taught(1, 30, activation, 1, teacher), activation, 2);
        var flat = 0;
        for (var start = 0; start < 20; start++)
        {
            var result = Solvers.Newton().Run(risk, KnownLandscapes.Start(risk, start));
            if (result.Outcome == Outcome.Converged && result.Last.Risk < 1e-15)
            {
                flat++;
                Assert.StartsWith("flat family", result.Reason, StringComparison.Ordinal);
            }
        }

        Assert.True(flat > 0, "no run reached risk zero");
    }

    [Theory]
    [InlineData("trust-region-newton")]
    [InlineData("gradient-flow")]
    [InlineData("gradient-descent")]
    public void The_risk_never_rises(string method)
    {
        for (var start = 0; start < 8; start++)
        {
            var risk = KnownLandscapes.Risk(KnownLandscapes.Random(2, 25, start), start % 2 == 0 ? Activation.Tanh : Activation.Logistic, 2);
            var trace = Solvers.Named(method).Run(risk, KnownLandscapes.Start(risk, start)).Trace;
            Assert.All(trace.Zip(trace.Skip(1)), pair =>
                Assert.True(pair.Second.Risk <= pair.First.Risk * (1 + 1e-13), $"{pair.First} -> {pair.Second}"));
        }
    }

    [Fact]
    public void Newtons_method_is_quadratic_near_a_nondegenerate_minimum()
    {
        var risk = KnownLandscapes.Risk(KnownLandscapes.Taught(1, 60, Activation.Tanh, 2, Teacher1), Activation.Tanh, 2);
        var start = Teacher1.Select((x, i) => x + (i % 2 == 0 ? 0.003 : -0.003)).ToArray();
        var tight = new StoppingCriteria { GradientTolerance = 1e-14, NewtonStepTolerance = 1e-11 };
        var distances = new List<double> { 0.003 };
        for (var steps = 1; distances[^1] > 1e-9 && steps < 100; steps++)
        {
            var theta = new TrustRegionNewton(new TrustRegionNewtonOptions { MaxSteps = steps }, tight).Run(risk, start).Theta;
            distances.Add(theta.Zip(Teacher1, (a, b) => Math.Abs(a - b)).Max());
        }

        // Order q has log(e2 / e1) = q log(e1 / e0) near the end: 1 for linear convergence, 2 for quadratic; 1.7 leaves room for the constant.
        var tail = distances.TakeLast(3).ToArray();
        Assert.InRange(tail[2], 0, 1e-9);
        Assert.InRange(Math.Log(tail[2] / tail[1]) / Math.Log(tail[1] / tail[0]), 1.7, double.PositiveInfinity);
    }

    [Theory]
    [MemberData(nameof(ActivationsAndMethods))]
    public void Equal_starts_give_equal_bits_on_any_thread(string activation, string method)
    {
        var sample = KnownLandscapes.Random(2, 40, 9);
        var results = new TrainingResult[8];
        Parallel.For(0, results.Length, i =>
        {
            var risk = KnownLandscapes.Risk(sample, Activation.Named(activation), 2);
            results[i] = Solvers.Named(method).Run(risk, KnownLandscapes.Start(risk, 4));
        });
        Assert.All(results, r =>
        {
            Assert.Equal(results[0].Theta, r.Theta);
            Assert.Equal(results[0].Trace, r.Trace);
            Assert.Equal(results[0].Reason, r.Reason);
        });
    }
}
