using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>Options of <see cref="GradientDescent"/>.</summary>
public sealed record GradientDescentOptions
{
    /// <summary>The budget.</summary>
    [Description("largest number of steps")]
    [Range(1, 100_000_000)]
    public int MaxSteps { get; init; } = 5000;

    /// <summary>c in J(theta - eta g) &lt;= J(theta) - c eta |g|^2; at 1/2 (Armijo's own choice) a quadratic's step never exceeds 1 / lambda_max.</summary>
    [Description("share of the linear decrease that a step must achieve")]
    [Range(1e-6, 0.9)]
    public double SufficientDecrease { get; init; } = 0.5;
}

/// <summary>
/// Gradient descent theta+ = theta - eta dJ(theta) with Armijo backtracking: each step tries twice the last eta and halves it until
/// J(theta+) &lt;= J(theta) - c eta |dJ|^2 (Armijo 1966, DOI 10.2140/pjm.1966.16.1; Nocedal and Wright 2006, Algorithm 3.1). Time is the sum of
/// the etas, so runs compare with the flow. With eigenvalue ratios of 1e9 it rarely converges within a budget, and then says undecided.
/// </summary>
/// <param name="options">Budget and decrease rule.</param>
/// <param name="criteria">The thresholds of the outcomes.</param>
public sealed class GradientDescent(GradientDescentOptions options, StoppingCriteria criteria) : ITrainingMethod
{
    /// <inheritdoc/>
    public string Name => "gradient-descent";

    /// <inheritdoc/>
    public TrainingResult Run(ISmoothFunction function, ReadOnlySpan<double> start)
    {
        var at = Iterate.At(function, start);
        var trial = new Iterate(function.Dimension);
        var trace = new TraceRecorder();
        var runaway = new Runaway(criteria);
        double time = 0, eta = 0.5;
        trace.Add(0, 0, at);
        for (long step = 1; step <= options.MaxSteps; step++)
        {
            var assessment = ConvergenceTest.Assess(function, at, criteria);
            if (assessment.IsMinimum)
            {
                return Finish(Outcome.Converged, assessment.Reason);
            }

            eta = Backtrack(function, at, trial, 2 * eta);
            if (eta == 0)
            {
                return Finish(Outcome.Undecided, "rounding floor: no step lowers the risk any more");
            }

            (at, trial) = (trial, at);
            time += eta;
            trace.Add(step, time, at);
            if (runaway.Add(function, time, at) is { } evidence)
            {
                return Finish(Outcome.Diverging, evidence);
            }
        }

        var end = ConvergenceTest.Assess(function, at, criteria);
        return end.IsCritical
            ? Finish(Outcome.Converged, end.Reason)
            : Finish(Outcome.Undecided, $"budget: {options.MaxSteps} steps; {end.Reason}");

        TrainingResult Finish(Outcome outcome, string reason) => new(at.Theta, outcome, reason, trace.Finish());
    }

    /// <summary>
    /// Armijo's rule; where the decrease it asks for is below the rounding of J, its form in derivatives, exact for quadratics:
    /// g+ . g >= (2 c - 1) |g|^2 (the approximate condition of Hager and Zhang 2005, DOI 10.1137/030601880, section 2).
    /// </summary>
    private bool DecreasesEnough(Iterate at, Iterate trial, double linearDecrease, double slopeRatio)
    {
        var asked = options.SufficientDecrease * linearDecrease;
        return asked > at.ValueNoise
            ? trial.Value <= at.Value - asked
            : trial.Value <= at.Value + at.ValueNoise && slopeRatio >= (2 * options.SufficientDecrease) - 1;
    }

    /// <summary>The first of eta, eta/2, eta/4, ... that decreases enough, with <paramref name="trial"/> there; 0 if theta no longer moves.</summary>
    private double Backtrack(ISmoothFunction function, Iterate at, Iterate trial, double eta)
    {
        var slope = Vectors.Dot(at.Gradient, at.Gradient);
        while (eta * at.GradientNorm > Iterate.Epsilon * (1 + at.ParameterNorm))
        {
            trial.Move(at.Theta, -eta, at.Gradient);
            trial.EvaluateFirstOrder(function);
            if (trial.IsFinite && DecreasesEnough(at, trial, eta * slope, Vectors.Dot(at.Gradient, trial.Gradient) / slope))
            {
                return eta;
            }

            eta *= 0.5;
        }

        return 0;
    }
}
