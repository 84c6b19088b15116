using System.Text.Json;

namespace Landscape.Stages.Report;

/// <summary>What the figures of compositions share.</summary>
internal static class CompositionStyle
{
    private static readonly string[] Colours = [Theme.Blue, Theme.Orange, Theme.Green, Theme.Vermillion, Theme.Purple, Theme.Sky, Theme.Ink, Theme.Grey];
    private static readonly string[] Marks = ["circle", "cross", "square", "triangle-up", "diamond", "triangle-down"];

    /// <summary>Colour by the field <c>cost</c>: a cost has the same in every figure.</summary>
    /// <param name="all">The costs of the run.</param>
    /// <param name="shown">Those of the figure.</param>
    public static string CostColour(IReadOnlyList<string> all, IEnumerable<string> shown) =>
        $$""" "color": { {{CostScale(all, shown, place => Colours[place % Colours.Length])}}, "legend": { "columns": 3, "symbolType": "square" } } """;

    /// <summary>Colour and shape by the field <c>cost</c>: where the costs are more than the colours, the shape tells those that share one.</summary>
    /// <param name="all">The costs of the run.</param>
    /// <param name="shown">Those of the figure.</param>
    public static string CostMark(IReadOnlyList<string> all, IEnumerable<string> shown)
    {
        var costs = shown.ToList();
        return $$"""
            "color": { {{CostScale(all, costs, place => Colours[place % Colours.Length])}}, "legend": { "columns": 3 } },
            "shape": { {{CostScale(all, costs, place => place < Colours.Length ? "circle" : "triangle-up")}}, "legend": { "columns": 3 } }
            """;
    }

    private static string CostScale(IReadOnlyList<string> all, IEnumerable<string> shown, Func<int, string> look)
    {
        var drawn = shown.ToHashSet();
        var costs = all.Select((cost, i) => (Name: cost, Look: look(i))).Where(c => drawn.Contains(c.Name)).ToList();
        return $$""" "field": "cost", "type": "nominal", "title": null, "scale": { "domain": {{JsonSerializer.Serialize(costs.Select(c => c.Name))}}, "range": {{JsonSerializer.Serialize(costs.Select(c => c.Look))}} } """;
    }

    /// <summary>Shape by a field, in the order of the values.</summary>
    public static string Shapes(string field, IEnumerable<string> values)
    {
        var domain = values.Distinct().ToList();
        var scale = $$"""{ "domain": {{JsonSerializer.Serialize(domain)}}, "range": {{JsonSerializer.Serialize(domain.Select((_, i) => Marks[i % Marks.Length]))}} }""";
        return $$""" "shape": { "field": "{{field}}", "type": "nominal", "title": null, "scale": {{scale}} } """;
    }
}
