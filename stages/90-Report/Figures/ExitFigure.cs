namespace Landscape.Stages.Report;

/// <summary>How long a flow stays near the origin, against its distance from the centre-stable manifold (B7).</summary>
internal static class ExitFigure
{
    private const int TimeHeight = 240;
    private const int ErrorHeight = 170;
    private const int Floor = -14;

    public static Figure Draw(Findings findings)
    {
        var rows = findings.Compositions.Exits
            .Where(e => e is { Epsilon: > 0, Outcome: "exited", Time: >= 0 and < 1e30, TimeExact: not null, TimeLeading: not null })
            .Select(e => new Row(
                e.Cost, $"k = {e.Hidden}", e.Epsilon, Scaled(e, e.Time), Scaled(e, e.TimeLeading!.Value), Theme.Rounded(Math.Abs(e.Time - e.TimeExact!.Value) * Math.Abs(e.Slope))))
            .OrderBy(r => r.epsilon).ToList();
        return new Figure(
            "exit-times",
            "Leaving the saddle at the origin",
            "Starts at the distance $\\varepsilon$ from the centre-stable manifold of the origin, two layers. Above: the time until the flow has left a ball around the origin, in units of $1/|f'(0)|$; line: the law $\\log(1/\\varepsilon)$, which holds up to a bounded term that depends on cost and ball. "
                + "Below: the difference from the time that the reduced equation gives by quadrature, in the same units. It grows like $1/\\varepsilon$ (grey: $10^{-16}/\\varepsilon$), because the rounding of a start and of its flow is a larger share of a smaller distance. Values below the last tick are drawn on it.",
            Theme.Spec(Body(rows, findings.Compositions.Costs), rows, "No start near the centre-stable manifold in this run."));
    }

    private static string Body(List<Row> rows, IReadOnlyList<string> costs) => $$"""
        {
          "vconcat": [
            { "width": 560, "height": {{TimeHeight}},
              "layer": [
                { "transform": [{ "aggregate": [{ "op": "mean", "field": "law", "as": "law" }], "groupby": ["epsilon"] }], "mark": { "type": "line", "strokeWidth": 1.6, "color": "{{Theme.Ink}}" },
                  "encoding": { "y": { {{Time("law", "", rows)}} } } },
                { "mark": { "type": "point", "size": 34, "strokeWidth": 1.4, "filled": false, "opacity": 1 },
                  "encoding": { "y": { {{Time("time", "exit time × |f′(0)|", rows)}} }, {{Style(rows, costs)}} } }
              ],
              "encoding": { "x": { {{Distance(rows, "")}} } } },
            { "width": 560, "height": {{ErrorHeight}},
              "layer": [
                { "transform": [{ "calculate": "1e-16 / datum.epsilon", "as": "rounding" }, { "aggregate": [{ "op": "mean", "field": "rounding", "as": "rounding" }], "groupby": ["epsilon"] }],
                  "mark": { "type": "line", "strokeWidth": 1.3, "strokeDash": [2, 3], "color": "{{Theme.Grey}}" }, "encoding": { "y": { {{Error("rounding", "", rows)}} } } },
                { "mark": { "type": "point", "size": 34, "strokeWidth": 1.4, "filled": false, "opacity": 1 },
                  "encoding": { "y": { {{Error("difference", "|difference| × |f′(0)|", rows)}} }, {{Style(rows, costs)}} } }
              ],
              "encoding": { "x": { {{Distance(rows, "ε, distance from the centre-stable manifold")}} } } }
          ],
          "spacing": 12
        }
        """;

    private static string Distance(List<Row> rows, string title) => Axes.Log("epsilon", title, rows.Select(r => r.epsilon), -20, 12, tight: true);

    private static string Time(string field, string title, List<Row> rows) =>
        $$""" "field": "{{field}}", "type": "quantitative", "title": "{{title}}", "scale": {{Axes.Range(rows.SelectMany(r => new[] { r.time, r.law }).DefaultIfEmpty(0))}}, "axis": { "tickCount": 6 } """;

    private static string Error(string field, string title, List<Row> rows) => Axes.Log(field, title, rows.Select(r => r.difference), Floor, 5);

    private static string Style(List<Row> rows, IReadOnlyList<string> costs) => $"{CompositionStyle.CostColour(costs, rows.Select(r => r.cost))}, {CompositionStyle.Shapes("hidden", rows.Select(r => r.hidden).Order())}";

    private static double Scaled(ExitView e, double time) => Theme.Rounded(time * Math.Abs(e.Slope));

    private sealed record Row(string cost, string hidden, double epsilon, double time, double law, double difference);
}
