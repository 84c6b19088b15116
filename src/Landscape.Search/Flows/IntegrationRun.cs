namespace Landscape.Search;

/// <summary>State and history of one integration.</summary>
internal sealed class IntegrationRun(VectorField field, double[] start, IReadOnlyList<StateFunction> stops)
{
    private readonly DormandPrince853 method = Started(field, start);
    private readonly List<DenseStep> steps = [];
    private double[] state = start;
    private double[] next = new double[start.Length];
    private long rejected;

    /// <summary>Where the integration has come to.</summary>
    public double Time { get; private set; }

    /// <summary>y there.</summary>
    public ReadOnlySpan<double> State => state;

    /// <summary>F(y) there.</summary>
    public ReadOnlySpan<double> Velocity => method.Velocity;

    /// <summary>Computes a step; its error in units of the tolerance.</summary>
    public double Try(double h, double relative, double absolute)
    {
        method.Step(state, h, next);
        var error = method.Error(state, h, next, relative, absolute);
        rejected += error <= 1 ? 0 : 1;
        return error;
    }

    /// <summary>Takes the step that was tried.</summary>
    public void Accept(double h, double time)
    {
        steps.Add(method.Interpolate(Time, h, state, next));
        method.Advance();
        (state, next) = (next, state);
        Time = time;
    }

    /// <summary>The first state function, by position, that is not positive here.</summary>
    public int? FirstStop()
    {
        for (var i = 0; i < stops.Count; i++)
        {
            if (stops[i](state) <= 0)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>Moves the end back to the root of the state function within the last step.</summary>
    public void GoBackToEvent(int stop)
    {
        var step = steps[^1];
        Time = RootBracket.Find(
            time =>
            {
                step.Evaluate(time, next);
                return stops[stop](next);
            },
            step.Start,
            Time);
        step.Evaluate(Time, next);
        (state, next) = (next, state);
    }

    /// <summary>What has become of it.</summary>
    public Trajectory Finish(IntegrationOutcome outcome, int? stop, string reason) =>
        new(steps, outcome, stop, reason, Time, state, rejected, method.Evaluations);

    private static DormandPrince853 Started(VectorField field, double[] start)
    {
        var method = new DormandPrince853(field, start.Length);
        method.Start(start);
        return method;
    }
}
