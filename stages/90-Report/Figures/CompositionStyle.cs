using System.Text.Json;

namespace Landscape.Stages.Report;

/// <summary>What the figures of compositions share.</summary>
internal static class CompositionStyle
{
    /// <summary>A colour for each of the ten costs: the eight of the theme and, for the last two, olive and wine of Tol's muted palette.</summary>
    private static readonly string[] Colours = [Theme.Blue, Theme.Orange, Theme.Green, Theme.Vermillion, Theme.Purple, Theme.Sky, Theme.Ink, Theme.Grey, "#999933", "#882255"];
    private static readonly string[] Marks = ["circle", "cross", "square", "triangle-up", "diamond", "triangle-down"];

    /// <summary>Colour by the field <c>cost</c>: a cost has the same in every figure.</summary>
    /// <param name="all">The costs of the run.</param>
    /// <param name="shown">Those of the figure.</param>
    public static string CostColour(IReadOnlyList<string> all, IEnumerable<string> shown)
    {
        var drawn = shown.ToHashSet();
        var costs = all.Select((cost, i) => (Name: cost, Colour: Colours[i % Colours.Length])).Where(c => drawn.Contains(c.Name)).ToList();
        var scale = $$"""{ "domain": {{JsonSerializer.Serialize(costs.Select(c => c.Name))}}, "range": {{JsonSerializer.Serialize(costs.Select(c => c.Colour))}} }""";
        return $$""" "color": { "field": "cost", "type": "nominal", "title": null, "scale": {{scale}}, "legend": { "columns": 3, "symbolType": "square" } } """;
    }

    /// <summary>Shape by a field, in the order of the values.</summary>
    public static string Shapes(string field, IEnumerable<string> values)
    {
        var domain = values.Distinct().ToList();
        var scale = $$"""{ "domain": {{JsonSerializer.Serialize(domain)}}, "range": {{JsonSerializer.Serialize(domain.Select((_, i) => Marks[i % Marks.Length]))}} }""";
        return $$""" "shape": { "field": "{{field}}", "type": "nominal", "title": null, "scale": {{scale}} } """;
    }
}
