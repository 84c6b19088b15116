using Landscape.Models;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Compose;

/// <summary>
/// Claims B1, B2 and B4: from random starts the flow W_i' = -dg/dW_i keeps C_i, converges to a critical point that is no strict saddle, and where it ends the
/// Hessian has the spectrum of a Morse-Bott minimum.
/// </summary>
internal static class RandomStarts
{
    private const int Samples = 40;

    // The rate is fitted over the last three decades of the gradient.
    private const double Window = 1e3;

    internal sealed record Item(string Problem, Func<Composition> Build, int Start)
    {
        public string Name => $"{Problem}, start {Start}";
    }

    /// <summary>All flows, in the order of the table.</summary>
    public static IReadOnlyList<FlowEvidence> Run(ComposeOptions options, StageContext context)
    {
        Item[] items =
        [..
            from problem in Problems.All(options, context)
            from start in Enumerable.Range(0, options.Starts.Count)
            select new Item(problem.Name, problem.Build, start),
        ];
        var kept = context.ForEachKept("flows from random starts", items, item => Follow(item, options, context).ToOutput(), item => item.Name);
        return [.. kept.Select(FlowEvidence.From)];
    }

    private static FlowEvidence Follow(Item item, ComposeOptions options, StageContext context)
    {
        var composition = item.Build();
        var start = RandomDirections.Normal(composition.Dimension, options.Starts.Scale, context.Stream($"starts/{item.Problem}", item.Start));
        var gradient = new double[composition.Dimension];
        double ExcessGradient(ReadOnlySpan<double> theta)
        {
            composition.Gradient(theta, gradient);
            return LargestAbsolute(gradient) - options.Starts.Gradient;
        }

        var trajectory = new AdaptiveIntegrator(options.Integrator).Run(CompositionFlow.Of(composition), start, options.Starts.FinalTime, [ExcessGradient]);

        // Twice the threshold: the event's place has the interpolant's error.
        var evidence = FlowEvidence.Of("random-start", composition, start, trajectory, 2 * options.Starts.Gradient, options.Integrator.Tolerance);
        var fit = Fit(trajectory, theta => ExcessGradient(theta) + options.Starts.Gradient, options.Starts.Gradient * Window);
        return evidence with { Flow = evidence.Flow with { Start = item.Start, RateMeasured = fit?.Rate, RateUncertainty = fit?.Uncertainty } };
    }

    /// <summary>The decay of the gradient from where it last exceeds a bound to the end.</summary>
    private static RateFit? Fit(Trajectory trajectory, StateFunction gradient, double bound)
    {
        if (trajectory.Outcome != IntegrationOutcome.Event)
        {
            return null;
        }

        var from = trajectory.StepTimes.Prepend(0).LastOrDefault(time => gradient(trajectory.At(time)) > bound);
        var times = trajectory.EvenTimes(from, Samples);
        return RateFit.Of(times, [.. times.Select(time => gradient(trajectory.At(time)))]);
    }

    private static double LargestAbsolute(double[] entries)
    {
        var largest = 0.0;
        foreach (var entry in entries)
        {
            largest = Math.Max(largest, Math.Abs(entry));
        }

        return largest;
    }
}
