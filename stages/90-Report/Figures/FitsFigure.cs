using Landscape.Models;

namespace Landscape.Stages.Report;

/// <summary>One-dimensional targets with the best minimum that was found for each width.</summary>
internal static class FitsFigure
{
    private const int CurvePoints = 161;
    private const int PanelHeight = 190;

    public static Figure Draw(Findings findings, ReportOptions options)
    {
        var best = BestMinima(findings);
        var problems = Chosen(findings, best, options.FitTargets);
        var rows = problems.SelectMany(p => Nodes(findings, p, best)).Concat(problems.SelectMany(p => Curves(findings, p, best))).ToList();
        return new Figure(
            "network-fits",
            "Targets in one dimension and their best networks",
            "Each row is a target $f$, each column an activation. Black points: the nodes $x_s$, all that the risk sees of the target. Lines: $\\Psi_\\theta$ at the local minimum of lowest risk "
                + "that was found for each width $n$, redundant minima included. A width without a line has no local minimum among the points found: there its runs left for infinity or stayed undecided. "
                + "Shown are the targets for which the most widths have one.",
            Theme.Spec(Body(rows), rows, "No one-dimensional target in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows)
    {
        var activations = rows.Select(r => r.activation).Distinct().ToList();
        var panels = rows.GroupBy(r => r.target).Select(target => Panels(target.Key, activations, [.. target]));
        return $$"""{ "vconcat": [{{string.Join(",", panels)}}], "spacing": 24 }""";
    }

    private static string Panels(string target, List<string> activations, List<Row> rows) => $$"""
        {
          "title": {{Theme.Json(target)}},
          "transform": [{ "filter": { "field": "target", "equal": {{Theme.Json(target)}} } }],
          "facet": { "column": { {{Theme.Facet("activation", activations)}} } },
          "spec": {
            "width": {{Theme.PanelWidth(activations.Count)}}, "height": {{PanelHeight}},
            "layer": [
              { "transform": [{ "filter": "datum.width != 'nodes'" }],
                "mark": { "type": "line", "strokeWidth": 2.2 }, "encoding": { {{Theme.WidthColour}} } },
              { "transform": [{ "filter": "datum.width == 'nodes'" }],
                "mark": { "type": "point", "filled": true, "size": 26, "color": "{{Theme.Ink}}", "opacity": 1 } }
            ],
            "encoding": {
              "x": { "field": "x", "type": "quantitative", "title": "x", "scale": {{Axes.Range(rows.Select(r => r.x))}}, "axis": { "tickCount": 5 } },
              "y": { "field": "y", "type": "quantitative", "title": "f(x), Ψ(x)", "scale": {{Axes.Range(rows.Select(r => r.y))}}, "axis": { "tickCount": 5 } }
            }
          }
        }
        """;

    private static Dictionary<Cell, CriticalPoint> BestMinima(Findings findings) => findings.Points
        .Where(p => p.IsMinimum && p.Problem.InputDim == 1)
        .GroupBy(p => new Cell(p.Problem, p.Point.Activation, p.Point.Width))
        .ToDictionary(g => g.Key, g => g.MinBy(p => (p.Point.Risk, p.Point.PointId))!);

    private static IReadOnlyList<ProblemView> Chosen(Findings findings, Dictionary<Cell, CriticalPoint> best, int limit) =>
        [.. findings.Problems.Where(p => p.InputDim == 1)
            .OrderByDescending(p => best.Keys.Count(c => c.Problem == p)).ThenBy(p => p.ProblemId)
            .Take(limit).OrderBy(p => p.ProblemId)];

    private static IEnumerable<Row> Nodes(Findings findings, ProblemView problem, Dictionary<Cell, CriticalPoint> best) =>
        from activation in Activations(findings, problem, best)
        from node in findings.Nodes[problem.ProblemId]
        select new Row(Label(problem), activation, "nodes", Theme.Rounded(node.X[0]), Theme.Rounded(node.Target));

    private static IEnumerable<Row> Curves(Findings findings, ProblemView problem, Dictionary<Cell, CriticalPoint> best)
    {
        var (low, high) = (findings.Nodes[problem.ProblemId].Min(n => n.X[0]), findings.Nodes[problem.ProblemId].Max(n => n.X[0]));
        return from cell in best.Keys
               where cell.Problem == problem
               orderby Catalogue.Rank(cell.Activation), cell.Width
               from i in Enumerable.Range(0, CurvePoints)
               let x = low + ((high - low) * i / (CurvePoints - 1))
               let y = Realization(cell, best[cell].Point.Theta, x)
               select new Row(Label(problem), cell.Activation, $"n = {cell.Width}", Theme.Rounded(x), Theme.Rounded(y));
    }

    private static IEnumerable<string> Activations(Findings findings, ProblemView problem, Dictionary<Cell, CriticalPoint> best) =>
        findings.Cells.Where(c => c.Problem == problem).Concat(best.Keys.Where(c => c.Problem == problem)).Select(c => c.Activation).Distinct().OrderBy(Catalogue.Rank);

    /// <summary>Psi_theta(x) = beta + sum_j a_j psi(w_j x + b_j).</summary>
    private static double Realization(Cell cell, double[] theta, double x)
    {
        var (shape, activation) = (new NetworkShape(1, cell.Width), Activation.Named(cell.Activation));
        var value = theta[shape.Beta];
        for (var j = 0; j < cell.Width; j++)
        {
            value += theta[shape.A(j)] * activation.Evaluate((theta[shape.U(j)] * x) + theta[shape.B(j)]).Value;
        }

        return value;
    }

    private static string Label(ProblemView problem) => $"target {problem.ProblemId}: {(problem.Kernel.Length > 0 ? problem.Kernel : problem.Family)}";

    private sealed record Row(string target, string activation, string width, double x, double y);
}
