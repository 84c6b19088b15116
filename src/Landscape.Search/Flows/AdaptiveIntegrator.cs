using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Landscape.Search;

/// <summary>Options of <see cref="AdaptiveIntegrator"/>.</summary>
public sealed record IntegratorOptions
{
    /// <summary>Local error per step, relative to each entry.</summary>
    [Description("local error per step, relative to each entry of the state")]
    [Range(1e-13, 1e-2)]
    public double Tolerance { get; init; } = 1e-13;

    /// <summary>Local error per step that entries near zero may have, relative to the tolerance.</summary>
    [Description("entries of the state below this size may err by the tolerance times this size")]
    [Range(1e-6, 1e3)]
    public double SmallestScale { get; init; } = 1e-2;

    /// <summary>The budget in accepted and rejected steps.</summary>
    [Description("largest number of steps tried")]
    [Range(1, 10_000_000)]
    public int MaxSteps { get; init; } = 100_000;
}

/// <summary>
/// Integrates y' = F(y) by <see cref="DormandPrince853"/> with error control, dense output and event detection: the first time at which a state
/// function falls to zero is found by the root of the function on the interpolant.
/// </summary>
/// <param name="options">Tolerance and budget.</param>
/// <exception cref="ArgumentOutOfRangeException">The tolerance lies outside 1e-13 to 1e-2.</exception>
public sealed class AdaptiveIntegrator(IntegratorOptions options)
{
    // Step size controller of Hairer, Norsett and Wanner, DOP853's defaults: safety 0.9, factors within [1/3, 6], exponent 1/8.
    private const double Safety = 0.9;
    private const double LeastFactor = 1.0 / 3;
    private const double LargestFactor = 6;

    // The last step may be this much longer than asked for, rather than leave a sliver too short for a step of its own.
    private const double LastStretch = 1.01;

    // A step of fewer ulps of the time has no digits left.
    private const double SmallestStep = 16 * 2.220446049250313e-16;

    private readonly double relative = options.Tolerance is >= 1e-13 and <= 1e-2
        ? options.Tolerance
        : throw new ArgumentOutOfRangeException(nameof(options), options.Tolerance, "the tolerance lies between 1e-13, where rounding begins to show, and 1e-2");

    private readonly double absolute = options.Tolerance * options.SmallestScale;

    /// <summary>Integrates from time 0.</summary>
    /// <param name="field">F; not finite values make a step fail.</param>
    /// <param name="start">y(0).</param>
    /// <param name="finalTime">Where to stop, positive.</param>
    /// <param name="stops">State functions; the integration ends where the first of them falls to zero, at once if one is not positive at the start.</param>
    /// <param name="longestStep">Upper bound of the steps, for those who want the interpolant's resolution.</param>
    /// <exception cref="ArgumentException">The start holds a number that is not finite, or the final time is not positive.</exception>
    public Trajectory Run(
        VectorField field, ReadOnlySpan<double> start, double finalTime, IReadOnlyList<StateFunction>? stops = null, double longestStep = double.PositiveInfinity)
    {
        RequireFinite(start, finalTime);
        var run = new IntegrationRun(field, start.ToArray(), stops ?? []);
        if (run.FirstStop() is { } already)
        {
            return run.Finish(IntegrationOutcome.Event, already, "event: at the start");
        }

        var h = FirstStep(run, Math.Min(finalTime, longestStep));
        for (var tried = 0; tried < options.MaxSteps; tried++)
        {
            var last = LastStretch * h >= finalTime - run.Time;
            h = last ? finalTime - run.Time : h;
            if (!(h > SmallestStep * run.Time))
            {
                return run.Finish(IntegrationOutcome.Failed, null, $"failed: the step fell to {h:g3} at time {run.Time:g6}");
            }

            var error = run.Try(h, relative, absolute);
            if (error <= 1)
            {
                run.Accept(h, last ? finalTime : run.Time + h);
                if (run.FirstStop() is { } stop)
                {
                    run.GoBackToEvent(stop);
                    return run.Finish(IntegrationOutcome.Event, stop, $"event: at time {run.Time:g6}");
                }

                if (last)
                {
                    return run.Finish(IntegrationOutcome.FinalTime, null, $"final time: {finalTime:g6}");
                }
            }

            h = Math.Min(h * Factor(error), longestStep);
        }

        return run.Finish(IntegrationOutcome.Budget, null, $"budget: {options.MaxSteps} steps, time {run.Time:g6} of {finalTime:g6}");
    }

    private static void RequireFinite(ReadOnlySpan<double> start, double finalTime)
    {
        foreach (var entry in start)
        {
            if (!double.IsFinite(entry))
            {
                throw new ArgumentException($"the start has an entry {entry}; expected finite numbers", nameof(start));
            }
        }

        if (!(finalTime > 0 && double.IsFinite(finalTime)))
        {
            throw new ArgumentException($"the final time is {finalTime}; expected a positive finite number", nameof(finalTime));
        }
    }

    /// <summary>The next step over this one, 0.9 error^(-1/8) within bounds; the least factor if the error is not a number.</summary>
    private static double Factor(double error)
    {
        if (!double.IsFinite(error))
        {
            return LeastFactor;
        }

        var root = Math.Sqrt(Math.Sqrt(Math.Sqrt(error)));
        return Math.Clamp(Safety / root, LeastFactor, LargestFactor);
    }

    /// <summary>A step of which explicit Euler would move y by 1 % of its size: the controller does the rest.</summary>
    private static double FirstStep(IntegrationRun run, double longest)
    {
        var speed = Vectors.MaxNorm(run.Velocity);
        return speed > 0 && double.IsFinite(speed) ? Math.Min(longest, 0.01 * Math.Max(Vectors.MaxNorm(run.State), 1e-3) / speed) : longest;
    }
}
