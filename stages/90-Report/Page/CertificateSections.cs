namespace Landscape.Stages.Report;

/// <summary>From candidates to proven critical points: what the certify stage could show of the points that were found, and why not of the others.</summary>
internal static class CertificateSections
{
    private const string Explanation =
        "A candidate is a point that the search reports. It is *certified* when interval arithmetic with outward rounding proves, for the discrete problem, that a box around it holds exactly one zero of $\\nabla J$ "
        + "and that the Hessian is regular there (Krawczyk's test); *with index* and *efficient* when these are proved as well; *distinct* when no symmetry can map it to another certified point of its landscape. "
        + "A redundant point lies on a continuum and is never certified itself; the critical point of the smaller network that it prunes to is, if it says so. The smallest proven $|\\lambda|$ bounds every eigenvalue of every certified Hessian from below.";

    public static string Summary(Findings findings, Html html)
    {
        var groups = findings.Points
            .GroupBy(p => (p.Point.Activation, p.Point.Width))
            .OrderBy(g => Catalogue.Rank(g.Key.Activation)).ThenBy(g => g.Key.Width)
            .Select(g => Row($"{Html.Encode(g.Key.Activation)}, n\u00a0=\u00a0{g.Key.Width}", [.. g]));
        var table = Html.Table(
            "From candidates to certified critical points",
            ["network", "candidates", "certified", "with index", "efficient", "distinct", "redundant", "core certified", "other reasons", "smallest proven\u00a0|λ|"],
            groups.Append(Row("all", findings.Points)),
            "cards data");
        return $"<p>{html.Prose(Explanation)}</p>{table}";
    }

    private static IReadOnlyList<string> Row(string name, IReadOnlyList<CriticalPoint> points)
    {
        var certified = points.Where(p => p.Certificate.Certified).ToList();
        var redundant = points.Where(p => p.Certificate.Reason == Domains.Redundant).ToList();
        var reasons = points.Where(p => !p.Certificate.Certified && p.Certificate.Reason != Domains.Redundant)
            .GroupBy(p => p.Certificate.Reason).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{Text.Count(g.Count())} {Html.Encode(g.Key)}").ToList();
        var bounds = certified.Where(p => p.Certificate.IndexProven is not null).Select(p => p.Certificate.SmallestAbsEigenvalueBound).ToList();
        return
        [
            name,
            Text.Count(points.Count),
            Text.Count(certified.Count),
            Text.Count(bounds.Count),
            Text.Count(certified.Count(p => p.Certificate.EfficientProven)),
            Text.Count(certified.Count(p => p.Certificate.DistinctProven)),
            Text.Count(redundant.Count),
            Text.Count(redundant.Count(p => p.Certificate.CoreCertified)),
            reasons.Count == 0 ? "none" : Text.List(reasons),
            bounds.Count == 0 ? "–" : Text.Number(bounds.Min()),
        ];
    }
}
