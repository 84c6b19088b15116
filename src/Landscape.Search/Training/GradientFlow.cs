using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Landscape.Search;

/// <summary>Options of <see cref="GradientFlow"/>.</summary>
public sealed record GradientFlowOptions
{
    /// <summary>Local error allowed per step, relative to max(1, |theta_i|) in each component.</summary>
    [Description("local error per step, relative to max(1, |theta_i|)")]
    [Range(1e-13, 1e-1)]
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>The flow is followed up to this time unless an outcome is reached before.</summary>
    [Description("time up to which the flow is followed")]
    [Range(0, 1e15, MinimumIsExclusive = true)]
    public double FinalTime { get; init; } = 1e12;

    /// <summary>The budget in steps tried.</summary>
    [Description("largest number of steps tried")]
    [Range(1, 10_000_000)]
    public int MaxSteps { get; init; } = 2000;
}

/// <summary>
/// The gradient flow theta'(t) = -dJ(theta(t)), integrated by <see cref="Rodas4"/> with error control. The flow is stiff (eigenvalue ratios up
/// to 1e9); L-stability lets steps grow at an equilibrium until they approach Newton steps. A step is accepted when its estimated error is
/// within tolerance and J has not risen beyond its rounding, as it cannot along the exact flow.
/// </summary>
/// <param name="options">Tolerance, final time and budget.</param>
/// <param name="criteria">The thresholds of the outcomes.</param>
public sealed class GradientFlow(GradientFlowOptions options, StoppingCriteria criteria) : ITrainingMethod
{
    // Step size controller of Hairer and Wanner 1996, section IV.7: safety 0.9, factors within [1/5, 6].
    private const double Safety = 0.9;
    private const double LeastFactor = 0.2;
    private const double LargestFactor = 6;

    /// <inheritdoc/>
    public string Name => "gradient-flow";

    /// <inheritdoc/>
    public TrainingResult Run(ISmoothFunction function, ReadOnlySpan<double> start, StepObserver? observer = null)
    {
        var at = Iterate.At(function, start);
        var trial = new Iterate(function.Dimension);
        var method = new Rodas4(function.Dimension);
        var error = new double[function.Dimension];
        var trace = new TraceRecorder(observer);
        var runaway = new Runaway(criteria);
        double time = 0, h = FirstStep(at);
        long accepted = 0;
        trace.Add(0, 0, at);
        for (var tried = 0; tried < options.MaxSteps && time < options.FinalTime; tried++)
        {
            var assessment = ConvergenceTest.Assess(function, at, criteria);
            if (assessment.IsMinimum)
            {
                return Finish(Outcome.Converged, assessment.Reason);
            }

            var last = h >= options.FinalTime - time;
            h = last ? options.FinalTime - time : h;
            var size = Attempt(function, method, at, trial, h, error);
            var taken = h;
            h *= NextFactor(size);
            if (size > 1)
            {
                continue;
            }

            time = last ? options.FinalTime : time + taken;
            (at, trial) = (trial, at);
            trace.Add(++accepted, time, at);
            if (runaway.Add(function, time, at) is { } evidence)
            {
                return Finish(Outcome.Diverging, evidence);
            }
        }

        var end = ConvergenceTest.Assess(function, at, criteria);
        return end.IsCritical
            ? Finish(Outcome.Converged, end.Reason)
            : Finish(Outcome.Undecided, $"budget: time {time:g3} after {accepted} steps; {end.Reason}");

        TrainingResult Finish(Outcome outcome, string reason) => new(at.Theta, outcome, reason, trace.Finish());
    }

    /// <summary>The error in units of the tolerance (accept if at most 1) of a step from <paramref name="at"/> to <paramref name="trial"/>.</summary>
    private double Attempt(ISmoothFunction function, Rodas4 method, Iterate at, Iterate trial, double h, double[] error)
    {
        if (!method.TryStep(function, at, h, trial.Theta, error))
        {
            return double.PositiveInfinity;
        }

        var size = 0.0;
        for (var i = 0; i < error.Length; i++)
        {
            size = Math.Max(size, Math.Abs(error[i]) / (options.Tolerance * Math.Max(1, Math.Abs(at.Theta[i]))));
        }

        if (!(size <= 1))
        {
            return double.IsNaN(size) ? double.PositiveInfinity : size;
        }

        trial.EvaluateSecondOrder(function);
        return trial.IsFinite && trial.Value <= at.Value + at.ValueNoise ? size : double.PositiveInfinity;
    }

    /// <summary>h+ / h = safety * size^(-1/4): the estimate is of third order.</summary>
    private static double NextFactor(double size) =>
        Math.Clamp(Safety / Math.Sqrt(Math.Sqrt(size)), LeastFactor, LargestFactor);

    /// <summary>A first step of which explicit Euler would move theta by 1 % of max(1, |theta|): the controller does the rest.</summary>
    private static double FirstStep(Iterate at) => 0.01 * Math.Max(1, Vectors.MaxNorm(at.Theta)) / Math.Max(at.GradientNorm, 1e-8);
}
