namespace Landscape.Stages.Report;

/// <summary>Risk and gradient norm along training, by method.</summary>
internal static class TrainingFigure
{
    private const int GradientFloor = -18;
    private const int PanelHeight = 150;
    private const int RecordsPerLine = 60;
    private const string Median = "median";

    public static Figure Draw(Findings findings, ReportOptions options)
    {
        var rows = findings.Runs.GroupBy(r => r.Method)
            .SelectMany(method => Curves(findings, method.Key, [.. method], options.TraceRuns)).ToList();
        return new Figure(
            "training",
            "Training by method",
            $"One column a method, steps on a scale that is logarithmic beyond 1. Thin lines: {options.TraceRuns} runs at most, spread evenly over all, coloured by how they ended. "
                + "Thick line: the median over all runs of the method; a run that has stopped keeps its last value. A falling gradient norm beside a bounded parameter is convergence; "
                + "a run to infinity has a falling risk and a gradient norm that fades slowly. Steps of different methods do not cost the same.",
            Theme.Spec(Body(rows), rows, "No training run in this run."));
    }

    private static string Body(IReadOnlyList<Row> rows)
    {
        var width = Theme.PanelWidth(rows.Select(r => r.method).Distinct().Count());
        var most = rows.Select(r => (double)r.step).DefaultIfEmpty(1).Max();
        return $$"""
            { "vconcat": [
                {{Panels("risk", Axes.Log("risk", "risk J", rows.Select(r => r.risk), GradientFloor), "", true)}},
                {{Panels("gradient", Axes.Log("gradient", "gradient norm", rows.Select(r => r.gradient), GradientFloor), "step", false)}}
              ], "spacing": 16 }
            """;

        string Panels(string field, string y, string x, bool header) => $$"""
            { "facet": { "column": { {{Theme.Facet("method", rows.Select(r => r.method))}}, "header": { "labels": {{(header ? "true" : "false")}} } } },
              "spec": {
                "width": {{width}}, "height": {{PanelHeight}},
                "layer": [
                  { "transform": [{ "filter": "datum.run != '{{Median}}'" }],
                    "mark": { "type": "line", "strokeWidth": 0.8, "opacity": 0.55 },
                    "encoding": {
                      "detail": { "field": "run", "type": "nominal" },
                      "color": { "field": "outcome", "type": "nominal", "title": null, "scale": {{OutcomesFigure.Colours}}, "legend": { "symbolSize": 500, "symbolStrokeWidth": 3 } }
                    } },
                  { "transform": [{ "filter": "datum.run == '{{Median}}'" }],
                    "mark": { "type": "line", "strokeWidth": 2.6, "color": "{{Theme.Ink}}" } }
                ],
                "encoding": { "x": { {{Axes.Steps("step", x, most)}} }, "y": { {{y}} } }
              } }
            """;
    }

    private static IEnumerable<Row> Curves(Findings findings, string method, IReadOnlyList<RunView> runs, int limit)
    {
        foreach (var run in Theme.Spread(runs, limit))
        {
            foreach (var record in Theme.Spread([.. findings.Traces[run.RunId]], RecordsPerLine))
            {
                yield return Row.Of(method, $"{run.RunId}", run.Outcome, record.Step, record.Risk, record.GradientNorm);
            }
        }

        var grid = StepGrid(runs.Max(r => r.Steps));
        var curves = runs.Select(r => Resampled([.. findings.Traces[r.RunId]], grid)).ToList();
        for (var i = 0; i < grid.Count; i++)
        {
            var values = curves.Select(c => c[i]).OfType<TraceView>().ToList();
            if (values.Count > 0)
            {
                yield return Row.Of(method, Median, "", grid[i], MedianOf(values.Select(v => v.Risk)), MedianOf(values.Select(v => v.GradientNorm)));
            }
        }
    }

    /// <summary>0, 1, 2, ... and then a quarter more each time, up to the last step.</summary>
    private static List<long> StepGrid(long last)
    {
        var grid = new List<long> { 0 };
        while (grid[^1] < last)
        {
            grid.Add(Math.Min(last, Math.Max(grid[^1] + 1, grid[^1] * 5 / 4)));
        }

        return grid;
    }

    /// <summary>At each step of the grid the last record up to it; null before the first.</summary>
    private static TraceView?[] Resampled(IReadOnlyList<TraceView> trace, List<long> grid)
    {
        var values = new TraceView?[grid.Count];
        var next = 0;
        for (var i = 0; i < grid.Count; i++)
        {
            for (; next < trace.Count && trace[next].Step <= grid[i]; next++)
            {
            }

            values[i] = next > 0 ? trace[next - 1] : null;
        }

        return values;
    }

    private static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private sealed record Row(string method, string run, string outcome, long step, double risk, double gradient)
    {
        public static Row Of(string method, string run, string outcome, long step, double risk, double gradient) =>
            new(method, run, outcome, step, Drawable(risk), Drawable(gradient));

        /// <summary>A run that overflowed has no place on an axis; it is drawn at 10^30.</summary>
        private static double Drawable(double value) => Theme.Rounded(double.IsFinite(value) ? value : Axes.Power(30));
    }
}
