namespace Landscape.Stages.Report;

/// <summary>Critical points of completely enumerated landscapes, found by the search or missed.</summary>
internal static class RecallFigure
{
    private const int PanelHeight = 110;
    private static readonly string[] Kinds = ["found by the search", "missed", "not decided everywhere"];

    public static Figure Draw(Findings findings)
    {
        var rows = findings.Enumerations.Where(e => e.Ridge == 0).OrderBy(e => Catalogue.Rank(e.Activation)).ThenBy(e => e.ProblemId).SelectMany(Rows).ToList();
        return new Figure(
            "recall",
            "What the search found of all there is",
            "Landscapes of one neuron on one input: interval branch and bound enumerates every efficient critical point up to a slope. One bar a target, in the order of the targets; its height is the number of enumerated points, blue those that the search found, vermilion those that it missed. "
                + "A circle on the ground line: a part of the plane could not be decided, so that further points may be there. A target without a bar has no such point at all: there every run must leave for infinity, for steeper slopes, or end redundant.",
            Theme.Spec(Body(rows), rows, "No landscape of one tanh or logistic neuron on one input in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows) => $$"""
        {
          "facet": { "row": { {{Theme.Facet("activation", rows.Select(r => r.activation))}}, "header": { "labelAngle": 0, "labelAlign": "left" } } },
          "spec": {
            "width": 560, "height": {{PanelHeight}},
            "layer": [
              { "transform": [{ "filter": "datum.kind != '{{Kinds[2]}}'" }], "mark": { "type": "bar", "width": { "band": 0.8 } },
                "encoding": { "y": { "field": "points", "stack": "zero" } } },
              { "transform": [{ "filter": "datum.kind == '{{Kinds[2]}}'" }], "mark": { "type": "point", "shape": "circle", "filled": false, "size": 30, "strokeWidth": 1.5, "opacity": 1, "yOffset": 8, "clip": false },
                "encoding": { "y": { "datum": 0 } } }
            ],
            "encoding": {
              "x": { "field": "target", "type": "ordinal", "title": "target", "sort": null, "axis": { "labels": false, "ticks": false, "titlePadding": 16 } },
              "y": { "type": "quantitative", "title": "points", "axis": { "tickMinStep": 1, "tickCount": 4 } },
              "color": { "field": "kind", "type": "nominal", "title": null, "scale": { "domain": {{System.Text.Json.JsonSerializer.Serialize(Kinds)}}, "range": ["{{Theme.Blue}}", "{{Theme.Vermillion}}", "{{Theme.Ink}}"] } }
            }
          }
        }
        """;

    private static IEnumerable<Row> Rows(EnumerationView e)
    {
        var found = e.FoundBySearch ?? 0;
        yield return new Row(e.Activation, e.ProblemId, Kinds[0], found);
        yield return new Row(e.Activation, e.ProblemId, Kinds[1], e.Points - found);
        if (!e.Complete)
        {
            yield return new Row(e.Activation, e.ProblemId, Kinds[2], 0);
        }
    }

    private sealed record Row(string activation, long target, string kind, int points);
}
