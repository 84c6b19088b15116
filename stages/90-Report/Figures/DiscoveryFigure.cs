namespace Landscape.Stages.Report;

/// <summary>Distinct points against searches, with the estimate of what is unseen; points by the search that found them first.</summary>
internal static class DiscoveryFigure
{
    private const int CurveHeight = 170;
    private const int SourcesHeight = 140;
    private const int MostCurvePoints = 120;
    private const string SourceKind = "source";

    public static Figure Draw(Findings findings, ReportOptions options)
    {
        var problemOf = findings.Problems.ToDictionary(p => p.ProblemId);
        var shown = findings.Searches.OrderByDescending(s => s.EfficientPoints).ThenBy(s => s.ProblemId).DistinctBy(s => s.ProblemId).Take(options.Landscapes).ToList();
        var titles = shown.Select(s => new Cell(problemOf[s.ProblemId], s.Activation, s.Width).Title).ToList();
        var rows = shown.Zip(titles, Curve).SelectMany(r => r).Concat(Sources(findings)).ToList();
        return new Figure(
            "discovery",
            "How efficient points were discovered",
            "Top, the landscapes with the most points: distinct efficient points (line) against draws, searches from independent random starts that ended in one. Dashed: the bias-corrected estimate of Chao (1984) of how many points such draws can reach, an *estimate* and a lower bound. Dotted: all that were found, by searches from known points too, which are no draws. "
                + "Bottom: efficient points of the whole run by the search that found them first, in the order of the searches, one bar a width $n$; a later search only counts what the earlier ones left.",
            Theme.Spec(Body(rows, titles), rows, "Nothing was searched in this run."));
    }

    private static string Body(List<Row> rows, List<string> titles) => $$"""
        { "vconcat": [
            { "hconcat": [{{string.Join(",", titles.Select((title, i) => CurvePanel(title, titles.Count, i == 0, rows)))}}], "spacing": 26 },
            {{SourcePanel(rows)}}
          ], "spacing": 28, "resolve": { "scale": { "color": "independent", "strokeDash": "independent" } } }
        """;

    private static string CurvePanel(string title, int panels, bool first, List<Row> rows)
    {
        var most = rows.Where(r => r.panel == title).Max(r => r.points);
        return $$"""
            {
              "title": { "text": {{Theme.Json(title)}}, "fontSize": 12 },
              "transform": [{ "filter": { "field": "panel", "equal": {{Theme.Json(title)}} } }],
              "width": {{Theme.PanelWidth(panels) - 20}}, "height": {{CurveHeight}},
              "mark": { "type": "line", "strokeWidth": 2, "interpolate": "step-after" },
              "encoding": {
                "x": { "field": "draws", "type": "quantitative", "title": "draws", "scale": { "nice": false }, "axis": { "tickCount": 4 } },
                "y": { "field": "points", "type": "quantitative", "title": "{{(first ? "distinct efficient points" : "")}}", "scale": { "domain": [0, {{Text.Json(1.05 * most)}}], "nice": false }, "axis": { "tickCount": 5 } },
                "color": { "field": "kind", "type": "nominal", "title": null, "scale": { "domain": ["drawn", "Chao's estimate", "all searches"], "range": ["{{Theme.Blue}}", "{{Theme.Vermillion}}", "{{Theme.Ink}}"] }, "legend": { "symbolSize": 700, "symbolStrokeWidth": 2.4 } },
                "strokeDash": { "field": "kind", "type": "nominal", "title": null, "scale": { "domain": ["drawn", "Chao's estimate", "all searches"], "range": [[2000, 1], [7, 3], [2, 2]] } }
              }
            }
            """;
    }

    private static string SourcePanel(List<Row> rows)
    {
        var sources = Theme.InSearchOrder(rows.Where(r => r.kind == SourceKind).Select(r => r.source));
        return $$"""
            {
              "transform": [{ "filter": "datum.kind == '{{SourceKind}}'" }],
              "width": 520, "height": {{SourcesHeight}},
              "mark": { "type": "bar", "height": { "band": 0.7 }, "stroke": "#ffffff", "strokeWidth": 0.8 },
              "encoding": {
                "y": { "field": "panel", "type": "ordinal", "title": null },
                "x": { "field": "points", "type": "quantitative", "stack": "zero", "title": "efficient points found first by", "axis": { "tickCount": 6 } },
                "order": { "field": "draws" },
                {{Theme.SourceColour(sources)}}
              }
            }
            """;
    }

    private static IEnumerable<Row> Curve(SearchView search, string title)
    {
        var places = Theme.Spread([.. Enumerable.Range(0, search.Curve.Length)], MostCurvePoints);
        return places.Select(i => new Row(title, "drawn", "", i + 1, search.Curve[i]))
            .Prepend(new Row(title, "drawn", "", 0, 0))
            .Concat(Level(title, "Chao's estimate", search.Chao1, search.Curve.Length))
            .Concat(Level(title, "all searches", search.EfficientPoints, search.Curve.Length));
    }

    private static IEnumerable<Row> Level(string title, string kind, double points, int draws) =>
        double.IsFinite(points) ? [new Row(title, kind, "", 0, Theme.Rounded(points)), new Row(title, kind, "", Math.Max(1, draws), Theme.Rounded(points))] : [];

    /// <summary>Rows in the order of the searches; the place in it orders the bar's pieces.</summary>
    private static IEnumerable<Row> Sources(Findings findings)
    {
        var order = Theme.InSearchOrder(findings.Searches.SelectMany(s => s.Sources));
        return findings.Searches.GroupBy(s => s.Width).OrderBy(g => g.Key).SelectMany(width => order.Select((source, i) => new Row(
            $"n = {width.Key}", SourceKind, source, i, width.Sum(s => s.Sources.Zip(s.SourcePoints).Where(pair => pair.First == source).Sum(pair => pair.Second)))));
    }

    private sealed record Row(string panel, string kind, string source, int draws, double points);
}
