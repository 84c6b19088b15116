namespace Landscape.Search;

/// <summary>Keeps the steps 0, 1, 2, 5, 10, 20, 50, 100, ... of a run and its last one: even on a logarithmic axis, a few dozen points for any length.</summary>
/// <param name="observer">Sees every state, kept or not.</param>
public sealed class TraceRecorder(StepObserver? observer = null)
{
    private readonly List<TracePoint> kept = [];
    private TracePoint last;
    private long next;

    /// <summary>Offers the state after a step; steps come in ascending order.</summary>
    public void Add(long step, double time, Iterate at)
    {
        observer?.Invoke(step, time, at);
        last = new TracePoint(step, time, at.Value, at.GradientNorm, at.ParameterNorm);
        if (step == next)
        {
            kept.Add(last);
            next = Following(step);
        }
    }

    /// <summary>The kept points and the last one.</summary>
    public IReadOnlyList<TracePoint> Finish() => kept[^1].Step == last.Step ? kept : [.. kept, last];

    private static long Following(long step)
    {
        long unit = 1;
        while (unit * 10 <= step)
        {
            unit *= 10;
        }

        // 0 -> 1 -> 2 -> 5 -> 10 -> ...
        return step == 0 ? 1 : step == unit ? 2 * unit : step == 2 * unit ? 5 * unit : 10 * unit;
    }
}
