using Landscape.Models;

namespace Landscape.Search.Tests.Training;

public sealed class GradientFlowTests
{
    [Fact]
    public void A_linear_flow_is_the_matrix_exponential()
    {
        // theta(t) = sum_k exp(-lambda_k t) q_k (q_k . theta(0)), over six decades of stiffness.
        double[] lambda = [0.03, 1, 3e4];
        double[] start = [1, -2, 3];
        const double Time = 2;
        var result = Solvers.Flow(tolerance: 1e-9, finalTime: Time).Run(KnownFunctions.Quadratic(lambda), start);
        var exact = new double[3];
        for (var k = 0; k < 3; k++)
        {
            var q = KnownFunctions.Mode(k, 3);
            var c = Math.Exp(-lambda[k] * Time) * KnownFunctions.Dot(q, start);
            exact = [.. exact.Zip(q, (e, x) => e + (c * x))];
        }

        // Some hundred steps with local errors of 1e-9 each, contracted by the flow.
        Assert.Equal(Time, result.Last.Time);
        Assert.All(exact.Zip(result.Theta), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
    }

    [Fact]
    public void One_step_has_local_error_of_fifth_order()
    {
        // Order 4: halving h divides the error of one step by 2^5. Reference: classical Runge-Kutta in 2000 substeps, an independent
        // method, accurate to rounding. The start is away from symmetric points, so that all eight order conditions matter.
        double[] start = [1.7, -0.8];
        var errors = new[] { 0.02, 0.01, 0.005 }.Select(h => LocalError(KnownFunctions.Coupled, start, h)).ToArray();
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 4.6, 5.4);
        Assert.InRange(Math.Log2(errors[1] / errors[2]), 4.6, 5.4);
    }

    [Fact]
    public void The_error_estimate_is_of_fourth_order()
    {
        var estimates = new[] { 0.04, 0.02, 0.01 }.Select(h => Estimate(KnownFunctions.Coupled, [1.7, -0.8], h)).ToArray();
        Assert.InRange(Math.Log2(estimates[0] / estimates[1]), 3.6, 4.4);
        Assert.InRange(Math.Log2(estimates[1] / estimates[2]), 3.6, 4.4);
    }

    [Fact]
    public void Smaller_tolerances_give_smaller_errors_in_proportion()
    {
        // x(1) of the quartic's flow is known. An error per step of tol in about tol^(-1/4) steps gives a global error of tol^(3/4) at worst:
        // a factor 16 in tol is a factor 8 or more in the error; the last tolerance stays above rounding.
        double[] start = [2, -1];
        double[] exact = [.. start.Select(x => x / Math.Sqrt(1 + (2 * x * x)))];
        var errors = new[] { 1e-4, 1e-4 / 16, 1e-4 / 256, 1e-4 / 4096 }.Select(tolerance =>
        {
            var end = Solvers.Flow(tolerance, finalTime: 1).Run(KnownFunctions.Quartic, start).Theta;
            return end.Zip(exact, (a, b) => Math.Abs(a - b)).Max();
        }).ToArray();
        for (var i = 1; i < errors.Length; i++)
        {
            Assert.True(errors[i] < errors[i - 1] / 4, $"{errors[i - 1]:g3} -> {errors[i]:g3}");
        }

        // Three factors of 8 together; single ratios scatter with where the steps fall.
        Assert.True(errors[^1] < errors[0] / 512, $"{errors[0]:g3} -> {errors[^1]:g3}");
    }

    [Fact]
    public void A_huge_step_at_an_equilibrium_is_damped()
    {
        // L-stability: R(z) -> 0 as z -> -infinity, for each stiff mode; with z = -1e12 nothing but rounding of W remains.
        var function = KnownFunctions.Quadratic(1, 10, 100);
        var at = Iterate.At(function, [1, 2, 3]);
        var next = new double[3];
        Assert.True(new Rodas4(3).TryStep(function, at, 1e12, next, new double[3]));
        Assert.All(next, x => Assert.InRange(Math.Abs(x), 0, 1e-9));
    }

    [Fact]
    public void A_step_too_long_for_negative_curvature_is_refused()
    {
        // W = H + 4 / h is definite for h < 4 / |lambda_min| = 1 at the double well's saddle, where H = diag(-4, 2).
        var at = Iterate.At(KnownFunctions.DoubleWell, [0, 1]);
        var method = new Rodas4(2);
        Assert.True(method.TryStep(KnownFunctions.DoubleWell, at, 0.99, new double[2], new double[2]));
        Assert.False(method.TryStep(KnownFunctions.DoubleWell, at, 1.01, new double[2], new double[2]));
    }

    [Theory]
    [InlineData(1, 2, "tanh")]
    [InlineData(2, 3, "logistic")]
    public void The_flow_is_invariant_in_time(int d, int width, string activation)
    {
        // Phi(t1 + t2) = Phi(t2) after Phi(t1), for a network's landscape; both sides carry the tolerance's error, here 1e-10 a step.
        var risk = KnownLandscapes.Risk(KnownLandscapes.Random(d, 30, 3), Activation.Named(activation), width);
        var start = KnownLandscapes.Start(risk, 1);
        var whole = Solvers.Flow(1e-10, finalTime: 5).Run(risk, start).Theta;
        var half = Solvers.Flow(1e-10, finalTime: 2).Run(risk, start).Theta;
        var rest = Solvers.Flow(1e-10, finalTime: 3).Run(risk, half).Theta;
        Assert.All(whole.Zip(rest), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
    }

    [Fact]
    public void The_flow_to_infinity_follows_its_logarithm()
    {
        // exp(-x): x(t) = log(exp(x0) + t); stop at 900, where nothing has been decided yet by growth over three decades.
        var result = Solvers.Flow(1e-8, finalTime: 900).Run(KnownFunctions.ExponentialEscape, [0.5, 0]);
        Assert.Equal(Math.Log(Math.Exp(0.5) + result.Last.Time), result.Theta[0], 1e-5);
    }

    private static double LocalError(KnownFunction function, double[] start, double h)
    {
        var next = new double[start.Length];
        new Rodas4(start.Length).TryStep(function, Iterate.At(function, start), h, next, new double[start.Length]);
        return RungeKutta(function, start, h).Zip(next, (a, b) => Math.Abs(a - b)).Max();
    }

    private static double Estimate(KnownFunction function, double[] start, double h)
    {
        var error = new double[start.Length];
        new Rodas4(start.Length).TryStep(function, Iterate.At(function, start), h, new double[start.Length], error);
        return error.Max(Math.Abs);
    }

    private static double[] RungeKutta(KnownFunction function, double[] start, double time)
    {
        const int Substeps = 2000;
        var h = time / Substeps;
        double[] Field(double[] x)
        {
            var g = new double[x.Length];
            function.ValueGradient(x, g);
            return [.. g.Select(v => -v)];
        }

        double[] Plus(double[] x, double c, double[] v) => [.. x.Zip(v, (a, b) => a + (c * b))];
        var theta = start;
        for (var i = 0; i < Substeps; i++)
        {
            var k1 = Field(theta);
            var k2 = Field(Plus(theta, h / 2, k1));
            var k3 = Field(Plus(theta, h / 2, k2));
            var k4 = Field(Plus(theta, h, k3));
            theta = Plus(Plus(Plus(Plus(theta, h / 6, k1), h / 3, k2), h / 3, k3), h / 6, k4);
        }

        return theta;
    }
}
