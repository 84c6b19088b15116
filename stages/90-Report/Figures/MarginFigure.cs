namespace Landscape.Stages.Report;

/// <summary>Margin against the distance to the nearest redundancy condition.</summary>
internal static class MarginFigure
{
    private const int Floor = -20;
    private const int PanelHeight = 230;

    public static Figure Draw(Findings findings, ReportOptions options)
    {
        var rows = Theme.Spread([.. findings.Points.Where(p => double.IsFinite(p.RedundancyDistance))], options.ScatterPoints)
            .Select(p => new Row(p.Point.Activation, Nearest(p), Theme.Rounded(p.RedundancyDistance), Theme.Rounded(p.Class.Margin))).ToList();
        return new Figure(
            "margin-against-distance",
            "Two ways to measure efficiency",
            "One mark a critical point, one panel an activation. Across: the distance to the nearest of the three redundancy conditions $a_j=0$ (deactivation), $w_j=0$ (bias), $u_i=\\pm u_j$ (duplication); up: the margin of the polynomial features, which knows nothing of them. "
                + "A3 puts every mark into the lower left or the upper right block of the dashed lines, which mark the tolerance of the count.",
            Theme.Spec(Body(rows, options.MarginTolerance), rows, "No critical point in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows, double tolerance) => $$"""
        {
          "facet": { "column": { "field": "activation", "type": "nominal", "title": null, "sort": "descending" } },
          "spec": {
            "width": {{Theme.PanelWidth(rows.Select(r => r.activation).Distinct().Count())}}, "height": {{PanelHeight}},
            "layer": [
              { "mark": { "type": "rule", "strokeDash": [5, 4], "color": "{{Theme.Grey}}" }, "encoding": { "x": { "datum": {{Text.Json(tolerance)}} } } },
              { "mark": { "type": "rule", "strokeDash": [5, 4], "color": "{{Theme.Grey}}" }, "encoding": { "y": { "datum": {{Text.Json(tolerance)}} } } },
              { "mark": { "type": "point", "filled": true, "size": 26, "opacity": 0.6 },
                "encoding": {
                  "x": { {{Axes.Log("distance", "distance to the nearest redundancy", rows.Select(r => r.distance).Append(tolerance), Floor)}} },
                  "y": { {{Axes.Log("margin", "margin", rows.Select(r => r.margin).Append(tolerance), Floor)}} },
                  "color": { "field": "nearest", "type": "nominal", "title": null, "scale": { "domain": ["deactivation", "bias", "duplication"], "range": ["{{Theme.Purple}}", "{{Theme.Green}}", "{{Theme.Blue}}"] } },
                  "shape": { "field": "nearest", "type": "nominal", "title": null, "scale": { "domain": ["deactivation", "bias", "duplication"], "range": ["square", "triangle-up", "circle"] } }
                } }
            ]
          }
        }
        """;

    private static string Nearest(CriticalPoint point) =>
        point.RedundancyDistance == point.Class.DeactivationDistance ? "deactivation"
        : point.RedundancyDistance == point.Class.BiasDistance ? "bias" : "duplication";

    private sealed record Row(string activation, string nearest, double distance, double margin);
}
