namespace Landscape.Search;

/// <summary>
/// How the efficient critical points of one landscape were discovered, in the order of the searches. Searches from independent random starts (training, index
/// searches, gradient-norm descents) are the draws of a sample of points; searches that begin at or between known points (paths, climbs, splits, extensions, deflation)
/// are not, because they go where something was found.
/// </summary>
public sealed class DiscoveryLog
{
    private readonly List<FoundPoint> draws = [];
    private readonly SortedDictionary<DiscoverySource, int> candidates = [];

    /// <summary>Searches by source, whatever their end; for training the end points that were handed over.</summary>
    public IReadOnlyDictionary<DiscoverySource, int> Searches => candidates;

    /// <summary>The efficient points, with repetitions, in which searches from random starts ended.</summary>
    public IReadOnlyList<FoundPoint> Draws => draws;

    /// <summary>Whether the searches of a source begin at independent random starts.</summary>
    public static bool IsIndependent(DiscoverySource source) =>
        source is DiscoverySource.Training or DiscoverySource.IndexSearch or DiscoverySource.GradientNorm;

    /// <summary>Records a search.</summary>
    /// <param name="source">Its kind.</param>
    /// <param name="end">The critical point in which it ended, or null.</param>
    public void Add(DiscoverySource source, FoundPoint? end)
    {
        candidates[source] = candidates.GetValueOrDefault(source) + 1;
        if (end is { Kinds: RedundancyKinds.None } && IsIndependent(source))
        {
            draws.Add(end);
        }
    }

    /// <summary>What the draws say about points that were not found.</summary>
    public DiscoveryEstimate Estimate() => DiscoveryEstimate.Of(draws);
}
