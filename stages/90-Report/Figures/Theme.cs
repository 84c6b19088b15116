using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landscape.Stages.Report;

/// <summary>What all figures share: colours, type, data handling. Colours are those of Okabe and Ito (2008), safe for colour-blind readers.</summary>
internal static class Theme
{
    public const string Ink = "#1b1f24";
    public const string Blue = "#0072b2";
    public const string Sky = "#56b4e9";
    public const string Green = "#009e73";
    public const string Orange = "#e69f00";
    public const string Vermillion = "#d55e00";
    public const string Purple = "#cc79a7";
    public const string Grey = "#8a8f98";
    public const string Grid = "#dfe3e8";

    /// <summary>A colour for every way in which the search finds points, in its order; what comes later shares the last one.</summary>
    private static readonly (string Source, string Colour)[] Sources =
    [
        ("training", Blue), ("index-search", Orange), ("gradient-norm", Green), ("path", Purple), ("split", Sky), ("extension", Ink), ("deflation", Grey), ("climb", Vermillion),
    ];

    /// <summary>Nine colours from low (dark) to high (light): YlGnBu of ColorBrewer, safe for colour-blind readers and in print.</summary>
    public static readonly string[] Ramp = ["#081d58", "#253494", "#225ea8", "#1d91c0", "#41b6c4", "#7fcdbb", "#c7e9b4", "#edf8b1", "#ffffd9"];

    /// <summary>Colour of the two domains, as an encoding of the field <c>domain</c>.</summary>
    public const string DomainColour = $$"""
        "color": { "field": "domain", "type": "nominal", "title": null,
                   "scale": { "domain": ["efficient", "redundant"], "range": ["{{Blue}}", "{{Vermillion}}"] } }
        """;

    /// <summary>A shape for each domain besides its colour.</summary>
    public const string DomainShape = """
        "shape": { "field": "domain", "type": "nominal", "title": null,
                   "scale": { "domain": ["efficient", "redundant"], "range": ["circle", "triangle-up"] } }
        """;

    /// <summary>For a guide line that is drawn from constants: one row a panel instead of one line a row.</summary>
    public const string OnceAPanel = """ "transform": [{ "aggregate": [{ "op": "count", "as": "rows" }], "groupby": [] }] """;

    /// <summary>Colour and dash of a network's width, as an encoding of the field <c>width</c>. The third dash is a solid line: PDF knows no gap of length 0.</summary>
    public const string WidthColour = $$"""
        "color": { "field": "width", "type": "nominal", "title": null,
                   "scale": { "range": ["{{Orange}}", "{{Green}}", "{{Blue}}", "{{Purple}}", "{{Vermillion}}", "{{Sky}}"] },
                   "legend": { "symbolSize": 900, "symbolStrokeWidth": 2.4 } },
        "strokeDash": { "field": "width", "type": "nominal", "title": null,
                        "scale": { "range": [[2, 2], [7, 3], [2000, 1], [9, 3, 2, 3], [4, 4], [12, 4]] } }
        """;

    /// <summary>The width of the drawing area in pixels when a figure has one panel; rows of panels share it.</summary>
    private const int DrawingWidth = 610;
    private const int PanelGap = 34;
    private const int LeastPanel = 108; // five of them, with axes, in two columns of a journal

    private static readonly string Config = $$"""
        {
          "aria": false,
          "background": "#ffffff",
          "padding": 6,
          "title": { "fontSize": 13, "fontWeight": "normal", "color": "{{Ink}}", "anchor": "start", "frame": "group", "offset": 10 },
          "font": "DejaVu Sans",
          "view": { "stroke": null },
          "axis": {
            "labelFontSize": 12, "titleFontSize": 13, "titleFontWeight": "normal", "labelColor": "{{Ink}}", "titleColor": "{{Ink}}",
            "domainColor": "{{Ink}}", "tickColor": "{{Ink}}", "gridColor": "{{Grid}}", "labelLimit": 0, "titleLimit": 0, "titlePadding": 8
          },
          "axisX": { "grid": false },
          "legend": {
            "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelColor": "{{Ink}}", "titleColor": "{{Ink}}",
            "labelLimit": 0, "titleLimit": 0, "symbolSize": 110, "symbolBaseFillColor": "{{Ink}}", "orient": "bottom", "direction": "horizontal", "columnPadding": 18, "symbolOpacity": 1, "offset": 14,
            "layout": { "bottom": { "anchor": "start", "direction": "horizontal", "margin": 24, "center": true } }
          },
          "header": { "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelColor": "{{Ink}}", "titleColor": "{{Ink}}", "labelLimit": 0, "labelPadding": 8 },
          "facet": { "spacing": {{PanelGap}} },
          "text": { "color": "{{Ink}}", "fontSize": 12 }
        }
        """;

    /// <summary>The width of one of several panels side by side.</summary>
    public static int PanelWidth(int panels) => Math.Max(LeastPanel, (DrawingWidth - ((panels - 1) * PanelGap)) / Math.Max(1, panels));

    /// <summary>A complete specification: the given body on the given rows, in the common style.</summary>
    /// <param name="body">Vega-Lite without schema, data and config; its views use the data set <c>rows</c>.</param>
    /// <param name="rows">Records whose properties are the fields; numbers finite.</param>
    /// <param name="absence">What to say instead when there is no row.</param>
    public static JsonObject Spec<TRow>(string body, IReadOnlyList<TRow> rows, string absence)
    {
        var spec = (JsonObject)JsonNode.Parse(rows.Count > 0 ? body : Notice(absence))!;
        spec.Insert(0, "$schema", "https://vega.github.io/schema/vega-lite/v6.json");
        spec["config"] = JsonNode.Parse(Config);
        // Without a row Vega draws no mark, and so no notice.
        spec["data"] = new JsonObject { ["values"] = rows.Count > 0 ? JsonSerializer.SerializeToNode(rows) : new JsonArray(new JsonObject()) };
        return spec;
    }

    /// <summary>A row or column channel whose panels stand in the order of the rows.</summary>
    public static string Facet(string field, IEnumerable<string> values) =>
        $$""" "field": "{{field}}", "type": "nominal", "title": null, "sort": {{JsonSerializer.Serialize(values.Distinct())}} """;

    /// <summary>Seven significant digits, more than a figure can show: keeps the specs short.</summary>
    public static double Rounded(double value) =>
        double.Parse(value.ToString("E6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>At most <paramref name="limit"/> items, evenly spread over the list, ends included.</summary>
    public static IReadOnlyList<T> Spread<T>(IReadOnlyList<T> items, int limit) =>
        items.Count <= limit ? items
        : limit == 1 ? [items[0]]
        : [.. Enumerable.Range(0, limit).Select(i => items[(int)((long)i * (items.Count - 1) / (limit - 1))])];

    /// <summary>The sources that occur, in the order of the search.</summary>
    public static IReadOnlyList<string> InSearchOrder(IEnumerable<string> sources) =>
        [.. sources.Distinct().OrderBy(source => Place(source)).ThenBy(source => source, StringComparer.Ordinal)];

    /// <summary>The encoding of the field <c>source</c> by colour.</summary>
    public static string SourceColour(IReadOnlyList<string> sources) => $$"""
        "color": { "field": "source", "type": "nominal", "title": null,
                   "scale": { "domain": {{JsonSerializer.Serialize(sources)}}, "range": {{JsonSerializer.Serialize(sources.Select(source => Sources[Math.Min(Place(source), Sources.Length - 1)].Colour))}} },
                   "legend": { "symbolType": "square", "columns": 5 } }
        """;

    private static int Place(string source) => Array.FindIndex(Sources, s => s.Source == source) is >= 0 and var place ? place : Sources.Length;

    /// <summary>Between -1/4 and 1/4, far apart for neighbours: multiples of the golden ratio modulo 1. It parts marks that would hide each other.</summary>
    public static double Jitter(int i) => Rounded((((i * 0.6180339887498949) % 1) - 0.5) / 2);

    /// <summary>Text as a JSON string: for labels that come from data.</summary>
    public static string Json(string text) => JsonSerializer.Serialize(text);

    private static string Notice(string absence) => $$"""
        { "width": {{DrawingWidth}}, "height": 60, "mark": { "type": "text", "fontSize": 13, "fontStyle": "italic" },
          "encoding": { "text": { "value": {{Json(absence)}} } } }
        """;
}
