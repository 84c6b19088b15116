using Landscape.Models;
using Landscape.Numerics;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Rates;

/// <summary>The runs into one minimum.</summary>
internal sealed class MinimumTails
{
    // Rounding moves the zero of the computed gradient within the inclusion radius; a hundred of them is 1 % of the error there.
    private const double FloorRadii = 100;

    /// <summary>Where no proven box limits the start.</summary>
    public const double LargestStart = 1e-2;

    /// <summary>Runs end at rounding, far below what is fitted.</summary>
    public static readonly StoppingCriteria Criteria = new() { GradientTolerance = 1e-14, NewtonStepTolerance = 1e-12 };

    private readonly ReachedPointView point;
    private readonly RatesOptions options;
    private readonly RiskFunction function;
    private readonly RandomStream stream;

    public MinimumTails(ReachedPointView point, Sample sample, RatesOptions options, StageContext context)
    {
        (this.point, this.options) = (point, options);
        function = new RiskFunction(new RiskLandscape(sample, Activation.Named(point.Activation), point.Width));
        stream = context.Stream("directions", point.PointId);
    }

    /// <summary>Every method at a certified minimum.</summary>
    public IEnumerable<RateRow> Rates(CertificateView proof)
    {
        var model = SpectralModel.At(function, proof.Center);
        var start = Math.Min(LargestStart, proof.UniquenessRadius / 2);
        var floor = FloorRadii * Math.Max(proof.InclusionRadius, 1e-15);
        var tail = new MethodTails(point.PointId, function, options, proof.Center, AllModes(model), start, floor, model.Eigenvalues);

        yield return tail.Flow();
        yield return tail.Descent(1 / model.Eigenvalues[^1]);
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
        var direction = AllModes(SpectralModel.At(function, point.Theta));
        var seen = TailObservation.Of(function, method, Displaced(point.Theta, direction, LargestStart), point.Theta);
        var tail = DegenerateTail.Of(seen, function.Value(point.Theta));
        yield return new DegenerateTailRow(
            point.PointId, OptionNames.Of(tail.Law), tail.Exponential.Rate, tail.Exponential.Residual, tail.Power.Rate, tail.Power.Residual, tail.Uncertainty);
    }

    /// <summary>minimum + distance direction.</summary>
    public static double[] Displaced(double[] minimum, double[] direction, double distance) => [.. minimum.Zip(direction, (m, v) => m + (distance * v))];

    /// <summary>A unit vector with an equal share of every mode, at random signs: a direction with little of the slowest would hide it for long.</summary>
    private double[] AllModes(SpectralModel model)
    {
        var share = 1 / Math.Sqrt(function.Dimension);
        return model.Combine([.. Enumerable.Range(0, function.Dimension).Select(_ => stream.NextUniform() < 0.5 ? -share : share)]);
    }
}
