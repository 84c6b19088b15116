namespace Landscape.Stages.Report;

/// <summary>Morse index against risk.</summary>
internal static class IndexFigure
{
    private const int Floor = -4;
    private const int RowHeight = 34;

    public static Figure Draw(Findings findings, ReportOptions options)
    {
        var variance = findings.Problems.ToDictionary(p => p.ProblemId, p => findings.TargetVariance(p.ProblemId));
        var rows = Theme.Spread([.. findings.Points.Where(p => variance[p.Problem.ProblemId] > 0).OrderBy(p => (p.Problem.InputDim, p.Point.Width))], options.ScatterPoints)
            .Select((p, i) => new Row(
                p.Point.PointId,
                $"d = {p.Problem.InputDim}",
                p.Class.Domain,
                $"n = {p.Point.Width}",
                Theme.Rounded(p.Point.Risk / variance[p.Problem.ProblemId]),
                p.Spectrum.MorseIndex + Theme.Jitter(i)))
            .ToList();
        return new Figure(
            "index-against-risk",
            "Index against risk",
            "One mark a critical point; columns are widths $n$, rows input dimensions $d$. Across: the risk as a share of the target's variance, $J/\\operatorname{Var}_\\mu f$, so that 1 is the best constant. Up: the Morse index, the number of negative eigenvalues; marks are spread inside a row, so that they do not hide each other. "
                + "The lowest row holds minima (and degenerate points without a negative eigenvalue). Saddles of low index with low risk are where training lingers.",
            Theme.Spec(Body(rows), rows, "No critical point in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows)
    {
        var columns = rows.Select(r => r.width).Distinct().Count();
        var (title, ticks) = columns > 3 ? ("risk / variance", 2) : ("risk / variance of the target", 4); // what stands below a narrow panel without touching the next
        var highest = rows.Select(r => (int)Math.Round(r.index)).DefaultIfEmpty(0).Max();
        return $$"""
            {
              "facet": {
                "row": { {{Theme.Facet("dimension", rows.Select(r => r.dimension))}}, "header": { "labelAngle": 0, "labelAlign": "left" } },
                "column": { {{Theme.Facet("width", rows.Select(r => r.width))}} }
              },
              "spec": {
                "width": {{Theme.PanelWidth(columns)}}, "height": {{RowHeight * (highest + 1)}},
                "mark": { "type": "point", "filled": true, "size": 20, "opacity": 0.55 },
                "encoding": {
                  "x": { {{Axes.Log("risk", title, rows.Select(r => r.risk), Floor, ticks)}} },
                  "y": { "field": "index", "type": "quantitative", "title": "Morse index", "scale": { "domain": [-0.5, {{highest}}.5], "nice": false },
                         "axis": { "values": [{{string.Join(", ", Enumerable.Range(0, highest + 1))}}], "grid": true } },
                  {{Theme.DomainColour}},
                  {{Theme.DomainShape}}
                }
              }
            }
            """;
    }

    private sealed record Row(long point, string dimension, string domain, string width, double risk, double index);
}
