namespace Landscape.Stages.Report;

/// <summary>Share of negative eigenvalues against risk.</summary>
internal static class IndexFigure
{
    private const int Floor = -12;
    private const int PanelHeight = 210;

    public static Figure Draw(Findings findings, ReportOptions options)
    {
        var variance = findings.Problems.ToDictionary(p => p.ProblemId, p => findings.TargetVariance(p.ProblemId));
        var rows = Theme.Spread([.. findings.Points.Where(p => variance[p.Problem.ProblemId] > 0).OrderBy(p => p.Point.Width)], options.ScatterPoints)
            .Select(p => new Row(
                p.Class.Domain,
                $"n = {p.Point.Width}",
                Theme.Rounded(p.Point.Risk / variance[p.Problem.ProblemId]),
                Theme.Rounded((double)p.Spectrum.MorseIndex / p.ParameterCount)))
            .ToList();
        return new Figure(
            "index-against-risk",
            "Index against risk",
            "One mark a critical point, one panel a width $n$. Across: the risk as a share of the target's variance, $J/\\operatorname{Var}_\\mu f$, so that 1 is the best constant. Up: the share of negative eigenvalues, Morse index over number of parameters $P$. "
                + "Marks on the ground line are minima (and degenerate points without a negative eigenvalue). Saddles of low index with low risk are where training lingers.",
            Theme.Spec(Body(rows), rows, "No critical point in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows) => $$"""
        {
          "facet": { "column": { {{Theme.Facet("width", rows.Select(r => r.width))}} } },
          "spec": {
            "width": {{Theme.PanelWidth(rows.Select(r => r.width).Distinct().Count())}}, "height": {{PanelHeight}},
            "mark": { "type": "point", "filled": true, "size": 24, "opacity": 0.5 },
            "encoding": {
              "x": { {{Axes.Log("risk", "risk / variance of the target", rows.Select(r => r.risk), Floor, 4)}} },
              "y": { "field": "index", "type": "quantitative", "title": "index / P", "axis": { "tickCount": 5 } },
              {{Theme.DomainColour}},
              {{Theme.DomainShape}}
            }
          }
        }
        """;

    private sealed record Row(string domain, string width, double risk, double index);
}
