namespace Landscape.Stages.Report;

/// <summary>Change of the risk and gradient along the flat families of redundant points.</summary>
internal static class FamiliesFigure
{
    private const int Floor = -18;
    private const int PanelHeight = 200;

    public static Figure Draw(Findings findings)
    {
        var pointOf = findings.Points.ToDictionary(p => p.Point.PointId);
        var variance = findings.Problems.ToDictionary(p => p.ProblemId, p => findings.RiskUnit(p.ProblemId));
        var rows = findings.Families
            .Select(f => (Family: f, Point: pointOf[f.PointId], Scale: variance[pointOf[f.PointId].Problem.ProblemId]))
            .GroupBy(f => (f.Family.Kind, Of: f.Point.IsMinimum ? "minima" : "saddles", f.Family.Displacement)).OrderBy(g => g.Key)
            .Select(g => new Row(g.Key.Kind, g.Key.Of, g.Key.Displacement, Drawable(g.Max(f => f.Family.RiskChange / f.Scale)), Drawable(g.Max(f => f.Family.GradientNorm)))).ToList();
        return new Figure(
            "families",
            "Along the flat families",
            "Redundant critical points, moved along the families of equal risk that each kind of redundancy predicts. Across: how far the free parameter moved. Left: the largest change of the risk, as a share of the target's variance, over all points of the kind; by A2 it is rounding at any distance. "
                + "Right: the largest gradient there. It stays at rounding where the whole family is critical, as near a minimum it must be (solid lines), and grows where leaving a redundant saddle (dashed) along a family of equal risk leaves the critical points. Values below the last tick are drawn on it.",
            Theme.Spec(Body(rows), rows, "No redundant critical point in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows) => $$"""
        { "hconcat": [
            {{Panel("risk", "change of risk / variance", rows, rows.Select(r => r.risk))}},
            {{Panel("gradient", "gradient", rows, rows.Select(r => r.gradient))}}
          ], "spacing": 40 }
        """;

    private static string Panel(string field, string title, IReadOnlyList<Row> rows, IEnumerable<double> values) => $$"""
        {
          "width": {{Theme.PanelWidth(2) - 20}}, "height": {{PanelHeight}},
          "layer": [
            { "mark": { "type": "line", "strokeWidth": 2 },
              "encoding": { "strokeDash": { "field": "of", "type": "nominal", "title": null, "scale": { "domain": ["minima", "saddles"], "range": [[2000, 1], [5, 4]] }, "legend": { "symbolSize": 700, "symbolStrokeWidth": 2.4, "symbolStrokeColor": "{{Theme.Ink}}" } } } },
            { "mark": { "type": "point", "filled": true, "size": 44, "opacity": 1 } }
          ],
          "encoding": {
            "x": { {{Axes.Log("displacement", "displacement", rows.Select(r => r.displacement), -12, 4, tight: true)}} },
            "y": { {{Axes.Log(field, title, values, Floor)}} },
            "color": { "field": "kind", "type": "nominal", "title": null, "scale": { "domain": ["deactivation", "bias", "duplication"], "range": ["{{Theme.Blue}}", "{{Theme.Orange}}", "{{Theme.Green}}"] } }
          }
        }
        """;

    /// <summary>A walk may overflow; it is drawn at 10^30.</summary>
    private static double Drawable(double value) => Theme.Rounded(double.IsFinite(value) ? value : Axes.Power(30));

    private sealed record Row(string kind, string of, double displacement, double risk, double gradient);
}
