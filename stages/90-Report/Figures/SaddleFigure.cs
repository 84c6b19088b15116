using System.Text.Json;

namespace Landscape.Stages.Report;

/// <summary>Errors of the predicted spectrum and order at the saddles of compositions (B3).</summary>
internal static class SaddleFigure
{
    private const int RowHeight = 24;
    private const int Floor = -17;

    public static Figure Draw(Findings findings)
    {
        var rows = findings.Compositions.Saddles
            .Where(s => s.EigenvalueError is >= 0 and < 1e30 && Math.Abs(s.OrderMeasured - s.ZeroLayers) < 1e30).OrderBy(s => (s.Layers, s.ZeroLayers))
            .Select(s => new Row(s.Cost, $"L = {s.Layers}, r = {s.ZeroLayers}", Theme.Rounded(s.EigenvalueError), Theme.Rounded(Math.Abs(s.OrderMeasured - s.ZeroLayers)))).ToList();
        return new Figure(
            "saddles",
            "Spectrum and order at the saddles",
            "One mark a cost and shape; rows are the number of layers $L$ and of layers at zero $r$, the origin if $r=L$. Left: the largest difference between computed and predicted eigenvalues, in units of $|f'(0)|$: rounding. "
                + "Right: how far the measured order of the saddle is from $r$; it is read from the fall of the cost over a finite distance, which bends it by more than rounding. Values below the last tick are drawn on it.",
            Theme.Spec(Body(rows, findings.Compositions.Costs), rows, "No saddle of a composition in this run."));
    }

    private static string Body(List<Row> rows, IReadOnlyList<string> costs) => $$"""
        { "hconcat": [ {{Panel("error", "error of the spectrum / |f′(0)|", true, rows, costs)}}, {{Panel("order", "|order − r|", false, rows, costs)}} ], "spacing": 28 }
        """;

    private static string Panel(string field, string title, bool first, List<Row> rows, IReadOnlyList<string> costs) => $$"""
        {
          "width": {{Theme.PanelWidth(2) - 24}}, "height": { "step": {{RowHeight}} },
          "mark": { "type": "point", "size": 44, "strokeWidth": 1.5, "filled": false, "opacity": 0.9 },
          "encoding": {
            "x": { {{Axes.Log(field, title, rows.Select(r => field == "error" ? r.error : r.order), Floor, 4)}} },
            "y": { "field": "saddle", "type": "nominal", "title": null, "sort": {{JsonSerializer.Serialize(rows.Select(r => r.saddle).Distinct())}}, "axis": { "grid": true, "labels": {{(first ? "true" : "false")}} } },
            {{CompositionStyle.CostMark(costs, rows.Select(r => r.cost))}}
          }
        }
        """;

    private sealed record Row(string cost, string saddle, double error, double order);
}
