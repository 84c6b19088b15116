namespace Landscape.Search;

/// <summary>
/// Estimates of what repeated draws of points have not seen yet, from the number f_1 of points drawn once and f_2 of points drawn twice in n draws:
///     probability that the next draw is a new point   f_1 / n                              (Good 1953, DOI 10.1093/biomet/40.3-4.237, after Turing),
///     number of points that exist                     S + f_1 (f_1 - 1) / (2 (f_2 + 1))    (Chao 1984, in the bias-corrected form of Chao 2005, "Species richness estimation").
/// The first is an estimate for one more draw of the same kind; the second estimates a lower bound, of the points that such draws can reach at all. Both are estimates: neither proves anything.
/// </summary>
/// <param name="Draws">n.</param>
/// <param name="Points">S, distinct points drawn.</param>
/// <param name="SeenOnce">f_1.</param>
/// <param name="SeenTwice">f_2.</param>
/// <param name="Curve">Distinct points after draw 1, 2, ..., n.</param>
public sealed record DiscoveryEstimate(int Draws, int Points, int SeenOnce, int SeenTwice, IReadOnlyList<int> Curve)
{
    /// <summary>Good and Turing's f_1 / n; NaN without draws.</summary>
    public double Unseen => Draws == 0 ? double.NaN : (double)SeenOnce / Draws;

    /// <summary>Chao's number of points; NaN without draws.</summary>
    public double Chao1 => Draws == 0 ? double.NaN : Points + (SeenOnce * (SeenOnce - 1.0) / (2 * (SeenTwice + 1.0)));

    /// <summary>Counts draws.</summary>
    /// <param name="draws">The points in the order in which they were drawn.</param>
    public static DiscoveryEstimate Of<T>(IReadOnlyList<T> draws)
        where T : notnull
    {
        var hits = new Dictionary<T, int>();
        var curve = new int[draws.Count];
        for (var draw = 0; draw < draws.Count; draw++)
        {
            hits[draws[draw]] = hits.GetValueOrDefault(draws[draw]) + 1;
            curve[draw] = hits.Count;
        }

        return new DiscoveryEstimate(draws.Count, hits.Count, hits.Values.Count(h => h == 1), hits.Values.Count(h => h == 2), curve);
    }
}
