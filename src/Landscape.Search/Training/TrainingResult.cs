namespace Landscape.Search;

/// <summary>How a training run ended.</summary>
public enum Outcome
{
    /// <summary>At a critical point, by the criteria of <see cref="ConvergenceTest"/>.</summary>
    Converged,

    /// <summary>On the way to infinity, by <see cref="NewtonGrowth"/> or <see cref="TimeGrowth"/>.</summary>
    Diverging,

    /// <summary>Neither was shown before the budget was used up.</summary>
    Undecided,
}

/// <summary>A point of a run's trace.</summary>
/// <param name="Step">Accepted steps so far; 0 is the start.</param>
/// <param name="Time">The flow's time; the sum of the step sizes for gradient descent; the step number for Newton's method.</param>
/// <param name="Risk">J.</param>
/// <param name="GradientNorm">Max norm of dJ.</param>
/// <param name="ParameterNorm">Euclidean norm of theta.</param>
public readonly record struct TracePoint(long Step, double Time, double Risk, double GradientNorm, double ParameterNorm);

/// <summary>Sees the state after a step; the iterate is reused, so nothing of it may be kept.</summary>
/// <param name="step">Accepted steps so far; 0 is the start.</param>
/// <param name="time">As in <see cref="TracePoint"/>.</param>
/// <param name="at">theta, J and dJ.</param>
public delegate void StepObserver(long step, double time, Iterate at);

/// <summary>What every training method returns.</summary>
/// <param name="Theta">The last iterate, P.</param>
/// <param name="Outcome">Converged, diverging or undecided.</param>
/// <param name="Reason">The evidence in words, beginning with a fixed phrase and a colon.</param>
/// <param name="Trace">The thinned trace (<see cref="TraceRecorder"/>); its last point describes <paramref name="Theta"/>.</param>
public sealed record TrainingResult(double[] Theta, Outcome Outcome, string Reason, IReadOnlyList<TracePoint> Trace)
{
    /// <summary>Step, time, risk and norms at <see cref="Theta"/>.</summary>
    public TracePoint Last => Trace[^1];
}

/// <summary>A method that lowers a function from a start.</summary>
public interface ITrainingMethod
{
    /// <summary>The name in configurations and tables.</summary>
    string Name { get; }

    /// <summary>Runs from <paramref name="start"/> (P, not changed). Numerical trouble is an outcome, never an exception.</summary>
    /// <param name="function">The function.</param>
    /// <param name="start">The start, P.</param>
    /// <param name="observer">Sees the start and every accepted step.</param>
    TrainingResult Run(ISmoothFunction function, ReadOnlySpan<double> start, StepObserver? observer = null);
}
