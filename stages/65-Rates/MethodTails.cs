using Landscape.Search;

namespace Landscape.Stages.Rates;

/// <summary>The tails at one certified minimum.</summary>
/// <param name="PointId">The minimum.</param>
/// <param name="Function">J.</param>
/// <param name="Options">Budgets.</param>
/// <param name="Minimum">theta*.</param>
/// <param name="Direction">In which runs start, a unit vector.</param>
/// <param name="Start">How far away they start.</param>
/// <param name="Floor">Below this distance rounding counts.</param>
/// <param name="Lambda">Eigenvalues of the Hessian, ascending.</param>
internal sealed record MethodTails(
    long PointId, RiskFunction Function, RatesOptions Options, double[] Minimum, double[] Direction, double Start, double Floor, double[] Lambda)
{
    // The error falls tenfold before the fit begins, so that other modes have died out, and a hundredfold in all: 2 log(10) / rate steps.
    private const double FallNeeded = 4.605170185988091;

    private double Condition => Lambda[^1] / Lambda[0];

    public RateRow Flow()
    {
        var method = new GradientFlow(new GradientFlowOptions { Tolerance = 1e-13, MaxSteps = Options.Steps, FinalTime = 1e15 }, MinimumTails.Criteria);
        return Compared(method, double.NaN, double.NaN, TailPrediction.GradientFlow(Lambda), seen => seen.Times);
    }

    public RateRow Descent(double eta)
    {
        // Gradient descent is the heavy ball without momentum; its step is a share of 2 / lambda_max.
        var method = new HeavyBall(new HeavyBallOptions { Momentum = 0, StepShare = eta * Lambda[^1] / 2, MaxSteps = Options.Steps }, MinimumTails.Criteria);
        return Reachable(TailPrediction.GradientDescent(Lambda, eta))
            ? Compared(method, eta, double.NaN, TailPrediction.GradientDescent(Lambda, eta), seen => seen.Steps) with { Method = "gradient-descent" }
            : OutOfReach("gradient-descent", eta, double.NaN, TailPrediction.GradientDescent(Lambda, eta));
    }

    /// <summary>
    /// Polyak's optimal momentum mu = ((sqrt(kappa) - 1) / (sqrt(kappa) + 1))^2 with nine tenths of his step: at exactly his step the slowest mode is a double
    /// root, whose error t rho^t has no constant rate.
    /// </summary>
    public RateRow HeavyBall()
    {
        var root = Math.Sqrt(Condition);
        var mu = Math.Min(0.9999, (root - 1) / (root + 1) * ((root - 1) / (root + 1)));
        var step = Math.Sqrt(Lambda[^1]) + Math.Sqrt(Lambda[0]);
        var eta = 0.9 * 4 / (step * step);
        var method = new HeavyBall(new HeavyBallOptions { Momentum = mu, StepShare = eta * Lambda[^1] / (2 * (1 + mu)), MaxSteps = Options.Steps }, MinimumTails.Criteria);
        var predicted = TailPrediction.HeavyBall(Lambda, eta, mu);
        return Reachable(predicted) ? Compared(method, eta, mu, predicted, seen => seen.Steps) : OutOfReach(method.Name, eta, mu, predicted);
    }

    public RateRow Nesterov(double mu)
    {
        var eta = 1 / Lambda[^1] * (1 + mu) / (1 + (2 * mu));
        var method = new Nesterov(new NesterovOptions { Momentum = mu, StepShare = 0.5, MaxSteps = Options.Steps }, MinimumTails.Criteria);
        var predicted = TailPrediction.Nesterov(Lambda, eta, mu);
        return Reachable(predicted) ? Compared(method, eta, mu, predicted, seen => seen.Steps) : OutOfReach(method.Name, eta, mu, predicted);
    }

    /// <summary>Methods whose tail no eigenvalue predicts: the fitted rate and the order are observations. They start farther out, for the few steps that they take.</summary>
    public RateRow Observed(ITrainingMethod method)
    {
        var seen = TailObservation.Of(Function, method, MinimumTails.Displaced(Minimum, Direction, MinimumTails.LargestStart), Minimum);
        var fit = TailFit.Exponential(seen.Steps, seen.Distances, MinimumTails.LargestStart, Floor);
        return new RateRow(PointId, method.Name, "order", double.NaN, double.NaN, Condition, fit.Rate, fit.Uncertainty, double.NaN, fit.Decades, seen.Order(Floor), double.NaN);
    }

    public RateRow Hovering(ITrainingMethod method)
    {
        var seen = Run(method);
        var row = OutOfReach(method.Name, seen.StepSize, double.NaN, double.NaN);
        return double.IsNaN(seen.Floor()) ? row : row with { Law = "floor", Floor = seen.Floor() };
    }

    private bool Reachable(double rate) => rate * Options.Steps >= FallNeeded;

    private TailObservation Run(ITrainingMethod method) => TailObservation.Of(Function, method, MinimumTails.Displaced(Minimum, Direction, Start), Minimum);

    private RateRow Compared(ITrainingMethod method, double eta, double mu, double predicted, Func<TailObservation, IReadOnlyList<double>> abscissa)
    {
        var seen = Run(method);
        var fit = TailFit.Exponential(abscissa(seen), seen.Distances, Start / 10, Floor);
        return fit.Decades >= 1
            ? new RateRow(PointId, method.Name, "exponential", eta, mu, Condition, fit.Rate, fit.Uncertainty, predicted, fit.Decades, double.NaN, double.NaN)
            : OutOfReach(method.Name, eta, mu, predicted);
    }

    private RateRow OutOfReach(string method, double eta, double mu, double predicted) => new(
        PointId, method, "out-of-reach", eta, mu, Condition, double.NaN, double.NaN, predicted, 0, double.NaN, double.NaN);
}
