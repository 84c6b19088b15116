namespace Landscape.Stages.Report;

/// <summary>Inertia of split points along gamma, and which splits are local minima.</summary>
internal static class SplitFigure
{
    private const int MostExamples = 3;
    private const int BarsHeight = 150;
    private const int SharesHeight = 110;
    private const string Share = "share";
    private static readonly string[] Signs = ["negative", "zero", "positive"];

    public static Figure Draw(Findings findings)
    {
        var examples = Examples(findings);
        var rows = examples.SelectMany(e => Bars(e.Title, e.Splits)).Concat(Shares(findings)).ToList();
        return new Figure(
            "splits",
            "What splitting a neuron does to the Hessian",
            "A neuron of a certified efficient point becomes two with output weights $\\gamma a$ and $(1-\\gamma)a$. Top: three examples; bars count negative, zero and positive eigenvalues of the wider network's Hessian, white lines are where A6 predicts the bars to change colour, a star marks a split that is a local minimum. "
                + "Bottom: all splits by the number of negative eigenvalues that they add, one panel an input dimension $d$. Where none is added the split of a minimum is a minimum again, if the curvature matrix $B_j$ is not zero. Between 0 and 1 and outside of it the sign of $\\gamma(1-\\gamma)$ turns over.",
            Theme.Spec(Body(rows, [.. examples.Select(e => e.Title)]), rows, "No split of a certified point in this run."));
    }

    private static string Body(List<Row> rows, string[] titles) => $$"""
        { "vconcat": [
            { "hconcat": [{{string.Join(",", titles.Select((title, i) => Example(title, titles.Length, i == 0, rows)))}}], "spacing": 26 },
            {{SharePanels(rows)}}
          ], "spacing": 26, "resolve": { "scale": { "color": "independent", "x": "independent" } } }
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
        var shares = rows.Where(r => r.kind == Share).ToList();
        var panels = shares.Select(r => r.panel).Distinct().ToList();
        var added = shares.Select(r => r.sign).Distinct().OrderBy(a => a == "none" ? "" : a, StringComparer.Ordinal).ToList();
        string[] palette = [Theme.Sky, Theme.Blue, Theme.Orange, Theme.Vermillion, Theme.Purple, Theme.Ink];
        return $$"""
            { "transform": [{ "filter": "datum.kind == '{{Share}}'" }],
              "facet": { "column": { {{Theme.Facet("panel", panels)}} } },
              "spec": {
                "width": {{Theme.PanelWidth(panels.Count) - 14}}, "height": {{SharesHeight}},
                "mark": { "type": "bar", "width": { "band": 0.7 } },
                "encoding": {
                  "x": { "field": "gamma", "type": "ordinal", "title": "γ", "sort": null, "axis": { "labelAngle": 0 } },
                  "y": { "field": "to", "type": "quantitative", "stack": "normalize", "title": "share of splits", "axis": { "format": ".0%", "tickCount": 3 } },
                  "color": { "field": "sign", "type": "nominal", "title": "negative eigenvalues added", "scale": { "domain": {{System.Text.Json.JsonSerializer.Serialize(added)}},
                             "range": {{System.Text.Json.JsonSerializer.Serialize(added.Select((_, i) => palette[Math.Min(i, palette.Length - 1)]))}} }, "legend": { "symbolType": "square" } }
                }
              } }
            """;
    }

    /// <summary>One of each Morse index, of the widest networks: where the inertia changes along gamma, if it does anywhere.</summary>
    private static IReadOnlyList<(string Title, IReadOnlyList<SplitView> Splits)> Examples(Findings findings)
    {
        var pointOf = findings.Points.ToDictionary(p => p.Point.PointId);
        return [.. findings.Splits.GroupBy(s => (s.PointId, s.Neuron)).Select(g => (Point: pointOf[g.Key.PointId], g.Key.Neuron, Splits: (IReadOnlyList<SplitView>)[.. g.OrderBy(s => s.Gamma)]))
            .OrderByDescending(n => n.Splits.Any(s => s.IsMinimum)).ThenByDescending(n => n.Splits.Select(s => s.Negative).Distinct().Count()).ThenByDescending(n => n.Point.Point.Width).ThenBy(n => n.Point.Point.PointId)
            .DistinctBy(n => n.Point.Spectrum.MorseIndex).Take(MostExamples).OrderBy(n => n.Point.Spectrum.MorseIndex)
            .Select(n => ($"index {n.Point.Spectrum.MorseIndex}, n = {n.Point.Point.Width}, point {n.Point.Point.PointId}", n.Splits))];
    }

    private static IEnumerable<Row> Bars(string panel, IReadOnlyList<SplitView> splits)
    {
        foreach (var s in splits)
        {
            var gamma = Gamma(s.Gamma);
            yield return new Row(panel, "count", gamma, Signs[0], 0, s.Negative);
            yield return new Row(panel, "count", gamma, Signs[1], s.Negative, s.Negative + s.Zero);
            yield return new Row(panel, "count", gamma, Signs[2], s.Negative + s.Zero, s.Negative + s.Zero + s.Positive);
            yield return new Row(panel, "prediction", gamma, "", s.PredictedNegative, s.PredictedNegative);
            yield return new Row(panel, "prediction", gamma, "", s.PredictedNegative + s.PredictedZero, s.PredictedNegative + s.PredictedZero);
            if (s.IsMinimum)
            {
                var top = s.Negative + s.Zero + s.Positive + 0.8;
                yield return new Row(panel, "minimum", gamma, "", top, top);
            }
        }
    }

    private static IEnumerable<Row> Shares(Findings findings)
    {
        var pointOf = findings.Points.ToDictionary(p => p.Point.PointId);
        return findings.Splits.GroupBy(s => (Dimension: pointOf[s.PointId].Problem.InputDim, s.Gamma, Added: s.Negative - pointOf[s.PointId].Spectrum.MorseIndex)).OrderBy(g => g.Key)
            .Select(g => new Row($"d = {g.Key.Dimension}", Share, Gamma(g.Key.Gamma), g.Key.Added == 0 ? "none" : $"{g.Key.Added}", 0, g.Count()));
    }

    private static string Gamma(double gamma) => Text.Number(gamma);

    private sealed record Row(string panel, string kind, string gamma, string sign, double from, double to);
}
