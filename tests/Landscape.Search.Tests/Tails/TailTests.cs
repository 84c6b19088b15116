using Landscape.Search.Tests.Training;

namespace Landscape.Search.Tests.Tails;

/// <summary>Rates of the last phase: the fit on sequences whose rate is known, and every method on quadratics against the prediction.</summary>
public sealed class TailTests
{
    private static readonly double[] Eigenvalues = [0.02, 0.3, 1, 2];
    private static readonly KnownFunction Quadratic = KnownFunctions.Quadratic(0.02, 0.3, 1, 2);
    private static readonly double[] Start = [0.01, -0.02, 0.03, 0.01];

    // Far below what is fitted.
    private static readonly StoppingCriteria Criteria = new() { GradientTolerance = 1e-14, NewtonStepTolerance = 1e-12 };

    [Fact]
    public void A_pure_exponential_gives_its_rate_over_the_window_alone()
    {
        // Another law before the ceiling and rounding below the floor do not count.
        var times = Enumerable.Range(0, 400).Select(k => (double)k).ToList();
        var errors = times.Select(t => t < 50 ? 1 / (1 + t) : t < 300 ? 1e-2 * Math.Exp(-0.08 * (t - 50)) : 1e-12).ToList();
        var fit = TailFit.Exponential(times, errors, 1e-2, 1e-9);
        // Rounding of 200 logarithms of size 20.
        Assert.Equal(0.08, fit.Rate, 1e-14);
        Assert.InRange(fit.Uncertainty, 0, 1e-14);
        Assert.InRange(fit.Decades, 6.9, 7);
    }

    [Fact]
    public void The_uncertainty_covers_what_a_second_mode_adds()
    {
        var times = Enumerable.Range(0, 300).Select(k => (double)k).ToList();
        var errors = times.Select(t => Math.Exp(-0.05 * t) + (0.5 * Math.Exp(-0.1 * t))).ToList();
        var fit = TailFit.Exponential(times, errors, 0.1, 1e-6);
        Assert.NotEqual(0.05, fit.Rate, 1e-6);
        Assert.InRange(Math.Abs(fit.Rate - 0.05), 0, 3 * fit.Uncertainty);
    }

    [Fact]
    public void Too_few_points_give_no_fit() =>
        Assert.Equal((0, double.NaN), (TailFit.Exponential([0, 1, 2], [1e-3, 1e-4, 1e-5], 1, 1e-9).Points, TailFit.Exponential([0, 1, 2], [1e-3, 1e-4, 1e-5], 1, 1e-9).Rate));

    [Theory]
    [InlineData(0.0, 0.5)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.3, 0.9)]
    public void The_heavy_ball_ends_at_the_predicted_rate(double mu, double share)
    {
        var seen = TailObservation.Of(Quadratic, new HeavyBall(new HeavyBallOptions { Momentum = mu, StepShare = share, MaxSteps = 5000 }, Criteria), Start, new double[4]);
        var eta = share * 2 * (1 + mu) / Eigenvalues[^1];
        Assert.Equal(eta, seen.StepSize, 1e-9);
        AssertRate(TailPrediction.HeavyBall(Eigenvalues, eta, mu), seen);
        if (mu == 0)
        {
            Assert.Equal(TailPrediction.GradientDescent(Eigenvalues, eta), TailPrediction.HeavyBall(Eigenvalues, eta, mu), 1e-14);
        }
    }

    [Fact]
    public void Nesterovs_method_ends_at_the_predicted_rate()
    {
        const double mu = 0.5;
        var seen = TailObservation.Of(Quadratic, new Nesterov(new NesterovOptions { Momentum = mu, StepShare = 0.5, MaxSteps = 5000 }, Criteria), Start, new double[4]);
        AssertRate(TailPrediction.Nesterov(Eigenvalues, 0.5 * 2 * (1 + mu) / (1 + (2 * mu)) / 2, mu), seen);
    }

    [Fact]
    public void The_gradient_flow_ends_at_the_smallest_eigenvalue()
    {
        var seen = TailObservation.Of(Quadratic, new GradientFlow(new GradientFlowOptions { Tolerance = 1e-13, MaxSteps = 20_000 }, Criteria), Start, new double[4]);
        var fit = TailFit.Exponential(seen.Times, seen.Distances, 1e-3, 1e-9);
        // A local error of 1e-13 a step beside distances of at least 1e-9, in some hundred steps.
        Assert.Equal(0.02, fit.Rate, 1e-4 * 0.02);
        Assert.True(fit.Decades > 5);
    }

    [Fact]
    public void Gradient_descent_on_the_edge_is_ruled_by_the_stiffest_mode()
    {
        // eta = 1.98 / lambda_max: |1 - eta lambda_max| = 0.98 beside |1 - eta lambda_min| = 0.9802.
        Assert.Equal(-Math.Log(0.9802), TailPrediction.GradientDescent([0.02, 2], 0.99), 1e-14);
        Assert.Equal(-Math.Log(0.99), TailPrediction.GradientDescent([0.02, 2], 0.995), 1e-14);
    }

    [Fact]
    public void The_heavy_ball_at_Polyaks_parameters_contracts_at_his_rate()
    {
        // kappa = 100: rho = (sqrt(100) - 1) / (sqrt(100) + 1) = 9 / 11, all modes alike.
        var eta = 4 / ((Math.Sqrt(2) + Math.Sqrt(0.02)) * (Math.Sqrt(2) + Math.Sqrt(0.02)));
        // At a double root the computed discriminant is off by rounding, its root by the root of that.
        Assert.Equal(-Math.Log(9.0 / 11), TailPrediction.HeavyBall([0.02, 0.3, 2], eta, 81.0 / 121), 1e-7);
    }

    [Fact]
    public void Newtons_method_is_seen_to_be_quadratic()
    {
        // On (x^2 - 1)^2 + y^2 near (1, 0): e+ = 1.5 e^2, so from 1e-2 the distances are about 1e-2, 1.5e-4, 3.4e-8 and then rounding.
        var seen = TailObservation.Of(KnownFunctions.DoubleWell, new TrustRegionNewton(new TrustRegionNewtonOptions(), Criteria), [1.01, 0], [1, 0]);
        Assert.InRange(seen.Order(1e-13), 1.9, 2.1);
    }

    [Fact]
    public void A_quartic_minimum_is_approached_by_a_power_law_and_a_quadratic_one_exponentially()
    {
        // theta' = -theta^3 has theta^2 ~ 1 / (2 k eta): J = theta^4 / 4 ~ k^-2. From 1 the asymptotics is good to the share of 1 / k.
        var quartic = TailObservation.Of(KnownFunctions.Quartic, Descent(20_000), [1, 0.5], new double[2]);
        var power = DegenerateTail.Of(quartic, 0);
        Assert.Equal(TailLaw.Power, power.Law);
        Assert.Equal(2, power.Power.Rate, 0.01);
        var quadratic = DegenerateTail.Of(TailObservation.Of(Quadratic, Descent(200), Start, new double[4]), 0);
        // J falls twice as fast as the error: 2 log(1 / (1 - 0.02 / 2)) a step; other modes leave a few per cent within 200 steps.
        Assert.Equal(TailLaw.Exponential, quadratic.Law);
        Assert.Equal(-2 * Math.Log(0.99), quadratic.Exponential.Rate, 3 * quadratic.Uncertainty);
    }

    [Fact]
    public void A_run_that_falls_below_the_minimum_has_left_it() =>
        Assert.Equal(TailLaw.Left, DegenerateTail.Of(TailObservation.Of(KnownFunctions.DoubleWell, Descent(500), [0.1, 0], [0, 0]), 1).Law);

    private static HeavyBall Descent(int steps) => new(new HeavyBallOptions { Momentum = 0, MaxSteps = steps }, Criteria);

    // Other modes have died out below 1e-5 of a start of 0.04 but for a share that the uncertainty shows.
    private static void AssertRate(double predicted, TailObservation seen)
    {
        var fit = TailFit.Exponential(seen.Steps, seen.Distances, 1e-5, 1e-10);
        Assert.True(fit.Decades > 4);
        Assert.InRange(Math.Abs(fit.Rate - predicted), 0, (3 * fit.Uncertainty) + (1e-9 * predicted));
    }
}
