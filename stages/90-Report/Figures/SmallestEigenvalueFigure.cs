namespace Landscape.Stages.Report;

/// <summary>Distribution of the smallest absolute eigenvalue of efficient critical points, by width.</summary>
internal static class SmallestEigenvalueFigure
{
    private const int Floor = -18;
    private const int PanelHeight = 200;
    private const int MostStairs = 400;

    public static Figure Draw(Findings findings)
    {
        var rows = findings.Points.Where(p => p.IsEfficient)
            .GroupBy(p => (p.Problem.Family, p.Problem.InputDim, p.Point.Width)).OrderBy(g => g.Key)
            .SelectMany(g => Stairs($"{g.Key.Family}, d = {g.Key.InputDim}", $"n = {g.Key.Width}", [.. g.Select(p => p.Spectrum.SmallestAbsEigenvalue).Order()])).ToList();
        return new Figure(
            "smallest-eigenvalue",
            "How close efficient points come to degeneracy",
            "Empirical distribution of $\\min_i|\\lambda_i|$ over the efficient critical points, one line a width $n$, one panel a family of targets and an input dimension $d$: the height of a line is the share of points whose smallest absolute eigenvalue is at most the abscissa. "
                + "A1 is about Gaussian process targets: there no line may rise at rounding level, about $10^{-16}$ times the largest eigenvalue. A teacher that the network can realize is no such target.",
            Theme.Spec(Body(rows), rows, "No efficient critical point in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows) => $$"""
        {
          "facet": { "column": { {{Theme.Facet("panel", rows.Select(r => r.panel))}} } },
          "spec": {
            "width": {{Theme.PanelWidth(rows.Select(r => r.panel).Distinct().Count())}}, "height": {{PanelHeight}},
            "mark": { "type": "line", "interpolate": "step-after", "strokeWidth": 2 },
            "encoding": {
              "x": { {{Axes.Log("eigenvalue", "smallest |eigenvalue|", rows.Select(r => r.eigenvalue), Floor)}} },
              "y": { "field": "share", "type": "quantitative", "title": "share of points at or below", "scale": { "domain": [0, 1] }, "axis": { "tickCount": 5 } },
              {{Theme.WidthColour}}
            }
          }
        }
        """;

    private static IEnumerable<Row> Stairs(string panel, string width, IReadOnlyList<double> sorted) =>
        Theme.Spread([.. Enumerable.Range(0, sorted.Count)], MostStairs)
            .Select(i => new Row(panel, width, Theme.Rounded(sorted[i]), Theme.Rounded((i + 1.0) / sorted.Count)))
            .Prepend(new Row(panel, width, Theme.Rounded(sorted[0]), 0));

    private sealed record Row(string panel, string width, double eigenvalue, double share);
}
