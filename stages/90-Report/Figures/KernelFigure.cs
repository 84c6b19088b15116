namespace Landscape.Stages.Report;

/// <summary>Nullity against the predicted null dimension of redundant points.</summary>
internal static class KernelFigure
{
    private const int PanelHeight = 210;
    private static readonly string[] Kinds = ["no negative eigenvalue", "saddles"];

    public static Figure Draw(Findings findings)
    {
        var rows = findings.Points.Where(p => !p.IsEfficient)
            .GroupBy(p => (Kind: p.IsMinimum ? Kinds[0] : Kinds[1], p.Class.PredictedNullDimension, p.Spectrum.Nullity)).OrderBy(g => g.Key)
            .Select(g => new Row(g.Key.Kind, g.Key.PredictedNullDimension, g.Key.Nullity, g.Count())).ToList();
        var most = rows.Select(r => Math.Max(r.predicted, r.nullity)).DefaultIfEmpty(0).Max() + 1;
        return new Figure(
            "kernel-of-redundant-points",
            "Predicted and found flat directions",
            "Redundant critical points, counted by the number of null directions that their redundancy predicts (across) and the number of zero eigenvalues (up); the larger a disc, the more points, on a logarithmic scale. "
                + "A2 puts every disc on or above the diagonal; above it lie points that are flatter than redundancy alone explains.",
            Theme.Spec(Body(rows, most), rows, "No redundant critical point in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows, int most) => $$"""
        {
          "facet": { "column": { {{Theme.Facet("kind", rows.Select(r => r.kind))}} } },
          "spec": {
            "width": {{Theme.PanelWidth(2)}}, "height": {{PanelHeight}},
            "layer": [
              { "mark": { "type": "rule", "strokeDash": [5, 4], "color": "{{Theme.Grey}}" }, {{Theme.OnceAPanel}},
                "encoding": { "x": { "datum": 0 }, "y": { "datum": 0 }, "x2": { "datum": {{most}} }, "y2": { "datum": {{most}} } } },
              { "mark": { "type": "circle", "color": "{{Theme.Vermillion}}", "opacity": 0.75 },
                "encoding": {
                  "x": { "field": "predicted", "type": "quantitative", "title": "predicted null directions", "scale": { "domain": [0, {{most}}], "nice": false }, "axis": { "tickMinStep": 1, "format": "d" } },
                  "y": { "field": "nullity", "type": "quantitative", "title": "zero eigenvalues", "scale": { "domain": [0, {{most}}], "nice": false }, "axis": { "tickMinStep": 1, "format": "d" } },
                  "size": { "field": "points", "type": "quantitative", "title": "points", "scale": { "type": "log", "domain": [1, {{Math.Max(10, rows.Select(r => r.points).DefaultIfEmpty(1).Max())}}], "range": [24, 520] }, "legend": { "values": [1, 10, 100, 1000], "format": "d" } }
                } }
            ]
          }
        }
        """;

    private sealed record Row(string kind, int predicted, int nullity, int points);
}
