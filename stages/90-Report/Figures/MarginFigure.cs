namespace Landscape.Stages.Report;

/// <summary>Margin against the distance to the nearest redundancy condition.</summary>
internal static class MarginFigure
{
    private const int Floor = -18;
    private const int PanelHeight = 230;

    public static Figure Draw(Findings findings, ReportOptions options)
    {
        var judged = findings.Points.Where(ClaimCounts.MarginCanTell).OrderBy(p => Catalogue.Rank(p.Point.Activation)).ToList();
        var rows = Theme.Spread(judged, options.ScatterPoints)
            .Select(p => new Row(p.Point.PointId, p.Point.Activation, p.Class.Domain, Nearest(p), Theme.Rounded(p.DependenceDistance), Theme.Rounded(p.Class.Margin))).ToList();
        return new Figure(
            "margin-against-distance",
            "Two ways to measure efficiency",
            "One mark a critical point without a dead neuron, one panel an activation. Across: the distance to the nearer of the redundancy conditions $w_j=0$ (bias) and $u_i=\\pm u_j$ (duplication); up: the margin of the polynomial features, which is computed without them. "
                + "By A3 efficient points (blue) lie above the dashed line, the tolerance of the count, and redundant ones (vermilion) below. Blue marks below it have a margin that has sunk into rounding, mostly by saturated neurons.",
            Theme.Spec(Body(rows, options), rows, "No critical point in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows, ReportOptions options) => $$"""
        {
          "facet": { "column": { {{Theme.Facet("activation", rows.Select(r => r.activation))}} } },
          "spec": {
            "width": {{Theme.PanelWidth(rows.Select(r => r.activation).Distinct().Count())}}, "height": {{PanelHeight}},
            "layer": [
              { "mark": { "type": "rule", "strokeDash": [5, 4], "color": "{{Theme.Grey}}" }, {{Theme.OnceAPanel}}, "encoding": { "y": { "datum": {{Text.Json(options.MarginTolerance)}} } } },
              { "mark": { "type": "point", "filled": true, "size": 26, "opacity": 0.6 },
                "encoding": {
                  "x": { {{Axes.Log("distance", "distance to the nearest redundancy", rows.Select(r => r.distance), Floor, 4)}} },
                  "y": { {{Axes.Log("margin", "margin", rows.Select(r => r.margin).Append(options.MarginTolerance), Floor)}} },
                  {{Theme.DomainColour}},
                  "shape": { "field": "nearest", "type": "nominal", "title": null, "scale": { "domain": ["bias", "duplication"], "range": ["triangle-up", "circle"] } }
                } }
            ]
          }
        }
        """;

    private static string Nearest(CriticalPoint point) => point.Class.BiasDistance <= point.Class.DuplicationDistance ? "bias" : "duplication";

    private sealed record Row(long point, string activation, string domain, string nearest, double distance, double margin);
}
