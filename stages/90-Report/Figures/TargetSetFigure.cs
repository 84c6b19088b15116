namespace Landscape.Stages.Report;

/// <summary>The Hessian where flows ended on the target set of a number: the one eigenvalue against its prediction, and the largest of the others (B4).</summary>
internal static class TargetSetFigure
{
    private const int Floor = -17;
    private const int PanelHeight = 200;

    public static Figure Draw(Findings findings)
    {
        var rows = findings.Compositions.MorseBott
            .Where(m => m is { Kind: "target-set", EigenvaluePredicted: > 0 and < 1e30, EigenvalueMeasured: > 0 and < 1e30, LargestOther: >= 0 and < 1e30 })
            .Select(m => new Row(
                m.Cost, Theme.Rounded(m.EigenvaluePredicted!.Value), Theme.Rounded(Math.Abs((m.EigenvalueMeasured / m.EigenvaluePredicted.Value) - 1)), Theme.Rounded(m.LargestOther / m.EigenvalueMeasured))).ToList();
        return new Figure(
            "target-set",
            "The Hessian on the target set",
            "One mark a flow that ended on the target set of a cost of a number; across: the predicted eigenvalue $h\\,|\\nabla z|^2$. Left: by what share the computed one differs. Right: the largest of all other eigenvalues as a share of it, zero by theory. "
                + "Flows end where the gradient is about $10^{-9}$, near the set and not on it, which is what both show. Dashed: the tolerance of the count. Values below the last tick are drawn on it.",
            Theme.Spec(Body(rows, findings.Compositions.Costs), rows, "No flow ended on the target set of a number in this run."));
    }

    private static string Body(List<Row> rows, IReadOnlyList<string> costs) => $$"""
        { "hconcat": [ {{Panel("deviation", "|computed / predicted − 1|", [.. rows.Select(r => r.deviation)], rows, costs)}}, {{Panel("other", "largest other / largest", [.. rows.Select(r => r.other)], rows, costs)}} ], "spacing": 36 }
        """;

    private static string Panel(string field, string title, List<double> values, List<Row> rows, IReadOnlyList<string> costs) => $$"""
        {
          "width": {{Theme.PanelWidth(2) - 40}}, "height": {{PanelHeight}},
          "layer": [
            { "mark": { "type": "rule", "strokeDash": [5, 4], "color": "{{Theme.Grey}}" }, {{Theme.OnceAPanel}}, "encoding": { "y": { "datum": {{Text.Json(TargetSetClaims.SpectrumTolerance)}} } } },
            { "mark": { "type": "point", "size": 34, "strokeWidth": 1.4, "filled": false, "opacity": 0.9 },
              "encoding": {
                "x": { {{Axes.Log("predicted", "predicted eigenvalue", rows.Select(r => r.predicted), -30, 5)}} },
                "y": { {{Axes.Log(field, title, values.Append(TargetSetClaims.SpectrumTolerance), Floor, 6)}} },
                {{CompositionStyle.CostColour(costs, rows.Select(r => r.cost))}}
              } }
          ]
        }
        """;

    private sealed record Row(string cost, double predicted, double deviation, double other);
}
