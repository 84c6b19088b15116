namespace Landscape.Stages.Report;

/// <summary>Drift of the invariants against tolerance and number of steps, by integrator (B1).</summary>
internal static class DriftFigure
{
    private const int PanelHeight = 240;
    private const int Floor = -17;
    private static readonly (string Integrator, string Name, string Colour)[] Methods =
    [
        ("dormand-prince-853", "adaptive, order 8", Theme.Blue),
        ("gauss-collocation-8", "Gauss collocation, order 8", Theme.Green),
        ("gradient-descent", "gradient descent", Theme.Vermillion),
    ];

    public static Figure Draw(Findings findings)
    {
        var completed = findings.Compositions.Invariants.Where(i => i.Outcome == "completed" && double.IsFinite(i.InvariantDrift)).ToList();
        var rows = Methods.SelectMany(m => completed.Where(i => i.Integrator == m.Integrator)
            .GroupBy(i => i.Tolerance ?? i.Steps).OrderBy(g => g.Key)
            .SelectMany(g => Rows(m.Name, g.First().Tolerance is not null, g.Key, [.. g.Select(i => i.InvariantDrift).Order()]))).ToList();
        return new Figure(
            "invariant-drift",
            "Drift of the invariants",
            "How far the entries of $C_i=W_iW_i^{\\mathsf T}-W_{i+1}^{\\mathsf T}W_{i+1}$ move along flows of all costs and shapes, in units of the largest squared norm of a layer: the median over flows (solid) and the largest (dashed). Left: an adaptive method that knows nothing of the invariants drifts with its tolerance "
                + "(grey: drift = tolerance). Right: with equal steps over the same time. Gauss collocation conserves them to rounding at any step; gradient descent moves them in proportion to its step, so halving it halves the drift (grey: that slope). Values below the last tick are drawn on it.",
            Theme.Spec(Body(rows), rows, "No comparison of integrators in this run."));
    }

    private static string Body(List<Row> rows) => $$"""
        { "hconcat": [
            {{Panel("tolerance", "tolerance", true, rows)}},
            {{Panel("steps", "steps over the same time", false, rows)}}
          ], "spacing": 40 }
        """;

    private static string Panel(string panel, string title, bool first, List<Row> rows)
    {
        var own = rows.Where(r => r.panel == panel).ToList();
        return $$"""
            {
              "width": {{Theme.PanelWidth(2) - 20}}, "height": {{PanelHeight}},
              "transform": [{ "filter": "datum.panel == '{{panel}}'" }],
              "layer": [
                { "transform": [{ "filter": "datum.statistic == 'median'" }], "mark": { "type": "line", "strokeWidth": 1.3, "strokeDash": [2, 3], "color": "{{Theme.Grey}}" },
                  "encoding": { "y": { {{Drift("guide", "", rows)}} }, "detail": { "field": "method" } } },
                { "mark": { "type": "line", "strokeWidth": 2 },
                  "encoding": {
                    "y": { {{Drift("drift", first ? "drift" : "", rows)}} }, {{Colour()}},
                    "strokeDash": { "field": "statistic", "type": "nominal", "title": null, "scale": { "domain": ["median", "largest"], "range": [[2000, 1], [5, 4]] }, "legend": { "symbolSize": 700, "symbolStrokeWidth": 2.4, "symbolStrokeColor": "{{Theme.Ink}}" } }
                  } },
                { "mark": { "type": "point", "filled": true, "size": 30, "opacity": 1 },
                  "encoding": { "y": { {{Drift("drift", "", rows)}} }, {{Colour()}}, "detail": { "field": "statistic" } } }
              ],
              "encoding": { "x": { {{Axes.Log("x", title, own.Select(r => r.x), -20, 5, tight: true)}} } }
            }
            """;
    }

    private static string Colour() => $$"""
        "color": { "field": "method", "type": "nominal", "title": null, "scale": { "domain": {{System.Text.Json.JsonSerializer.Serialize(Methods.Select(m => m.Name))}}, "range": {{System.Text.Json.JsonSerializer.Serialize(Methods.Select(m => m.Colour))}} }, "legend": { "symbolType": "circle" } }
        """;

    private static string Drift(string field, string title, List<Row> rows) => Axes.Log(field, title, rows.Select(r => r.drift), Floor, 9);

    private static IEnumerable<Row> Rows(string method, bool byTolerance, double x, double[] ascending)
    {
        var panel = byTolerance ? "tolerance" : "steps";
        var median = ascending[ascending.Length / 2];
        yield return new Row(panel, method, "median", x, Theme.Rounded(median), byTolerance ? x : method == Methods[^1].Name ? Theme.Rounded(GuideAt(x)) : null);
        yield return new Row(panel, method, "largest", x, Theme.Rounded(ascending[^1]), null);
    }

    /// <summary>A line of slope -1 under the drifts of gradient descent.</summary>
    private static double GuideAt(double steps) => 0.02 / steps;

    private sealed record Row(string panel, string method, string statistic, double x, double drift, double? guide);
}
