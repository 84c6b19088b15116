namespace Landscape.Search;

/// <summary>How an integration ended.</summary>
public enum IntegrationOutcome
{
    /// <summary>At the final time.</summary>
    FinalTime,

    /// <summary>Where a state function fell to zero.</summary>
    Event,

    /// <summary>The budget of steps was used up.</summary>
    Budget,

    /// <summary>No step that time can resolve meets the tolerance: the solution or the field is not finite, or not smooth.</summary>
    Failed,
}

/// <summary>An integrated solution with dense output: y(t) at any time from 0 to <see cref="Time"/>.</summary>
public sealed class Trajectory
{
    private readonly List<DenseStep> steps;

    internal Trajectory(List<DenseStep> steps, IntegrationOutcome outcome, int? stoppedBy, string reason, double time, double[] end, long rejected, long evaluations)
    {
        this.steps = steps;
        (Outcome, StoppedBy, Reason, Time, End) = (outcome, stoppedBy, reason, time, end);
        (Rejected, Evaluations) = (rejected, evaluations);
    }

    /// <summary>How it ended.</summary>
    public IntegrationOutcome Outcome { get; }

    /// <summary>Which state function stopped it, by position; nothing if none did.</summary>
    public int? StoppedBy { get; }

    /// <summary>The evidence for the outcome.</summary>
    public string Reason { get; }

    /// <summary>The end time.</summary>
    public double Time { get; }

    /// <summary>y at the end.</summary>
    public double[] End { get; }

    /// <summary>Accepted steps.</summary>
    public int Steps => steps.Count;

    /// <summary>Rejected steps.</summary>
    public long Rejected { get; }

    /// <summary>Calls of the field.</summary>
    public long Evaluations { get; }

    /// <summary>The ends of the steps, ascending, without 0; the last is <see cref="Time"/>.</summary>
    public IEnumerable<double> StepTimes => steps.Take(steps.Count - 1).Select(s => s.End).Append(Time);

    /// <summary>Evenly spaced times up to the end, which is met exactly.</summary>
    /// <param name="from">The first, at most <see cref="Time"/>.</param>
    /// <param name="intervals">One fewer than times.</param>
    public double[] EvenTimes(double from, int intervals) =>
        [.. Enumerable.Range(0, intervals).Select(i => Math.Min(Time, from + ((Time - from) * i / intervals))), Time];

    /// <summary>y(t).</summary>
    /// <param name="time">Between 0 and <see cref="Time"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is outside.</exception>
    public double[] At(double time)
    {
        if (!(time >= 0 && time <= Time))
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, $"the trajectory is known from 0 to {Time}");
        }

        if (time == Time)
        {
            return [.. End];
        }

        var state = new double[End.Length];
        steps[StepAt(time)].Evaluate(time, state);
        return state;
    }

    /// <summary>The last step that begins at or before a time, by bisection.</summary>
    private int StepAt(double time)
    {
        var (low, high) = (0, steps.Count);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = steps[middle].Start <= time ? (middle, high) : (low, middle);
        }

        return low;
    }
}
