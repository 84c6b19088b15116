namespace Landscape.Stages.Report;

/// <summary>Disconnectivity graphs of some landscapes: minima, and the lowest passes found between them.</summary>
internal static class DisconnectivityFigure
{
    private const int PanelHeight = 250;
    private const int Floor = -12;

    /// <summary>How far beside its line a way to infinity is marked; leaves are 1 apart.</summary>
    private const double Aside = 0.3;

    public static Figure Draw(Findings findings, ReportOptions options)
    {
        var cells = ShownLandscapes.Of(findings, options.Landscapes);
        var rows = cells.SelectMany(cell => Rows(findings, cell)).ToList();
        return new Figure(
            "disconnectivity",
            "Which minima hang together",
            "Disconnectivity graphs of the landscapes in which the most minima were found to be connected. Each line starts at a minimum (circle) at its risk, as a share of the target's variance, and meets another at the lowest saddle of index 1 "
                + "from which the gradient flow, followed on both sides, ends in either basin. A triangle beside a line: the lowest saddle whose other side leads to infinity. Lines that meet no other continue as dashes to the top. "
                + "The horizontal order has no meaning, and minima that no such saddle touches are left out. This is *what was found*, not all there is: an undiscovered saddle could join two lines lower down.",
            Theme.Spec(Body(cells, rows), rows, "No two minima were found to be connected in this run."));
    }

    private static string Body(IReadOnlyList<Cell> cells, List<Row> rows) =>
        $$"""{ "hconcat": [{{string.Join(",", cells.Select((cell, i) => Panel(cell, cells.Count, i == 0, [.. rows.Where(r => r.panel == cell.Title)])))}}], "spacing": 26 }""";

    private static string Panel(Cell cell, int panels, bool first, List<Row> rows) => $$"""
        {
          "title": { "text": {{Theme.Json(cell.Title)}}, "fontSize": 12 },
          "transform": [{ "filter": { "field": "panel", "equal": {{Theme.Json(cell.Title)}} } }],
          "width": {{Theme.PanelWidth(panels) - 20}}, "height": {{PanelHeight}},
          "layer": [
            { "transform": [{ "filter": "datum.kind == 'branch'" }], "mark": { "type": "rule", "strokeWidth": 1.6, "color": "{{Theme.Ink}}" },
              "encoding": { "x2": { "field": "x2" }, "y2": { "field": "y2" } } },
            { "transform": [{ "filter": "datum.kind == 'open'" }], "mark": { "type": "rule", "strokeWidth": 1.4, "strokeDash": [3, 3], "color": "{{Theme.Grey}}" },
              "encoding": { "x2": { "field": "x2" }, "y2": { "field": "y2" } } },
            { "transform": [{ "filter": "datum.kind == 'minimum' || datum.kind == 'way to infinity'" }], "mark": { "type": "point", "filled": true, "size": 62, "opacity": 1 },
              "encoding": {
                "shape": { "field": "kind", "type": "nominal", "title": null, "scale": { "domain": ["minimum", "way to infinity"], "range": ["circle", "triangle-up"] } },
                "color": { "field": "kind", "type": "nominal", "title": null, "scale": { "domain": ["minimum", "way to infinity"], "range": ["{{Theme.Blue}}", "{{Theme.Orange}}"] } }
              } }
          ],
          "encoding": {
            "x": { "field": "x", "type": "quantitative", "axis": null, "scale": {{Axes.Range(rows.Select(r => r.x).Concat(rows.Select(r => r.x2)))}} },
            "y": { {{Axes.Log("y", first ? "risk / variance of the target" : "", rows.Select(r => r.y).Concat(rows.Select(r => r.y2)), Floor, tight: true)}} }
          }
        }
        """;

    private static List<Row> Rows(Findings findings, Cell cell)
    {
        var variance = findings.RiskUnit(cell.Problem.ProblemId);
        var points = findings.Points.Where(p => p.Cell == cell).ToDictionary(p => p.Point.PointId);
        var passes = findings.Connections.Where(c => points.ContainsKey(c.PointId)).Where(IsKnown)
            .Select(c => new Pass(points[c.PointId].Point.Risk / variance, c.MinimumA, c.MinimumB)).ToList();
        var minima = passes.SelectMany(p => new[] { p.From, p.To }).OfType<long>().Distinct().Order().Select(id => new Leaf(id, points[id].Point.Risk / variance));
        var drawing = new Drawing(cell.Title, passes.Select(p => p.Height).DefaultIfEmpty(0).Max());
        drawing.Add(DisconnectivityTree.Of([.. minima], passes));
        return drawing.Rows;
    }

    /// <summary>Both sides end at a minimum that was found or run to infinity; a side that is undecided says nothing.</summary>
    private static bool IsKnown(ConnectionView connection) =>
        (connection.MinimumA is not null || connection.OutcomeA == "diverging") && (connection.MinimumB is not null || connection.OutcomeB == "diverging");

    /// <summary>Places branches: leaves side by side, a merged basin above its lowest minimum, so that no line runs through another's leaf.</summary>
    private sealed class Drawing(string panel, double top)
    {
        private int leaves;

        public List<Row> Rows { get; } = [];

        public void Add(IReadOnlyList<Branch> roots)
        {
            foreach (var root in roots)
            {
                var x = Place(root);
                Line(roots.Count > 1 ? "open" : "branch", x, root.Bottom, x, top);
                MarkEscape(root, x);
            }
        }

        private double Place(Branch branch)
        {
            if (branch.Children.Count == 0)
            {
                Line("minimum", leaves, branch.Bottom, leaves, branch.Bottom);
                return leaves++;
            }

            var places = branch.Children.Select(Place).ToList();
            foreach (var (child, x) in branch.Children.Zip(places))
            {
                Line("branch", x, child.Bottom, x, branch.Bottom);
                MarkEscape(child, x);
            }

            Line("branch", places.Min(), branch.Bottom, places.Max(), branch.Bottom);
            return places[0];
        }

        private void MarkEscape(Branch branch, double x)
        {
            if (branch.Escape is { } height)
            {
                Line("branch", x, height, x + Aside, height);
                Line("way to infinity", x + Aside, height, x + Aside, height);
            }
        }

        private void Line(string kind, double x, double y, double x2, double y2) =>
            Rows.Add(new Row(panel, kind, x, Theme.Rounded(y), x2, Theme.Rounded(y2)));
    }

    private sealed record Row(string panel, string kind, double x, double y, double x2, double y2);
}
