using Landscape.Models;
using Landscape.Numerics;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Rates;

/// <summary>The runs into one minimum.</summary>
internal sealed class MinimumTails
{
    // The error falls tenfold before the fit begins, so that other modes have died out, and a hundredfold in all: 2 log(10) / rate steps.
    private const double FallNeeded = 4.605170185988091;

    // Rounding moves the zero of the computed gradient within the inclusion radius; a hundred of them is 1 % of the error there.
    private const double FloorRadii = 100;

    private const double LargestStart = 1e-2;
    private static readonly StoppingCriteria Criteria = new() { GradientTolerance = 1e-14, NewtonStepTolerance = 1e-12 };

    private readonly ReachedPointView point;
    private readonly RatesOptions options;
    private readonly RiskFunction function;
    private readonly double[] direction;

    public MinimumTails(ReachedPointView point, Sample sample, RatesOptions options, StageContext context)
    {
        (this.point, this.options) = (point, options);
        function = new RiskFunction(new RiskLandscape(sample, Activation.Named(point.Activation), point.Width));
        var stream = context.Stream("directions", point.PointId);
        double[] normal = [.. Enumerable.Range(0, function.Dimension).Select(_ => stream.NextNormal())];
        var length = Math.Sqrt(FixedOrderSum.Dot(normal, normal));
        direction = [.. normal.Select(v => v / length)];
    }

    /// <summary>Every method at a certified minimum.</summary>
    public IEnumerable<RateRow> Rates(CertificateView proof)
    {
        var lambda = SpectralModel.At(function, proof.Center).Eigenvalues;
        var largest = lambda[^1];
        var start = Math.Min(LargestStart, proof.UniquenessRadius / 2);
        var floor = FloorRadii * Math.Max(proof.InclusionRadius, 1e-15);
        var tail = new Tail(this, proof.Center, start, floor, lambda);

        yield return tail.Flow();
        yield return tail.Descent(1 / largest);
        yield return tail.HeavyBall();
        yield return tail.Nesterov(options.Momentum);
        yield return tail.Observed(new TrustRegionNewton(new TrustRegionNewtonOptions { MaxSteps = 100 }, Criteria));
        yield return tail.Observed(new Lbfgs(new LbfgsOptions { MaxSteps = 500 }, Criteria));
        yield return tail.Hovering(new Adam(new AdamOptions { MaxSteps = 2000, StepSize = start / 10 }, Criteria));
        yield return tail.Hovering(new StochasticGradientDescent(new StochasticGradientDescentOptions { MaxEpochs = 500 }, Criteria));
    }

    /// <summary>Gradient descent into a redundant minimum.</summary>
    public IEnumerable<DegenerateTailRow> Degenerate()
    {
        var method = new HeavyBall(new HeavyBallOptions { Momentum = 0, MaxSteps = options.Steps }, Criteria);
        var seen = TailObservation.Of(function, method, Start(point.Theta, LargestStart), point.Theta);
        var tail = DegenerateTail.Of(seen, function.Value(point.Theta));
        yield return new DegenerateTailRow(
            point.PointId, OptionNames.Of(tail.Law), tail.Exponential.Rate, tail.Exponential.Residual, tail.Power.Rate, tail.Power.Residual, tail.Uncertainty);
    }

    private double[] Start(double[] minimum, double distance) => [.. minimum.Zip(direction, (m, v) => m + (distance * v))];

    /// <summary>The tails at one certified minimum.</summary>
    private sealed record Tail(MinimumTails Owner, double[] Minimum, double Start, double Floor, double[] Lambda)
    {
        private double Condition => Lambda[^1] / Lambda[0];

        public RateRow Flow()
        {
            var method = new GradientFlow(new GradientFlowOptions { Tolerance = 1e-13, MaxSteps = Owner.options.Steps, FinalTime = 1e15 }, Criteria);
            return Compared(method, double.NaN, double.NaN, TailPrediction.GradientFlow(Lambda), seen => seen.Times);
        }

        public RateRow Descent(double eta)
        {
            // Gradient descent is the heavy ball without momentum; its step is a share of 2 / lambda_max.
            var method = new HeavyBall(new HeavyBallOptions { Momentum = 0, StepShare = eta * Lambda[^1] / 2, MaxSteps = Owner.options.Steps }, Criteria);
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
            var method = new HeavyBall(new HeavyBallOptions { Momentum = mu, StepShare = eta * Lambda[^1] / (2 * (1 + mu)), MaxSteps = Owner.options.Steps }, Criteria);
            var predicted = TailPrediction.HeavyBall(Lambda, eta, mu);
            return Reachable(predicted) ? Compared(method, eta, mu, predicted, seen => seen.Steps) : OutOfReach(method.Name, eta, mu, predicted);
        }

        public RateRow Nesterov(double mu)
        {
            var eta = 1 / Lambda[^1] * (1 + mu) / (1 + (2 * mu));
            var method = new Nesterov(new NesterovOptions { Momentum = mu, StepShare = 0.5, MaxSteps = Owner.options.Steps }, Criteria);
            var predicted = TailPrediction.Nesterov(Lambda, eta, mu);
            return Reachable(predicted) ? Compared(method, eta, mu, predicted, seen => seen.Steps) : OutOfReach(method.Name, eta, mu, predicted);
        }

        /// <summary>Methods whose tail no eigenvalue predicts: the fitted rate and the order are observations. They start farther out, for the few steps that they take.</summary>
        public RateRow Observed(ITrainingMethod method)
        {
            var seen = TailObservation.Of(Owner.function, method, Owner.Start(Minimum, LargestStart), Minimum);
            var fit = TailFit.Exponential(seen.Steps, seen.Distances, LargestStart, Floor);
            return new RateRow(Owner.point.PointId, method.Name, "order", double.NaN, double.NaN, Condition, fit.Rate, fit.Uncertainty, double.NaN, fit.Decades, seen.Order(Floor), double.NaN);
        }

        public RateRow Hovering(ITrainingMethod method)
        {
            var seen = Run(method);
            var row = OutOfReach(method.Name, seen.StepSize, double.NaN, double.NaN);
            return seen.Floor() < Start / 2 ? row with { Law = "floor", Floor = seen.Floor() } : row;
        }

        private bool Reachable(double rate) => rate * Owner.options.Steps >= FallNeeded;

        private TailObservation Run(ITrainingMethod method) => TailObservation.Of(Owner.function, method, Owner.Start(Minimum, Start), Minimum);

        private RateRow Compared(ITrainingMethod method, double eta, double mu, double predicted, Func<TailObservation, IReadOnlyList<double>> abscissa)
        {
            var seen = Run(method);
            var fit = TailFit.Exponential(abscissa(seen), seen.Distances, Start / 10, Floor);
            return fit.Decades >= 1
                ? new RateRow(Owner.point.PointId, method.Name, "exponential", eta, mu, Condition, fit.Rate, fit.Uncertainty, predicted, fit.Decades, double.NaN, double.NaN)
                : OutOfReach(method.Name, eta, mu, predicted);
        }

        private RateRow OutOfReach(string method, double eta, double mu, double predicted) => new(
            Owner.point.PointId, method, "out-of-reach", eta, mu, Condition, double.NaN, double.NaN, predicted, 0, double.NaN, double.NaN);
    }
}
