namespace Landscape.Stages.Report;

/// <summary>How critical points were reached from one another: a graph of parents and children in some landscapes.</summary>
internal static class ParentageFigure
{
    private const int PanelHeight = 240;
    private const int Floor = -12;

    public static Figure Draw(Findings findings, ReportOptions options)
    {
        var cells = ShownLandscapes.Of(findings, options.Landscapes);
        var points = cells.SelectMany(cell => Nodes(findings, cell)).ToList();
        var placeOf = points.ToDictionary(p => p.Id);
        var rows = points.Where(p => p.Parent is { } parent && placeOf.ContainsKey(parent))
            .Select(p => new Row(p.Panel, "edge", "", p.X, p.Y, placeOf[p.Parent!.Value].X, placeOf[p.Parent.Value].Y))
            .Concat(points.Select(p => new Row(p.Panel, p.Domain, p.Source, p.X, p.Y, p.X, p.Y))).ToList();
        return new Figure(
            "parentage",
            "How critical points were found from one another",
            "The landscapes of the disconnectivity graphs. One mark a critical point: across its risk as a share of the target's variance, up its Morse index (spread a little inside a row, so that marks do not hide each other); redundant points are triangles. Colour says how it was found first. "
                + "A line joins a point to the one of the same width that it was reached from: by a climb, uphill along a soft mode or downhill along an unstable one, or by deflation. (A split or an extension comes from a point of a smaller network.) The graph shows the way of the search, not the flow, and *what was found*, not all there is.",
            Theme.Spec(Body(cells, rows), rows, "No two minima were found to be connected in this run."));
    }

    private static string Body(IReadOnlyList<Cell> cells, List<Row> rows)
    {
        var colour = Theme.SourceColour(Theme.InSearchOrder(rows.Select(r => r.source).Where(source => source.Length > 0)));
        return $$"""{ "hconcat": [{{string.Join(",", cells.Select((cell, i) => Panel(cell, cells.Count, i == 0, colour, [.. rows.Where(r => r.panel == cell.Title)])))}}], "spacing": 26 }""";
    }

    private static string Panel(Cell cell, int panels, bool first, string colour, List<Row> rows) => $$"""
        {
          "title": { "text": {{Theme.Json(cell.Title)}}, "fontSize": 12 },
          "transform": [{ "filter": { "field": "panel", "equal": {{Theme.Json(cell.Title)}} } }],
          "width": {{Theme.PanelWidth(panels) - 20}}, "height": {{PanelHeight}},
          "layer": [
            { "transform": [{ "filter": "datum.domain == 'edge'" }], "mark": { "type": "rule", "strokeWidth": 0.9, "opacity": 0.7, "color": "{{Theme.Grey}}" },
              "encoding": { "x2": { "field": "x2" }, "y2": { "field": "y2" } } },
            { "transform": [{ "filter": "datum.domain != 'edge'" }], "mark": { "type": "point", "filled": true, "size": 46, "opacity": 1 },
              "encoding": {
                {{colour}},
                "shape": { "field": "domain", "type": "nominal", "scale": { "domain": ["efficient", "redundant"], "range": ["circle", "triangle-up"] }, "legend": null }
              } }
          ],
          "encoding": {
            "x": { {{Axes.Log("x", "risk / variance", rows.Select(r => r.x), Floor, 3, tight: true)}} },
            "y": { "field": "y", "type": "quantitative", "title": "{{(first ? "Morse index" : "")}}", "scale": { "domain": [-0.5, {{Text.Json(Math.Max(1, rows.Max(r => Math.Round(r.y))) + 0.5)}}], "nice": false },
                   "axis": { "values": [{{string.Join(", ", Enumerable.Range(0, 1 + (int)Math.Max(1, rows.Max(r => Math.Round(r.y)))))}}], "grid": true } }
          }
        }
        """;

    private static IEnumerable<Node> Nodes(Findings findings, Cell cell)
    {
        var variance = findings.RiskUnit(cell.Problem.ProblemId);
        return findings.Points.Where(p => p.Cell == cell).GroupBy(p => p.Spectrum.MorseIndex).SelectMany(row => row
            .OrderBy(p => p.Point.Risk).Select((p, i) => new Node(
                p.Point.PointId,
                p.Discovery.ParentId,
                cell.Title,
                p.Class.Domain,
                p.Discovery.Source,
                Theme.Rounded(p.Point.Risk / variance),
                row.Key + Theme.Jitter(i))));
    }

    private sealed record Node(long Id, long? Parent, string Panel, string Domain, string Source, double X, double Y);

    private sealed record Row(string panel, string domain, string source, double x, double y, double x2, double y2);
}
