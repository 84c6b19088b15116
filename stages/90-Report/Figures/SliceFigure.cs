namespace Landscape.Stages.Report;

/// <summary>The risk in the plane through a saddle and the two minima that it connects.</summary>
internal static class SliceFigure
{
    private const int PanelHeight = 240;
    private const int MostPanels = 2;

    /// <summary>Levels in units of the barrier: 0 is the lower minimum, 1 the saddle.</summary>
    private static readonly double[] Levels = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 3, 10];

    public static Figure Draw(Findings findings)
    {
        var slices = Slice.Of(findings, MostPanels);
        var rows = slices.SelectMany(Rows).ToList();
        return new Figure(
            "slice",
            "A saddle between two minima",
            "The risk in the plane through a saddle of index 1 (triangle) and the two minima (circles) into which the gradient flow from it runs; lengths are those of parameter space. Colours: levels of $q=(J-J_{\\min})/(J_{\\text{saddle}}-J_{\\min})$, where $J_{\\min}$ is the risk of the lower minimum: "
                + "$q=0$ there, $q=1$ at the saddle, whose level is the white line; spacing grows with $q$, as on a logarithmic scale. A plane shows two of all the dimensions: other ways out of a basin, and the curved path of the flow itself, lie outside of it.",
            Theme.Spec(Body(slices, rows), rows, "No saddle between two minima was found in this run."));
    }

    private static string Body(IReadOnlyList<Slice> slices, List<Row> rows) =>
        $$"""{ "hconcat": [{{string.Join(",", slices.Select((slice, i) => Panel(slice, slices.Count, i == 0, [.. rows.Where(r => r.panel == slice.Title)])))}}], "spacing": 30 }""";

    private static string Panel(Slice slice, int panels, bool first, List<Row> rows)
    {
        var bands = Bands().Reverse().ToList();
        return $$"""
            {
              "title": { "text": {{Theme.Json(slice.Title)}}, "fontSize": 12 },
              "transform": [{ "filter": { "field": "panel", "equal": {{Theme.Json(slice.Title)}} } }],
              "width": {{Theme.PanelWidth(panels) - 10}}, "height": {{PanelHeight}},
              "layer": [
                { "transform": [{ "filter": "datum.kind == 'band'" }], "mark": { "type": "line", "filled": true, "strokeWidth": 0, "opacity": 1 },
                  "encoding": {
                    "order": { "field": "order" },
                    "color": { "field": "band", "type": "nominal", "title": "q", "scale": { "domain": {{System.Text.Json.JsonSerializer.Serialize(Bands())}}, "range": {{System.Text.Json.JsonSerializer.Serialize(Theme.Ramp)}} },
                               "legend": { "symbolType": "square", "symbolStrokeWidth": 0, "columnPadding": 9 } }
                  } },
                { "transform": [{ "filter": "datum.kind == 'pass'" }], "mark": { "type": "line", "strokeWidth": 2, "color": "#ffffff" },
                  "encoding": { "order": { "field": "order" } } },
                { "transform": [{ "filter": "datum.kind == 'minimum'" }], "mark": { "type": "point", "shape": "circle", "filled": true, "size": 90, "opacity": 1, "fill": "#ffffff", "stroke": "{{Theme.Ink}}", "strokeWidth": 1.2 } },
                { "transform": [{ "filter": "datum.kind == 'saddle'" }], "mark": { "type": "point", "shape": "triangle-up", "filled": true, "size": 120, "opacity": 1, "fill": "{{Theme.Vermillion}}", "stroke": "#ffffff", "strokeWidth": 1.2 } }
              ],
              "encoding": {
                "x": { "field": "x", "type": "quantitative", "title": "along the line through the minima", "scale": { "domain": [{{Text.Json(slice.Left)}}, {{Text.Json(slice.Right)}}], "nice": false, "zero": false }, "axis": { "tickCount": 5, "grid": false } },
                "y": { "field": "y", "type": "quantitative", "title": "{{(first ? "across it, towards the saddle" : "")}}", "scale": { "domain": [{{Text.Json(slice.Low)}}, {{Text.Json(slice.High)}}], "nice": false, "zero": false }, "axis": { "tickCount": 5, "grid": false } }
              }
            }
            """;
    }

    private static string[] Bands() =>
        [.. Levels.Select((level, k) => k == 0 ? $"≤ {Text.Number(level)}" : $"{Text.Number(Levels[k - 1])}–{Text.Number(level)}").Append($"> {Text.Number(Levels[^1])}")];

    /// <summary>Regions from the highest to the lowest: each is painted over the one before.</summary>
    private static IEnumerable<Row> Rows(Slice slice)
    {
        var (bands, order) = (Bands(), 0);
        for (var k = bands.Length - 1; k >= 0; k--)
        {
            foreach (var ring in slice.Below(k < Levels.Length ? Levels[k] : double.MaxValue))
            {
                foreach (var (x, y) in ring.Append(ring[0]))
                {
                    yield return Row.Of(slice.Title, "band", bands[k], order++, x, y);
                }

                yield return new Row(slice.Title, "band", bands[k], order++, null, null);
            }
        }

        foreach (var row in Pass(slice))
        {
            yield return row;
        }

        foreach (var (kind, (x, y)) in slice.Marks)
        {
            yield return Row.Of(slice.Title, kind, "", 0, x, y);
        }
    }

    /// <summary>The level of the saddle as a line, without the parts that only follow the border.</summary>
    private static IEnumerable<Row> Pass(Slice slice)
    {
        var order = 0;
        foreach (var ring in slice.Below(1))
        {
            foreach (var ((x, y), (nextX, nextY)) in ring.Zip(ring.Skip(1).Append(ring[0])))
            {
                if (slice.IsOnBorder(x, y) && slice.IsOnBorder(nextX, nextY))
                {
                    yield return new Row(slice.Title, "pass", "", order++, null, null);
                    continue;
                }

                yield return Row.Of(slice.Title, "pass", "", order++, x, y);
                yield return Row.Of(slice.Title, "pass", "", order++, nextX, nextY);
            }

            yield return new Row(slice.Title, "pass", "", order++, null, null);
        }
    }

    private sealed record Row(string panel, string kind, string band, int order, double? x, double? y)
    {
        public static Row Of(string panel, string kind, string band, int order, double x, double y) =>
            new(panel, kind, band, order, Short(x), Short(y));

        // Four digits: a hundredth of a pixel.
        private static double Short(double value) => double.Parse(value.ToString("G5", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
    }
}
