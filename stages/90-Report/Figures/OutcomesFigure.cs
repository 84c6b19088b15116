namespace Landscape.Stages.Report;

/// <summary>Shares of the outcomes of training, by width, method, activation and input dimension.</summary>
internal static class OutcomesFigure
{
    public const string Colours = $$"""
        { "domain": ["converged", "diverging", "undecided"], "range": ["{{Theme.Green}}", "{{Theme.Orange}}", "{{Theme.Grey}}"] }
        """;

    private const int PanelHeight = 110;

    public static Figure Draw(Findings findings)
    {
        var dimensions = findings.Problems.ToDictionary(p => p.ProblemId, p => p.InputDim);
        var rows = findings.Runs
            .GroupBy(r => (r.Activation, Dimension: dimensions[r.ProblemId], r.Method, r.Width, r.Outcome))
            .OrderBy(g => Catalogue.Rank(g.Key.Activation)).ThenBy(g => g.Key.Dimension)
            .Select(g => new Row($"{g.Key.Activation}, d = {g.Key.Dimension}", g.Key.Method, g.Key.Width, g.Key.Outcome, g.Count()))
            .ToList();
        return new Figure(
            "outcomes",
            "How training ends",
            "Share of runs by outcome. Columns: methods; rows: activation and input dimension $d$; bars: widths $n$. *Converged* means a gradient at rounding level at a bounded parameter, "
                + "*diverging* that the parameters run off to infinity while the risk still falls, *undecided* that the budget ended first. A diverging run is an outcome of the theory, not a failure, and never counts as a critical point.",
            Theme.Spec(Body(rows), rows, "No training run in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows) => $$"""
        {
          "facet": {
            "row": { {{Theme.Facet("panel", rows.Select(r => r.panel))}}, "header": { "labelAngle": 0, "labelAlign": "left" } },
            "column": { {{Theme.Facet("method", rows.Select(r => r.method))}} }
          },
          "spec": {
            "width": {{Theme.PanelWidth(rows.Select(r => r.method).Distinct().Count())}}, "height": {{PanelHeight}},
            "mark": { "type": "bar", "width": { "band": 0.72 } },
            "encoding": {
              "x": { "field": "width", "type": "ordinal", "title": "width n", "axis": { "labelAngle": 0 } },
              "y": { "field": "runs", "type": "quantitative", "stack": "normalize", "title": "share of runs", "axis": { "format": ".0%", "tickCount": 3 } },
              "color": { "field": "outcome", "type": "nominal", "title": null, "scale": {{Colours}} }
            }
          }
        }
        """;

    private sealed record Row(string panel, string method, int width, string outcome, int runs);
}
