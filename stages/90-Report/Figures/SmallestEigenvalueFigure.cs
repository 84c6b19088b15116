namespace Landscape.Stages.Report;

/// <summary>Distribution of the proven bound on the smallest absolute eigenvalue of certified critical points, by activation and width.</summary>
internal static class SmallestEigenvalueFigure
{
    private const int Floor = -18;
    private const int PanelHeight = 150;
    private const int MostStairs = 250;

    public static Figure Draw(Findings findings)
    {
        var rows = findings.Points.Where(p => p.Certificate is { Certified: true, IndexProven: not null })
            .GroupBy(p => (p.Problem.Family, p.Problem.InputDim, Rank: Catalogue.Rank(p.Point.Activation), p.Point.Activation, p.Point.Width)).OrderBy(g => g.Key)
            .SelectMany(g => Stairs(g.Key.Activation, $"{g.Key.Family}, d = {g.Key.InputDim}", $"n = {g.Key.Width}", [.. g.Select(p => p.Certificate.SmallestAbsEigenvalueBound).Order()])).ToList();
        return new Figure(
            "smallest-eigenvalue",
            "How far certified points are from degeneracy",
            "Empirical distribution of the proved lower bound on $\\min_i|\\lambda_i|$ over the certified critical points: the height of a line is the share of points whose bound is at most the abscissa. One line a width $n$, one column an activation, one row a family of targets and an input dimension $d$. "
                + "Every bound is positive by proof: no eigenvalue of any of these Hessians is smaller in absolute value. A1 is about Gaussian process targets; a point that could not be certified has no bound and is counted with its reason in the table of certificates.",
            Theme.Spec(Body(rows), rows, "No certified critical point in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows) => $$"""
        {
          "facet": {
            "row": { {{Theme.Facet("panel", rows.Select(r => r.panel))}}, "header": { "labelAngle": -90, "labelOrient": "right" } },
            "column": { {{Theme.Facet("activation", rows.Select(r => r.activation))}} }
          },
          "spec": {
            "width": {{Theme.PanelWidth(rows.Select(r => r.activation).Distinct().Count())}}, "height": {{PanelHeight}},
            "mark": { "type": "line", "interpolate": "step-after", "strokeWidth": 2 },
            "encoding": {
              "x": { {{Axes.Log("bound", "proved min |λ|", rows.Select(r => r.bound), Floor)}} },
              "y": { "field": "share", "type": "quantitative", "title": "share at or below", "scale": { "domain": [0, 1] }, "axis": { "tickCount": 3 } },
              {{Theme.WidthColour}}
            }
          }
        }
        """;

    private static IEnumerable<Row> Stairs(string activation, string panel, string width, IReadOnlyList<double> sorted) =>
        Theme.Spread([.. Enumerable.Range(0, sorted.Count)], MostStairs)
            .Select(i => new Row(activation, panel, width, Theme.Rounded(sorted[i]), Theme.Rounded((i + 1.0) / sorted.Count)))
            .Prepend(new Row(activation, panel, width, Theme.Rounded(sorted[0]), 0));

    private sealed record Row(string activation, string panel, string width, double bound, double share);
}
