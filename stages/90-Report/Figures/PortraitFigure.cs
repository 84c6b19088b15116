using System.Text.Json;
using Landscape.Models;

namespace Landscape.Stages.Report;

/// <summary>Phase portraits of one neuron: linear, tanh and logistic side by side (B8).</summary>
internal static class PortraitFigure
{
    private const int GridNodes = 81;

    /// <summary>Levels of f = (y - 1)^2 / 2; 1/2 is that of the origin, where y = 0.</summary>
    private static readonly double[] Levels = [0.05, 0.5, 2, 5];
    private static readonly string[] Fills = Theme.Ramp[^5..].Reverse().ToArray();

    // Where along a trajectory its arrow stands, as a share of its samples.
    private const double ArrowPlace = 0.3;

    // What a failed integration leaves beyond this is not drawn.
    private const double Farthest = 1e6;

    public static Figure Draw(Findings findings)
    {
        var portraits = findings.Compositions.Portraits;
        var panels = OneNeuron.All.Where(n => portraits.Any(p => p.Neuron == n.Name)).ToList();
        var rows = panels.SelectMany(neuron => Rows(neuron, findings.Compositions)).ToList();
        return new Figure(
            "phase-portraits",
            "One neuron's gradient flow: linear, tanh, logistic",
            "The gradient flow of $f(w_2\\psi(w_1))$ with $f(y)=(y-1)^2/2$, from the border of a square. Blue lines with arrows: flows; black: the target set $y=1$, where all of them end; colours: levels of $f$, the light ones low. "
                + "Triangle: the saddle at the origin, with its unstable (vermilion, solid) and stable manifold (purple, dashed), which parts the flows towards the two branches of the target set. tanh keeps the saddle and bends its manifolds' surroundings; the logistic neuron has no saddle, and its target set one branch. "
                + "Along each line the conserved quantity of B8 is constant.",
            Theme.Spec(Body(panels, rows), rows, "No phase portrait in this run."));
    }

    private static string Body(List<OneNeuron> panels, List<Row> rows) =>
        $$"""{ "hconcat": [{{string.Join(",", panels.Select((neuron, i) => Panel(neuron.Name, panels.Count, i == 0, HalfWidth(rows))))}}], "spacing": 22 }""";

    private static string Panel(string neuron, int panels, bool first, double half)
    {
        var side = Theme.PanelWidth(panels);
        var position = $$""" "type": "quantitative", "scale": { "domain": [{{Text.Json(-half)}}, {{Text.Json(half)}}], "nice": false }, "axis": { "tickCount": 5, "grid": false, "labelFlush": false } """;
        return $$"""
            {
              "title": { "text": {{Theme.Json(neuron)}}, "fontSize": 12 },
              "transform": [{ "filter": { "field": "neuron", "equal": {{Theme.Json(neuron)}} } }],
              "width": {{side}}, "height": {{side}},
              "layer": [
                {{Bands()}},
                {{Line("target", Theme.Ink, 2.2, "")}},
                {{Line("flow", Theme.Blue, 0.9, "")}},
                {{Line("stable-manifold", Theme.Purple, 2.4, """ "strokeDash": [7, 4], """)}},
                {{Line("unstable-manifold", Theme.Vermillion, 2.4, "")}},
                { "transform": [{ "filter": "datum.kind == 'arrow'" }, { "calculate": "atan2(datum.dx, datum.dy) * 180 / PI", "as": "heading" }],
                  "mark": { "type": "point", "shape": "triangle", "filled": true, "size": 34, "opacity": 1, "color": "{{Theme.Blue}}", "clip": true },
                  "encoding": { "angle": { "field": "heading", "type": "quantitative", "scale": null } } },
                { "transform": [{ "filter": "datum.kind == 'saddle'" }],
                  "mark": { "type": "point", "shape": "triangle-up", "filled": true, "size": 120, "opacity": 1, "fill": "{{Theme.Vermillion}}", "stroke": "#ffffff", "strokeWidth": 1.2 } }
              ],
              "encoding": {
                "x": { "field": "w1", "title": "w₁", {{position}} },
                "y": { "field": "w2", "title": "{{(first ? "w₂" : "")}}", {{position}} }
              }
            }
            """;
    }

    private static string Bands() => $$"""
        { "transform": [{ "filter": "datum.kind == 'band'" }], "mark": { "type": "line", "filled": true, "strokeWidth": 0, "opacity": 1, "clip": true },
          "encoding": {
            "order": { "field": "order" },
            "color": { "field": "series", "type": "nominal", "title": "f", "scale": { "domain": {{JsonSerializer.Serialize(BandNames())}}, "range": {{JsonSerializer.Serialize(Fills)}} },
                       "legend": { "symbolType": "square", "symbolStrokeWidth": 0 } }
          } }
        """;

    private static string Line(string kind, string colour, double width, string dash) => $$"""
        { "transform": [{ "filter": "datum.kind == '{{kind}}'" }], "mark": { "type": "line", {{dash}} "strokeWidth": {{Text.Json(width)}}, "color": "{{colour}}", "clip": true },
          "encoding": { "order": { "field": "order" }, "detail": { "field": "series" } } }
        """;

    private static string[] BandNames() =>
        [.. Levels.Select((level, k) => k == 0 ? $"≤ {Text.Number(level)}" : $"{Text.Number(Levels[k - 1])}–{Text.Number(level)}").Append($"> {Text.Number(Levels[^1])}")];

    /// <summary>Starts of flows lie on the border of the square.</summary>
    private static double HalfWidth(List<Row> rows) =>
        rows.Where(r => r is { kind: "flow", order: 0 }).Max(r => Math.Max(Math.Abs(r.w1!.Value), Math.Abs(r.w2!.Value)));

    private static IEnumerable<Row> Rows(OneNeuron neuron, CompositionFindings findings)
    {
        var flows = findings.Portraits.Where(p => p.Neuron == neuron.Name).SelectMany(p => Curve(p, [.. findings.Trajectories[p.TrajectoryId].OrderBy(t => t.Sample)])).ToList();
        if (!flows.Exists(r => r is { kind: "flow", order: 0 }))
        {
            return [];
        }

        var cost = CostCatalogue.Named(findings.Portraits.First(p => p.Neuron == neuron.Name).Cost);
        var saddles = findings.NeuronSaddles.Where(s => s.Neuron == neuron.Name && s.Present).Select(s => Row.Of(neuron.Name, "saddle", "", 0, s.W1 ?? 0, 0));
        return [.. LevelSets(neuron, cost, HalfWidth(flows)), .. flows, .. saddles];
    }

    private static IEnumerable<Row> Curve(PortraitView portrait, IReadOnlyList<TrajectoryView> samples)
    {
        var drawn = samples.Where(s => Math.Abs(s.W1) < Farthest && Math.Abs(s.W2) < Farthest).ToList();
        foreach (var sample in drawn)
        {
            yield return Row.Of(portrait.Neuron, portrait.Role, $"{portrait.TrajectoryId}", sample.Sample, sample.W1, sample.W2);
        }

        var at = (int)(ArrowPlace * (drawn.Count - 1));
        if (portrait.Role == "flow" && at + 1 < drawn.Count)
        {
            yield return Row.Of(portrait.Neuron, "arrow", "", 0, drawn[at].W1, drawn[at].W2) with { dx = Theme.Rounded(drawn[at + 1].W1 - drawn[at].W1), dy = Theme.Rounded(drawn[at + 1].W2 - drawn[at].W2) };
        }
    }

    /// <summary>The regions of f from the highest to the lowest, each painted over the one before, then the target set y = 1 as the border of {y &lt;= 1}.</summary>
    private static IEnumerable<Row> LevelSets(OneNeuron neuron, ScalarCost cost, double half)
    {
        var (names, order) = (BandNames(), 0);
        var levels = new Contours(OnGrid(half, (w1, w2) => cost.Value(neuron.Output(w1, w2))));
        for (var k = names.Length - 1; k >= 0; k--)
        {
            foreach (var ring in levels.Below(k < Levels.Length ? Levels[k] : double.MaxValue))
            {
                foreach (var (x, y) in ring.Append(ring[0]))
                {
                    yield return Row.Of(neuron.Name, "band", names[k], order++, Place(half, x), Place(half, y));
                }

                yield return new Row(neuron.Name, "band", names[k], order++, null, null);
            }
        }

        var target = new Contours(OnGrid(half, (w1, w2) => cost.First(neuron.Output(w1, w2))));
        foreach (var row in target.Below(0).SelectMany(ring => Inner(neuron.Name, half, ring)))
        {
            yield return row with { order = order++ };
        }
    }

    /// <summary>A ring without the parts that only follow the border of the square.</summary>
    private static IEnumerable<Row> Inner(string neuron, double half, IReadOnlyList<(double X, double Y)> ring)
    {
        foreach (var ((x, y), (nextX, nextY)) in ring.Zip(ring.Skip(1).Append(ring[0])))
        {
            if (IsOnBorder(x, y) && IsOnBorder(nextX, nextY))
            {
                yield return new Row(neuron, "target", "", 0, null, null);
                continue;
            }

            yield return Row.Of(neuron, "target", "", 0, Place(half, x), Place(half, y));
            yield return Row.Of(neuron, "target", "", 0, Place(half, nextX), Place(half, nextY));
        }
    }

    private static bool IsOnBorder(double x, double y) => x is 0 or GridNodes - 1 || y is 0 or GridNodes - 1;

    private static double[,] OnGrid(double half, Func<double, double, double> f)
    {
        var values = new double[GridNodes, GridNodes];
        for (var i = 0; i < GridNodes; i++)
        {
            for (var j = 0; j < GridNodes; j++)
            {
                values[i, j] = f(Place(half, i), Place(half, j));
            }
        }

        return values;
    }

    private static double Place(double half, double node) => half * ((2 * node / (GridNodes - 1)) - 1);

    private sealed record Row(string neuron, string kind, string series, int order, double? w1, double? w2)
    {
        public double? dx { get; init; }

        public double? dy { get; init; }

        // Four digits: a tenth of a pixel on paper.
        public static Row Of(string neuron, string kind, string series, int order, double w1, double w2) => new(neuron, kind, series, order, Short(w1), Short(w2));

        private static double Short(double value) => double.Parse(value.ToString("G4", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
    }
}
