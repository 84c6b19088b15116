using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Landscape.Stages.Report;

namespace Landscape.Report.Tests;

/// <summary>Every figure is drawn without a warning (the renderer turns each into an error), whatever the run found.</summary>
public sealed class FigureTests
{
    [Theory]
    [InlineData(0, 0, 0)] // an empty run
    [InlineData(2, 3, 0)] // training without a critical point
    [InlineData(1, 1, 1)] // one target, one run and one point a cell
    [InlineData(12, 40, 10)] // 2880 runs and 720 points: more than the options below let the figures draw
    public void Figures_of_every_size_are_drawn(int problems, int starts, int points)
    {
        var figures = FigureList.Draw(new SyntheticRun(problems, starts, points).Findings, new ReportOptions { ScatterPoints = 500 });
        var drawn = FigureRenderer.Render(figures, new NodeContext());

        Assert.Equal(figures.Select(f => f.Name), drawn.Select(d => d.Figure.Name));
        Assert.All(drawn, figure =>
        {
            Assert.StartsWith("<svg", figure.Svg, StringComparison.Ordinal);
            Assert.DoesNotContain("NaN", figure.Svg, StringComparison.Ordinal);
            Assert.True(figure.Svg.Length < 500_000, $"{figure.Figure.Name}: {figure.Svg.Length} characters"); // ten of them on a page of less than 10 MB
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], figure.Png[..4]);
            Assert.Equal("%PDF", Encoding.ASCII.GetString(figure.Pdf, 0, 4));
            var (millimetres, points) = OnPaper(figure.Print);
            Assert.Contains(millimetres, new[] { 88.0, 180 });
            Assert.True(points >= 7, $"{figure.Figure.Name}: letters of {points:0.0} pt at {millimetres} mm"); // what journals ask for
        });
    }

    [Theory]
    [InlineData(5)] // as paper.yml has them
    [InlineData(9)]
    public void A_figure_with_more_panels_than_two_columns_have_room_for_is_wider_and_not_smaller_print(int widths)
    {
        var figures = FigureList.Draw(new SyntheticRun(problems: 2, startsPerCell: 2, pointsPerCell: 1, widths).Findings, new ReportOptions { ScatterPoints = 100 });
        var drawn = FigureRenderer.Render(figures, new NodeContext()).Select(f => (f.Figure.Name, Paper: OnPaper(f.Print))).ToList();
        Assert.All(drawn, f => Assert.True(f.Paper.Points >= 7, f.Name));
        Assert.Equal(widths > 5, drawn.Single(f => f.Name == "index-against-risk").Paper.Millimetres > 180);
    }

    /// <summary>Width in millimetres and size of the smallest letters in points, from the SVG's own numbers.</summary>
    private static (double Millimetres, double Points) OnPaper(string svg)
    {
        var head = Regex.Match(svg, """<svg[^>]* width="([0-9.]+)mm"[^>]* viewBox="0 0 ([0-9.]+) """);
        var (millimetres, pixels) = (Number(head.Groups[1]), Number(head.Groups[2]));
        var letters = Regex.Matches(svg, @"font-size=""([0-9.]+)px""").Min(m => Number(m.Groups[1]));
        return (millimetres, letters * (millimetres / 25.4 * 72) / pixels);

        static double Number(Group group) => double.Parse(group.Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Extreme_values_have_a_place_on_every_axis()
    {
        var run = new SyntheticRun(2, 3, 3);
        // A training run may overflow; a critical point is finite, but its distances and residual may not exist.
        double[] finite = [0, double.Epsilon, 1e-300, 1e300, 0.5, 1];
        double[] extremes = [0, double.Epsilon, 1e-300, 1e300, double.PositiveInfinity, double.NaN];
        for (var i = 0; i < extremes.Length; i++)
        {
            run.Classes[i] = run.Classes[i] with { Margin = finite[i], BiasDistance = finite[i], DuplicationDistance = double.PositiveInfinity, KernelResidual = extremes[i] };
            run.Spectra[i] = run.Spectra[i] with { SmallestAbsEigenvalue = finite[i], Eigenvalues = [-1e300, -double.Epsilon, 0, 1e-300, 1e300] };
            run.Points[i] = run.Points[i] with { Risk = finite[i] };
            run.Traces[i] = run.Traces[i] with { Risk = extremes[i], GradientNorm = extremes[i] };
        }

        // A table of compositions may hold what an integration that failed leaves.
        var compositions = run.Compositions;
        for (var i = 0; i < extremes.Length; i++)
        {
            compositions.Flows.Add(compositions.Flows[0] with { RateMeasured = extremes[i], RateUncertainty = extremes[^(i + 1)], InvariantDrift = extremes[i], ReducedDifference = extremes[i] });
            compositions.Exits.Add(compositions.Exits[1] with { Time = extremes[i] });
            compositions.Invariants.Add(compositions.Invariants[0] with { InvariantDrift = extremes[i] });
            compositions.Trajectories[i] = compositions.Trajectories[i] with { W1 = extremes[i] };
            compositions.Rates.Add(compositions.Rates[0] with { RateMeasured = extremes[i], Uncertainty = extremes[^(i + 1)] });
        }

        var drawn = FigureRenderer.Render(FigureList.Draw(run.Findings, new ReportOptions()), new NodeContext());

        Assert.All(drawn, figure => Assert.DoesNotMatch("NaN|Infinity", figure.Svg));
    }

    [Fact]
    public void A_specification_is_complete_and_uses_pinned_type_and_colours()
    {
        var figures = FigureList.Draw(new SyntheticRun(2, 3, 3).Findings, new ReportOptions());
        string[] palette = [Theme.Ink, Theme.Blue, Theme.Sky, Theme.Green, Theme.Orange, Theme.Vermillion, Theme.Purple, Theme.Grey, Theme.Grid, "#ffffff", .. Theme.Ramp];
        Assert.All(figures, figure =>
        {
            Assert.Equal("https://vega.github.io/schema/vega-lite/v6.json", (string?)figure.Spec["$schema"]);
            Assert.NotEmpty(figure.Spec["data"]!["values"]!.AsArray());
            Assert.Equal("DejaVu Sans", (string?)figure.Spec["config"]!["font"]);
            Assert.All(Regex.Matches(figure.Spec.ToJsonString(), "#[0-9a-fA-F]{6}").Select(m => m.Value), colour => Assert.Contains(colour, palette));
        });
    }

    [Fact]
    public void The_file_of_a_specification_holds_the_specification()
    {
        foreach (var problems in new[] { 0, 2 })
        {
            Assert.All(FigureList.Draw(new SyntheticRun(problems, 3, 3).Findings, new ReportOptions()), figure =>
                Assert.True(JsonNode.DeepEquals(figure.Spec, JsonNode.Parse(SpecText.Of(figure.Spec))), figure.Name));
        }
    }

    [Fact]
    public void A_network_is_drawn_where_its_realization_is()
    {
        // n = 1, tanh: beta + a tanh(w x + b) with w = 2, b = 0.5, a = 1.5, beta = -0.25; the curve runs from node to node, -0.9375 to 0.9375.
        var run = new SyntheticRun(1, 1, 0);
        run.Points.Add(new(0, 0, "tanh", 1, [2, 0.5, 1.5, -0.25], 0.1));
        run.Certificates.Add(new(0, true, "", 0, true, 0.9, 1e-6, true, false));
        run.Discoveries.Add(new(0, "training", 1, null));
        run.Spectra.Add(new(0, [1, 2, 3, 4], 0, 0, 1));
        run.Classes.Add(new(0, Domains.Efficient, [], 0.1, 1.5, 1, double.PositiveInfinity, 0, double.NaN));

        var rows = FitsFigure.Draw(run.Findings, new ReportOptions()).Spec["data"]!["values"]!.AsArray();

        var curve = rows.Where(r => (string?)r!["width"] == "n = 1").Select(r => ((double)r!["x"]!, (double)r["y"]!)).ToList();
        Assert.Equal((-0.9375, 0.9375), (curve[0].Item1, curve[^1].Item1));
        Assert.All(curve, p => Assert.Equal(-0.25 + (1.5 * Math.Tanh((2 * p.Item1) + 0.5)), p.Item2, 5e-6)); // x is rounded to seven digits, the slope is at most 3
    }

    [Fact]
    public void Ticks_are_powers_of_ten_and_a_clamped_axis_says_so()
    {
        var axis = JsonNode.Parse($"{{ {Axes.Log("x", "x", [0, 3e-7, 21], -12)} }}")!;

        Assert.Equal([1e-12, 50.0], axis["scale"]!["domain"]!.AsArray().Select(v => (double)v!));
        Assert.Contains("'≤ 10⁻¹²'", (string?)axis["axis"]!["labelExpr"], StringComparison.Ordinal);
        Assert.All(axis["axis"]!["values"]!.AsArray(), tick => Assert.Equal((double)tick!, Axes.Power(Axes.Decade((double)tick!))));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(9.999999999999999, 0)]
    [InlineData(1e-7, -7)]
    [InlineData(9.9e22, 22)]
    [InlineData(1e300, 60)] // beyond what an axis shows
    [InlineData(5e-324, -60)]
    public void The_decade_of_a_number_is_exact(double value, int decade) => Assert.Equal(decade, Axes.Decade(value));
}
