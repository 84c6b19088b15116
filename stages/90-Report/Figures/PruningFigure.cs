using System.Text.Json;

namespace Landscape.Stages.Report;

/// <summary>How far redundant critical points shrink when they are pruned (A5).</summary>
internal static class PruningFigure
{
    private const int RowHeight = 34;
    private static readonly string[] Colours = [Theme.Grey, Theme.Orange, Theme.Green, Theme.Blue, Theme.Purple, Theme.Vermillion, Theme.Sky, Theme.Ink];

    public static Figure Draw(Findings findings)
    {
        var pointOf = findings.Points.ToDictionary(p => p.Point.PointId, p => p.Point);
        var rows = findings.Cores.GroupBy(c => (pointOf[c.PointId].Activation, pointOf[c.PointId].Width, c.CoreWidth))
            .OrderBy(g => Catalogue.Rank(g.Key.Activation)).ThenBy(g => g.Key.Width).ThenBy(g => g.Key.CoreWidth)
            .Select(g => new Row(g.Key.Activation, $"n = {g.Key.Width}", $"n′ = {g.Key.CoreWidth}", g.Key.CoreWidth, g.Count(), g.Count(c => c.CoreCertified))).ToList();
        return new Figure(
            "pruning",
            "What is left of redundant points",
            "Redundant critical points by their width $n$, one panel an activation, and by the width $n'$ of the core that is left when dead and constant neurons are dropped and duplicates merged (colour). $n'=0$ is the constant network. By A5 each core is an efficient critical point of its own, smaller landscape.",
            Theme.Spec(Body(rows), rows, "No redundant critical point in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows)
    {
        var cores = rows.OrderBy(r => r.order).Select(r => r.core).Distinct().ToList();
        return $$"""
            {
              "facet": { "column": { {{Theme.Facet("activation", rows.Select(r => r.activation))}} } },
              "spec": {
                "width": {{Theme.PanelWidth(rows.Select(r => r.activation).Distinct().Count())}}, "height": { "step": {{RowHeight}} },
                "mark": { "type": "bar", "stroke": "#ffffff", "strokeWidth": 1 },
                "encoding": {
                  "y": { "field": "width", "type": "nominal", "title": null },
                  "x": { "field": "points", "type": "quantitative", "title": "redundant critical points", "axis": { "tickCount": 5, "grid": true, "format": "d" } },
                  "order": { "field": "order", "type": "quantitative" },
                  "color": { "field": "core", "type": "nominal", "title": null, "scale": { "domain": {{JsonSerializer.Serialize(cores)}}, "range": {{JsonSerializer.Serialize(cores.Select((_, i) => Colours[i % Colours.Length]))}} } }
                }
              }
            }
            """;
    }

    private sealed record Row(string activation, string width, string core, int order, int points, int certified);
}
