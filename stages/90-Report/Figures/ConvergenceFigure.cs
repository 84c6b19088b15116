using System.Globalization;
using System.Text.Json;
using Landscape.Numerics;

namespace Landscape.Stages.Report;

/// <summary>What the flows from random starts reached, by cost (B2).</summary>
internal static class ConvergenceFigure
{
    private const int RowHeight = 26;
    private static readonly (string Name, string Colour)[] Ends =
    [
        ("target set", Theme.Blue), ("rank-deficient minimum", Theme.Sky), ("strict saddle", Theme.Vermillion), ("undecided", Theme.Orange), ("failed", Theme.Ink),
    ];

    public static Figure Draw(Findings findings)
    {
        var flows = findings.Compositions.FromRandomStarts;
        var costs = flows.Select(f => f.Cost).Distinct().ToList();
        var rows = flows.GroupBy(f => (f.Cost, End: End(f)))
            .Select(g => new Row(g.Key.Cost, g.Key.End, g.Count(), Array.FindIndex(Ends, e => e.Name == g.Key.End), "")).OrderBy(r => costs.IndexOf(r.cost)).ThenBy(r => r.order)
            .Concat(costs.Select(cost => new Row(cost, "", flows.Count(f => f.Cost == cost), 0, Label([.. flows.Where(f => f.Cost == cost)])))).ToList();
        return new Figure(
            "convergence",
            "Where flows of compositions end",
            "Gradient flows from random starts, over all shapes, by cost: how many end where. *Target set*: a critical point of the cost itself; *rank-deficient minimum*: the best matrix of lower rank, where a hidden layer is too narrow for it; none may end at a *strict saddle* (B2). "
                + "Beside each bar: the share that converged, with the lower end of its exact 95 % interval.",
            Theme.Spec(Body(rows), rows, "No flow of a composition from a random start in this run."));
    }

    private static string Body(List<Row> rows) => $$"""
        {
          "width": 330, "height": { "step": {{RowHeight}} },
          "layer": [
            { "transform": [{ "filter": "datum.end != ''" }], "mark": { "type": "bar", "height": { "band": 0.7 } },
              "encoding": {
                "x": { "field": "count", "type": "quantitative", "stack": "zero", "title": "flows", "axis": { "tickMinStep": 1, "tickCount": 6, "grid": false, "labelFlush": false } },
                "order": { "field": "order" },
                "color": { "field": "end", "type": "nominal", "title": null, "scale": { "domain": {{JsonSerializer.Serialize(Ends.Select(e => e.Name))}}, "range": {{JsonSerializer.Serialize(Ends.Select(e => e.Colour))}} },
                           "legend": { "symbolType": "square", "symbolStrokeWidth": 0 } }
              } },
            { "transform": [{ "filter": "datum.end == ''" }], "mark": { "type": "text", "align": "left", "dx": 8, "fontSize": 12, "clip": false },
              "encoding": { "x": { "field": "count", "type": "quantitative" }, "text": { "field": "label" } } }
          ],
          "encoding": { "y": { "field": "cost", "type": "nominal", "title": null, "sort": {{JsonSerializer.Serialize(rows.Select(r => r.cost).Distinct())}} } }
        }
        """;

    private static string End(FlowView f) => f switch
    {
        { Outcome: "failed" } => "failed",
        { Outcome: not "converged" } => "undecided",
        { MorseIndex: > 0 } => "strict saddle",
        { Kind: "rank-deficient" } => "rank-deficient minimum",
        _ => "target set",
    };

    private static string Label(IReadOnlyList<FlowView> flows)
    {
        var converged = flows.Count(f => f.Outcome == "converged");
        var lower = BinomialInterval.Exact(converged, flows.Count).Lower;
        return $"{Text.Count(converged)} of {Text.Count(flows.Count)}, ≥ {(100 * lower).ToString("0.0", CultureInfo.InvariantCulture)} %";
    }

    private sealed record Row(string cost, string end, int count, int order, string label);
}
