namespace Landscape.Stages.Report;

/// <summary>Rate of the last phase against imbalance, with the prediction (B5).</summary>
internal static class ImbalanceFigure
{
    private const int RateHeight = 260;
    private const int RatioHeight = 180;

    public static Figure Draw(Findings findings)
    {
        var rows = findings.Compositions.OverImbalance.Where(IsDrawable)
            .Select(f => new Row(
                f.Cost, $"{f.Cost} {Text.Number(f.ZTarget ?? double.NaN)}", Shape(f), Theme.Rounded(f.Imbalance), Theme.Rounded(f.RateMeasured!.Value), Theme.Rounded(f.RatePredicted!.Value),
                Theme.Rounded(Deviation(f, 0)), Theme.Rounded(Deviation(f, -1)), Theme.Rounded(Deviation(f, 1))))
            .ToList();
        return new Figure(
            "imbalance",
            "Imbalance sets the speed",
            "Two layers, a cost of a number, decades of the imbalance $c$. Above: marks are the fitted rates at which $|z-z^*|$ decays, one a flow; lines the prediction $h\\sqrt{c^2+4z^{*2}}$, one for each cost and minimum $z^*$: constant while $c<2|z^*|$, in proportion to $c$ beyond. "
                + "Below: measured over predicted rate, less one, with the uncertainty of the fit (bars); the axis is linear around zero and logarithmic beyond. Costs by colour, the number $k$ of hidden neurons by shape.",
            Theme.Spec(Body(rows, findings.Compositions.Costs), rows, "No flow over the imbalance in this run."));
    }

    private static string Body(List<Row> rows, IReadOnlyList<string> costs) => $$"""
        {
          "vconcat": [
            { "width": 560, "height": {{RateHeight}},
              "layer": [
                { "mark": { "type": "line", "interpolate": "monotone", "strokeWidth": 1.4, "opacity": 0.85 },
                  "encoding": { "y": { {{Rate("predicted", rows)}} }, "detail": { "field": "series" } } },
                { "mark": { "type": "point", "size": 26, "strokeWidth": 1.3, "filled": false, "opacity": 1 }, "encoding": { "y": { {{Rate("measured", rows)}} }, {{WidthShape(rows)}} } }
              ],
              "encoding": { "x": { {{Imbalance(rows, "")}} }, {{CompositionStyle.CostColour(costs, rows.Select(r => r.cost))}} } },
            { "width": 560, "height": {{RatioHeight}},
              "layer": [
                { "mark": { "type": "rule", "strokeWidth": 1 }, "encoding": { "y": { {{Ratio("low", rows)}} }, "y2": { "field": "high" }, "color": { "value": "{{Theme.Grey}}" } } },
                { "mark": { "type": "point", "size": 26, "strokeWidth": 1.3, "filled": false, "opacity": 1 }, "encoding": { "y": { {{Ratio("deviation", rows)}} }, {{WidthShape(rows)}} } }
              ],
              "encoding": { "x": { {{Imbalance(rows, "imbalance c")}} }, {{CompositionStyle.CostColour(costs, rows.Select(r => r.cost))}} } }
          ],
          "spacing": 12
        }
        """;

    private static string Imbalance(List<Row> rows, string title) => Axes.Log("imbalance", title, rows.Select(r => r.imbalance), -12, 12, tight: true);

    private static string Rate(string field, List<Row> rows) =>
        Axes.Log(field, "rate of decay", rows.SelectMany(r => new[] { r.measured, r.predicted }), -12, 10);

    private static string Ratio(string field, List<Row> rows) =>
        Axes.SymmetricLog(field, "measured / predicted − 1", rows.SelectMany(r => new[] { r.low, r.high }), -9, 3, grid: true);

    private static string WidthShape(List<Row> rows) => CompositionStyle.Shapes("hidden", rows.Select(r => r.hidden));

    private static bool IsDrawable(FlowView f) => f is { RateMeasured: > 0 and < 1e30, RatePredicted: > 0 and < 1e30, RateUncertainty: >= 0 and < 1e30, Imbalance: > 0 and < 1e30 };

    private static double Deviation(FlowView f, int side) => ((f.RateMeasured!.Value + (side * f.RateUncertainty!.Value)) / f.RatePredicted!.Value) - 1;

    private static string Shape(FlowView f) => $"k = {f.Hidden}";

    private sealed record Row(string cost, string series, string hidden, double imbalance, double measured, double predicted, double deviation, double low, double high);
}
