namespace Landscape.Search;

/// <summary>What a step did.</summary>
/// <param name="Time">How far the method's time advanced.</param>
/// <param name="End">Why there is no further step, beginning with a fixed phrase and a colon; null if there may be.</param>
internal readonly record struct StepTaken(double Time, string? End = null)
{
    /// <summary>Steps have fallen to the rounding of theta or J.</summary>
    public static readonly StepTaken AtRounding = new(0, "rounding floor: no step lowers the risk any more");
}

/// <summary>
/// What methods that see gradients share: step after step until the outcome is known (<see cref="ConvergenceTest"/>, <see cref="Runaway"/>), the
/// method cannot go on, or the budget is spent.
/// </summary>
/// <param name="maxSteps">The budget.</param>
/// <param name="criteria">The thresholds of the outcomes.</param>
internal sealed class FirstOrderLoop(long maxSteps, StoppingCriteria criteria)
{
    /// <summary>From the first iterate, sets theta of the second and evaluates it to first order.</summary>
    public delegate StepTaken Step(Iterate at, Iterate next);

    /// <summary>Runs from a start.</summary>
    /// <param name="function">The function.</param>
    /// <param name="at">The start, evaluated.</param>
    /// <param name="observer">Sees the start and every accepted step.</param>
    /// <param name="step">The method.</param>
    public TrainingResult Run(ISmoothFunction function, Iterate at, StepObserver? observer, Step step)
    {
        var next = new Iterate(function.Dimension);
        var trace = new TraceRecorder(observer);
        var runaway = new Runaway(criteria);
        var time = 0.0;
        trace.Add(0, 0, at);
        if (!at.IsFinite)
        {
            return Finish(Outcome.Undecided, "overflow: the risk or a derivative at the start is not finite");
        }

        for (long taken = 1; taken <= maxSteps; taken++)
        {
            var assessment = ConvergenceTest.Assess(function, at, criteria);
            if (assessment.IsMinimum)
            {
                return Finish(Outcome.Converged, assessment.Reason);
            }

            var report = step(at, next);
            if (report.End is { } reason)
            {
                return Finish(Outcome.Undecided, reason);
            }

            (at, next) = (next, at);
            time += report.Time;
            trace.Add(taken, time, at);
            if (runaway.Add(function, time, at) is { } evidence)
            {
                return Finish(Outcome.Diverging, evidence);
            }
        }

        var end = ConvergenceTest.Assess(function, at, criteria);
        return end.IsCritical
            ? Finish(Outcome.Converged, end.Reason)
            : Finish(Outcome.Undecided, $"budget: {maxSteps} steps; {end.Reason}");

        TrainingResult Finish(Outcome outcome, string reason) => new(at.Theta, outcome, reason, trace.Finish());
    }
}
