using System.Text.Json;

namespace Landscape.Stages.Report;

/// <summary>What the figures of compositions share.</summary>
internal static class CompositionStyle
{
    private static readonly string[] Colours = [Theme.Blue, Theme.Orange, Theme.Green, Theme.Vermillion, Theme.Purple, Theme.Sky, Theme.Ink, Theme.Grey];
    private static readonly string[] Marks = ["circle", "cross", "square", "triangle-up", "diamond", "triangle-down"];

    /// <summary>Colour by the field <c>cost</c>, in the order of the catalogue's tables.</summary>
    public static string CostColour(IEnumerable<string> costs) =>
        $$""" "color": { "field": "cost", "type": "nominal", "title": null, "scale": {{Scale(costs, Colours)}}, "legend": { "columns": 3, "symbolType": "square" } } """;

    /// <summary>Shape by a field, in the order of the values.</summary>
    public static string Shapes(string field, IEnumerable<string> values) =>
        $$""" "shape": { "field": "{{field}}", "type": "nominal", "title": null, "scale": {{Scale(values, Marks)}} } """;

    private static string Scale(IEnumerable<string> values, string[] range)
    {
        var domain = values.Distinct().ToList();
        return $$"""{ "domain": {{JsonSerializer.Serialize(domain)}}, "range": {{JsonSerializer.Serialize(domain.Select((_, i) => range[i % range.Length]))}} }""";
    }
}
