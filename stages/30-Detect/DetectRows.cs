using Landscape.Artifacts;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Detect;

/// <summary>A critical point, counted modulo symmetry.</summary>
/// <param name="PointId">0, 1, 2, ... by landscape, then by risk.</param>
/// <param name="ProblemId">The problem.</param>
/// <param name="Activation">psi.</param>
/// <param name="Width">n.</param>
/// <param name="Theta">The canonical representative.</param>
/// <param name="Risk">J(theta).</param>
/// <param name="GradientNorm">max|dJ(theta)|.</param>
/// <param name="Source">How it was found first: training, index-search, gradient-norm, path, climb, split, extension, deflation.</param>
/// <param name="Hits">Searches that reached its orbit; for a redundant point: its class (kinds, index, efficient core).</param>
/// <param name="ParentId">The point that the search left: of width n - 1 for split and extension, of width n for climb and deflation; null for other sources, and where the constant network was extended.</param>
[Table("critical_points", 2)]
public sealed record CriticalPointRow(
    long PointId, long ProblemId, string Activation, int Width, double[] Theta, double Risk, double GradientNorm, string Source, long Hits, long? ParentId);

/// <summary>A candidate that is not a critical point.</summary>
/// <param name="ProblemId">The problem.</param>
/// <param name="Activation">psi.</param>
/// <param name="Width">n.</param>
/// <param name="Theta">Where its search or polish ended.</param>
/// <param name="Risk">J(theta).</param>
/// <param name="GradientNorm">max|dJ(theta)|.</param>
/// <param name="ParameterNorm">|theta|, Euclidean.</param>
/// <param name="Flatness">|H g| / (|H| |g|).</param>
/// <param name="Reason">gradient-flat, diverging, undecided.</param>
/// <param name="Source">The search that proposed it.</param>
[Table("rejects", 2)]
public sealed record RejectRow(
    long ProblemId, string Activation, int Width, double[] Theta, double Risk, double GradientNorm, double ParameterNorm, double Flatness, string Reason, string Source);

/// <summary>
/// How the efficient critical points of a landscape were discovered. The draws are the searches from independent random starts (training, index-search, gradient-norm)
/// that ended in an efficient critical point.
/// </summary>
/// <param name="ProblemId">The problem.</param>
/// <param name="Activation">psi.</param>
/// <param name="Width">n.</param>
/// <param name="EfficientPoints">Distinct efficient points, by all searches.</param>
/// <param name="Searches">Draws.</param>
/// <param name="Points">Distinct points drawn.</param>
/// <param name="SeenOnce">Points drawn once, f_1.</param>
/// <param name="SeenTwice">Points drawn twice, f_2.</param>
/// <param name="GoodTuringUnseen">Estimated probability that the next draw is a new point, f_1 / searches; NaN without draws.</param>
/// <param name="Chao1">Estimated number of points, at least; NaN without draws.</param>
/// <param name="Curve">Distinct points after draw 1, 2, ...</param>
/// <param name="Sources">The kinds of searches that were made.</param>
/// <param name="SourceSearches">How many of each kind.</param>
/// <param name="SourcePoints">Efficient points that each kind found first.</param>
[Table("discoveries", 1)]
public sealed record DiscoveryRow(
    long ProblemId, string Activation, int Width, int EfficientPoints, int Searches, int Points, int SeenOnce, int SeenTwice, double GoodTuringUnseen, double Chao1,
    int[] Curve, string[] Sources, int[] SourceSearches, int[] SourcePoints);

/// <summary>The tables of a detection, from its searches.</summary>
internal static class DetectRows
{
    /// <summary>The rows of one problem and activation, points numbered from 0.</summary>
    public static StageOutput Of(IReadOnlyList<(Cell Cell, CriticalPointSearch Search)> landscapes) =>
        new StageOutput().Add(Points(landscapes)).Add(Rejects(landscapes)).Add(landscapes.Select(l => Discovery(l.Cell, l.Search)));

    /// <summary>All rows, points numbered through.</summary>
    public static StageOutput Joined(IReadOnlyList<StageOutput> families)
    {
        var points = new List<CriticalPointRow>();
        foreach (var family in families)
        {
            var first = points.Count;
            points.AddRange(family.Rows<CriticalPointRow>().Select(p => p with { PointId = first + p.PointId, ParentId = first + p.ParentId }));
        }

        return new StageOutput().Add(points).Add(families.SelectMany(f => f.Rows<RejectRow>())).Add(families.SelectMany(f => f.Rows<DiscoveryRow>()));
    }

    // By width, then by risk. The constant network, from which width 1 is extended, is no row.
    private static IEnumerable<CriticalPointRow> Points(IReadOnlyList<(Cell Cell, CriticalPointSearch Search)> landscapes)
    {
        var points = landscapes.SelectMany(l => l.Search.Points.OrderBy(p => p.Model.Risk).Select(point => (l.Cell, Point: point))).ToList();
        var ids = points.Select((p, id) => (p.Point, Id: (long?)id)).ToDictionary(p => p.Point, p => p.Id);
        return points.Select((p, id) => new CriticalPointRow(
            id, p.Cell.ProblemId, p.Cell.Activation, p.Cell.Width, p.Point.Model.Theta, p.Point.Model.Risk, p.Point.Model.GradientNorm,
            OptionNames.Of(p.Point.Source), p.Point.Hits, p.Point.Parent is { } parent ? ids.GetValueOrDefault(parent) : null));
    }

    // By width, in the order of the searches.
    private static IEnumerable<RejectRow> Rejects(IReadOnlyList<(Cell Cell, CriticalPointSearch Search)> landscapes) =>
        from landscape in landscapes
        from r in landscape.Search.Rejects
        let cell = landscape.Cell
        select new RejectRow(
            cell.ProblemId, cell.Activation, cell.Width, r.Theta, r.Risk, r.GradientNorm, r.ParameterNorm, r.Flatness, OptionNames.Of(r.Reason), OptionNames.Of(r.Source));

    private static DiscoveryRow Discovery(Cell cell, CriticalPointSearch search)
    {
        var efficient = search.Points.Where(p => p.Kinds == RedundancyKinds.None).ToList();
        var draws = search.Log.Estimate();
        var sources = search.Log.Searches;
        return new DiscoveryRow(
            cell.ProblemId, cell.Activation, cell.Width, efficient.Count, draws.Draws, draws.Points, draws.SeenOnce, draws.SeenTwice, draws.Unseen, draws.Chao1, [.. draws.Curve],
            [.. sources.Keys.Select(OptionNames.Of)], [.. sources.Values], [.. sources.Keys.Select(source => efficient.Count(p => p.Source == source))]);
    }
}
