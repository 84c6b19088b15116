namespace Landscape.Search;

/// <summary>
/// A path in time diverges when its norm multiplies on a plateau of the risk (<see cref="PlateauGrowth"/>), or when two witnesses agree: its own
/// growth over decades of time (<see cref="TimeGrowth"/>), and Newton's method, which from its last point also runs to infinity
/// (<see cref="NewtonGrowth"/>) instead of finding the minimum that a soft mode leads to.
/// </summary>
/// <param name="criteria">The thresholds of the outcomes.</param>
public sealed class Runaway(StoppingCriteria criteria)
{
    // Enough for Newton's method to converge, or to show undiminished steps, from a point on the valley's floor.
    private const int NewtonSteps = 300;

    private readonly PlateauGrowth plateau = new(criteria);
    private readonly TimeGrowth growth = new(criteria);
    private readonly TrustRegionNewton newton = new(new TrustRegionNewtonOptions { MaxSteps = NewtonSteps }, criteria);

    /// <summary>Offers the state at a time (ascending). The evidence in words if it is complete, else null.</summary>
    public string? Add(ISmoothFunction function, double time, Iterate at)
    {
        if (plateau.Add(function, at) is { } evidence)
        {
            return evidence;
        }

        if (!growth.Add(function, time, at) || growth.Evidence() is not { } seen)
        {
            return null;
        }

        var continued = newton.Run(function, at.Theta);
        return continued.Outcome == Outcome.Diverging ? $"growth over decades of time: {seen}; Newton continues to {continued.Last.ParameterNorm:g4}" : null;
    }
}
