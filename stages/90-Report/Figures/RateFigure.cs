using System.Text.Json;

namespace Landscape.Stages.Report;

/// <summary>Measured against predicted tail rates at certified minima, by method (A7).</summary>
internal static class RateFigure
{
    private const int RateHeight = 230;
    private const int RatioHeight = 180;
    private const string Marks = """ "mark": { "type": "point", "size": 30, "strokeWidth": 1.4, "filled": false, "opacity": 1 } """;
    private static readonly (string Panel, string Title)[] Panels = [("flow", "a unit of time"), ("steps", "a step")];

    private static readonly string[] Colours = [Theme.Blue, Theme.Vermillion, Theme.Green, Theme.Purple];
    private static readonly string[] Shapes = ["circle", "triangle-up", "square", "diamond"];

    public static Figure Draw(Findings findings)
    {
        var compared = findings.Rates.Where(r => RateClaims.Compared.Contains(r.Method)).ToList();
        var rows = compared.Where(r => r is { Law: RateClaims.Fitted, RateMeasured: > 0 and < 1e30, RatePredicted: > 0 and < 1e30, Uncertainty: >= 0 and < 1e30 })
            .Select(r => new Row(
                r.Method == RateClaims.Compared[0] ? Panels[0].Panel : Panels[1].Panel, r.Method, Theme.Rounded(r.RatePredicted), Theme.Rounded(r.RateMeasured), Deviation(r, 0), Deviation(r, -1), Deviation(r, 1)))
            .ToList();
        var beyond = compared.Where(r => r.Law == RateClaims.OutOfReach).GroupBy(r => r.Method).OrderBy(g => Array.IndexOf(RateClaims.Compared, g.Key)).Select(g => $"{Text.Count(g.Count())} of {g.Key}").ToList();
        return new Figure(
            "tail-rates",
            "How fast training ends",
            "The last phase of training at certified minima, one mark a minimum and method. Above: the fitted fall of $\\log|\\theta-\\theta^*|$ against what the eigenvalues of the Hessian predict; on the diagonal they are equal. Below: measured over predicted rate, less one, with the uncertainty of the fit (bars); "
                + "the axis is linear around zero and logarithmic beyond. Left the gradient flow, whose rate is the smallest eigenvalue; right methods with a constant step. "
                + $"Not drawn, because the predicted rate needs more steps than the budget or the proven box leaves no room: {(beyond.Count == 0 ? "none" : Text.List(beyond))}.",
            Theme.Spec(Body(rows), rows, "No tail of a training run was fitted in this run."));
    }

    private static string Body(List<Row> rows)
    {
        var panels = Panels.Where(p => rows.Exists(r => r.panel == p.Panel)).ToList();
        return $$"""{ "hconcat": [{{string.Join(",", panels.Select((p, i) => Panel(p.Panel, p.Title, panels.Count, i == 0, [.. rows.Where(r => r.panel == p.Panel)], rows)))}}], "spacing": 36 }""";
    }

    private static string Panel(string panel, string title, int panels, bool first, List<Row> own, List<Row> all) => $$"""
        {
          "transform": [{ "filter": "datum.panel == '{{panel}}'" }],
          "vconcat": [
            { "width": {{Theme.PanelWidth(panels) - 22}}, "height": {{RateHeight}},
              "layer": [
                { "mark": { "type": "line", "strokeWidth": 1.4, "color": "{{Theme.Grey}}", "strokeDash": [5, 4] }, "encoding": { "y": { {{Rate("predicted", "", own)}} } } },
                { {{Marks}}, "encoding": { "y": { {{Rate("measured", first ? "measured rate" : "", own)}} }, {{Style(all)}} } }
              ],
              "encoding": { "x": { {{Rate("predicted", "", own)}} } } },
            { "width": {{Theme.PanelWidth(panels) - 22}}, "height": {{RatioHeight}},
              "layer": [
                { "mark": { "type": "rule", "strokeWidth": 1, "opacity": 0.6 }, "encoding": { "y": { {{Ratio("low", "", all)}} }, "y2": { "field": "high" }, {{Colour(all)}} } },
                { {{Marks}}, "encoding": { "y": { {{Ratio("deviation", first ? "measured / predicted − 1" : "", all)}} }, {{Style(all)}} } }
              ],
              "encoding": { "x": { {{Rate("predicted", $"predicted rate, {title}", own)}} } } }
          ],
          "spacing": 12
        }
        """;

    private static string Rate(string field, string title, List<Row> rows) =>
        Axes.Log(field, title, rows.SelectMany(r => new[] { r.measured, r.predicted }), -30, 5);

    private static string Ratio(string field, string title, List<Row> rows) =>
        Axes.SymmetricLog(field, title, rows.SelectMany(r => new[] { r.low, r.high }), -4, 3, grid: true);

    private static string Style(List<Row> rows) => $$""" {{Colour(rows)}}, "shape": { "field": "method", "type": "nominal", "title": null, "scale": {{Scale(rows, Shapes)}} } """;

    private static string Colour(List<Row> rows) => $$""" "color": { "field": "method", "type": "nominal", "title": null, "scale": {{Scale(rows, Colours)}} } """;

    private static string Scale(List<Row> rows, string[] range)
    {
        var methods = RateClaims.Compared.Where(m => rows.Exists(r => r.method == m)).ToList();
        return $$"""{ "domain": {{JsonSerializer.Serialize(methods)}}, "range": {{JsonSerializer.Serialize(methods.Select(m => range[Array.IndexOf(RateClaims.Compared, m)]))}} }""";
    }

    private static double Deviation(RateView r, int side) => Theme.Rounded(((r.RateMeasured + (side * r.Uncertainty)) / r.RatePredicted) - 1);

    private sealed record Row(string panel, string method, double predicted, double measured, double deviation, double low, double high);
}
