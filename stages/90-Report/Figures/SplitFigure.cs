using Landscape.Numerics;

namespace Landscape.Stages.Report;

/// <summary>Inertia of split points along gamma, and which splits are local minima.</summary>
internal static class SplitFigure
{
    private const int MostExamples = 3;
    private const int BarsHeight = 150;
    private const int SharesHeight = 120;
    private static readonly string[] Signs = ["negative", "zero", "positive"];

    public static Figure Draw(Findings findings)
    {
        var examples = Examples(findings);
        var rows = examples.SelectMany(e => Bars(e.Title, e.Splits)).Concat(Shares(findings)).ToList();
        return new Figure(
            "splits",
            "What splitting a neuron does to the Hessian",
            "A neuron of a certified efficient point becomes two with output weights $\\gamma a$ and $(1-\\gamma)a$. Top: three examples; bars count negative, zero and positive eigenvalues of the wider network's Hessian, white lines are where A6 predicts the bars to change colour, a star marks a split that is a local minimum. "
                + "Bottom: splits of local minima, by width $n$ before the split; the share, with exact 95 % intervals, that are local minima again (on a line of them: the zero eigenvalue is the family's). Between 0 and 1 and outside of it the sign of $\\gamma(1-\\gamma)$ turns over, so that a split which stays a minimum on one side becomes a saddle on the other.",
            Theme.Spec(Body(rows, [.. examples.Select(e => e.Title)]), rows, "No split of a certified point in this run."));
    }

    private static string Body(List<Row> rows, string[] titles) => $$"""
        { "vconcat": [
            { "hconcat": [{{string.Join(",", titles.Select((title, i) => Example(title, titles.Length, i == 0, rows)))}}], "spacing": 26 },
            {{SharePanels(rows)}}
          ], "spacing": 26, "resolve": { "scale": { "color": "independent" } } }
        """;

    private static string Example(string title, int panels, bool first, List<Row> rows)
    {
        var most = rows.Where(r => r.panel == title).Max(r => r.to);
        return $$"""
            {
              "title": { "text": {{Theme.Json(title)}}, "fontSize": 12 },
              "transform": [{ "filter": { "field": "panel", "equal": {{Theme.Json(title)}} } }],
              "width": {{Theme.PanelWidth(panels) - 14}}, "height": {{BarsHeight}},
              "layer": [
                { "transform": [{ "filter": "datum.kind == 'count'" }], "mark": { "type": "bar", "width": { "band": 0.7 } },
                  "encoding": {
                    "y2": { "field": "to" },
                    "color": { "field": "sign", "type": "nominal", "title": null, "scale": { "domain": {{System.Text.Json.JsonSerializer.Serialize(Signs)}}, "range": ["{{Theme.Vermillion}}", "{{Theme.Grey}}", "{{Theme.Sky}}"] },
                               "legend": { "symbolType": "square" } }
                  } },
                { "transform": [{ "filter": "datum.kind == 'prediction'" }], "mark": { "type": "tick", "thickness": 2, "color": "#ffffff", "size": {{(Theme.PanelWidth(panels) - 14) / 7}} } },
                { "transform": [{ "filter": "datum.kind == 'minimum'" }], "mark": { "type": "text", "text": "★", "fontSize": 15, "color": "{{Theme.Ink}}" } }
              ],
              "encoding": {
                "x": { "field": "gamma", "type": "ordinal", "title": "γ", "sort": null, "axis": { "labelAngle": 0 } },
                "y": { "field": "from", "type": "quantitative", "title": "{{(first ? "eigenvalues" : "")}}", "scale": { "domain": [0, {{Text.Json(most + 1.5)}}], "nice": false }, "axis": { "tickMinStep": 1, "tickCount": 5 } }
              }
            }
            """;
    }

    private static string SharePanels(List<Row> rows)
    {
        var widths = rows.Where(r => r.kind == "share").Select(r => r.panel).Distinct().ToList();
        return $$"""
            { "transform": [{ "filter": "datum.kind == 'share'" }],
              "facet": { "column": { {{Theme.Facet("panel", widths)}} } },
              "spec": {
                "width": {{Theme.PanelWidth(Math.Max(1, widths.Count)) - 14}}, "height": {{SharesHeight}},
                "layer": [
                  { "mark": { "type": "rule", "strokeWidth": 1.5, "color": "{{Theme.Blue}}" }, "encoding": { "y": { "field": "from" }, "y2": { "field": "to" } } },
                  { "mark": { "type": "point", "filled": true, "size": 60, "opacity": 1, "color": "{{Theme.Blue}}" }, "encoding": { "y": { "field": "share" } } }
                ],
                "encoding": {
                  "x": { "field": "gamma", "type": "ordinal", "title": "γ", "sort": null, "axis": { "labelAngle": 0 } },
                  "y": { "type": "quantitative", "title": "share that are minima", "scale": { "domain": [0, 1] }, "axis": { "tickCount": 3 } }
                }
              } }
            """;
    }

    /// <summary>Of the points with the most parameters: a neuron that gives a minimum somewhere, one of a minimum that does not, one of a saddle.</summary>
    private static IReadOnlyList<(string Title, IReadOnlyList<SplitView> Splits)> Examples(Findings findings)
    {
        var pointOf = findings.Points.ToDictionary(p => p.Point.PointId);
        var neurons = findings.Splits.GroupBy(s => (s.PointId, s.Neuron)).Select(g => (Point: pointOf[g.Key.PointId], g.Key.Neuron, Splits: (IReadOnlyList<SplitView>)[.. g.OrderBy(s => s.Gamma)]))
            .OrderByDescending(n => n.Point.Point.Width).ToList();
        return [.. neurons.GroupBy(n => (n.Point.IsMinimum ? 0 : 2) + (n.Splits.Any(s => s.IsMinimum) ? 0 : 1)).OrderBy(g => g.Key).Select(g => g.First()).Take(MostExamples)
            .Select(n => ($"point {n.Point.Point.PointId}, neuron {n.Neuron}, index {n.Point.Spectrum.MorseIndex}", n.Splits))];
    }

    private static IEnumerable<Row> Bars(string panel, IReadOnlyList<SplitView> splits)
    {
        foreach (var s in splits)
        {
            var gamma = Gamma(s.Gamma);
            yield return new Row(panel, "count", gamma, Signs[0], 0, s.Negative, 0);
            yield return new Row(panel, "count", gamma, Signs[1], s.Negative, s.Negative + s.Zero, 0);
            yield return new Row(panel, "count", gamma, Signs[2], s.Negative + s.Zero, s.Negative + s.Zero + s.Positive, 0);
            yield return new Row(panel, "prediction", gamma, "", s.PredictedNegative, s.PredictedNegative, 0);
            yield return new Row(panel, "prediction", gamma, "", s.PredictedNegative + s.PredictedZero, s.PredictedNegative + s.PredictedZero, 0);
            if (s.IsMinimum)
            {
                var top = s.Negative + s.Zero + s.Positive + 0.8;
                yield return new Row(panel, "minimum", gamma, "", top, top, 0);
            }
        }
    }

    private static IEnumerable<Row> Shares(Findings findings)
    {
        var pointOf = findings.Points.ToDictionary(p => p.Point.PointId);
        return findings.Splits.Where(s => pointOf[s.PointId].IsMinimum).GroupBy(s => (pointOf[s.PointId].Point.Width, s.Gamma)).OrderBy(g => g.Key).Select(g =>
        {
            var (minima, all) = (g.Count(s => s.IsMinimum), g.Count());
            var interval = BinomialInterval.Exact(minima, all);
            return new Row($"n = {g.Key.Width}", "share", Gamma(g.Key.Gamma), "", Theme.Rounded(interval.Lower), Theme.Rounded(interval.Upper), Theme.Rounded((double)minima / all));
        });
    }

    private static string Gamma(double gamma) => Text.Number(gamma);

    private sealed record Row(string panel, string kind, string gamma, string sign, double from, double to, double share);
}
