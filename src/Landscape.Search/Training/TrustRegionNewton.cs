using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Landscape.Search;

/// <summary>Options of <see cref="TrustRegionNewton"/>.</summary>
public sealed record TrustRegionNewtonOptions
{
    /// <summary>The budget: convergence takes some ten to fifty steps, following a curved valley until it shows where it leads some hundreds.</summary>
    [Description("largest number of steps tried")]
    [Range(1, 1_000_000)]
    public int MaxSteps { get; init; } = 2000;

    /// <summary>Delta_0, in units of theta.</summary>
    [Description("first trust radius, in units of the parameters")]
    [Range(1e-6, 1e6)]
    public double InitialRadius { get; init; } = 1;
}

/// <summary>
/// Newton's method with the exact Hessian in a trust region: theta+ = theta + s, s = argmin of the quadratic model in |s| &lt;= Delta,
/// accepted when the decrease is a fair share of the promised one (Conn, Gould and Toint 2000, Trust-Region Methods, Algorithm 6.1.1 with
/// the constants of section 17.1). Quadratic near a nondegenerate minimum; leaves saddles along negative curvature. Time counts steps.
/// </summary>
/// <param name="options">Budget and first radius.</param>
/// <param name="criteria">The thresholds of the outcomes.</param>
public sealed class TrustRegionNewton(TrustRegionNewtonOptions options, StoppingCriteria criteria) : ITrainingMethod
{
    // Shares of the promised decrease: below Poor the radius shrinks, above Good it may grow, below Acceptable the step is refused.
    private const double Acceptable = 1e-4;
    private const double Poor = 0.25;
    private const double Good = 0.75;

    /// <inheritdoc/>
    public string Name => "trust-region-newton";

    /// <inheritdoc/>
    public TrainingResult Run(ISmoothFunction function, ReadOnlySpan<double> start, StepObserver? observer = null)
    {
        var at = Iterate.At(function, start);
        var trial = new Iterate(function.Dimension);
        var subproblem = new TrustRegionSubproblem(function.Dimension);
        var trace = new TraceRecorder(observer);
        var growth = new NewtonGrowth(criteria);
        var plateau = new PlateauGrowth(criteria);
        var radius = options.InitialRadius;
        long accepted = 0;
        trace.Add(0, 0, at);
        for (var tried = 0; tried < options.MaxSteps && at.IsFinite; tried++)
        {
            var assessment = ConvergenceTest.Assess(function, at, criteria);
            if (assessment.IsMinimum)
            {
                return Finish(Outcome.Converged, assessment.Reason);
            }

            var step = subproblem.Solve(at.Gradient, at.Hessian, radius);
            trial.Move(at.Theta, 1, step.Step);
            trial.EvaluateSecondOrder(function);
            var share = Share(at, trial, step.Predicted);
            radius = NextRadius(radius, step, share);
            if (share > Acceptable)
            {
                (at, trial) = (trial, at);
                trace.Add(++accepted, accepted, at);
                growth.Add(function, at, step);
                if ((plateau.Add(function, at) ?? growth.Evidence(at)) is { } evidence)
                {
                    return Finish(Outcome.Diverging, evidence);
                }
            }
            else if (radius <= Iterate.Epsilon * (1 + at.ParameterNorm) || step.Predicted <= at.ValueNoise)
            {
                return Finish(Outcome.Undecided, $"rounding floor: no step lowers the risk any more; {assessment.Reason}");
            }
        }

        return Finish(Outcome.Undecided, $"budget: {options.MaxSteps} steps; {ConvergenceTest.Assess(function, at, criteria).Reason}");

        TrainingResult Finish(Outcome outcome, string reason) => new(at.Theta, outcome, reason, trace.Finish());
    }

    /// <summary>
    /// Actual over promised decrease. A promise below the rounding of J cannot be checked by J: such a step counts as good when the
    /// gradient does not grow and J stays within its rounding (Conn, Gould and Toint 2000, section 17.4.2).
    /// </summary>
    private static double Share(Iterate at, Iterate trial, double predicted)
    {
        var decrease = at.Value - trial.Value;
        if (predicted <= at.ValueNoise)
        {
            return Math.Abs(decrease) <= at.ValueNoise && trial.GradientNorm < at.GradientNorm ? 1 : 0;
        }

        return trial.IsFinite ? decrease / predicted : double.NegativeInfinity;
    }

    private static double NextRadius(double radius, TrustRegionStep step, double share)
    {
        if (share < Poor)
        {
            return 0.25 * step.Length;
        }

        // A Newton step well inside says nothing about a larger ball, but must not be held back once steps grow.
        return share > Good ? Math.Max(radius, 2 * step.Length) : radius;
    }
}
