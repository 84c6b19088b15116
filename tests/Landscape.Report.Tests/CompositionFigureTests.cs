using System.Text.Json.Nodes;
using Landscape.Models;
using Landscape.Stages.Report;

namespace Landscape.Report.Tests;

/// <summary>What the figures of compositions and tails compute themselves: level sets, medians, captions.</summary>
public sealed class CompositionFigureTests
{
    [Fact]
    public void The_target_set_of_every_portrait_is_where_the_output_is_one()
    {
        var rows = Rows(PortraitFigure.Draw(new SyntheticRun(3, 1, 6).Findings));

        foreach (var neuron in OneNeuron.All)
        {
            // Linear interpolation on squares of side 0.05: off by at most 0.05^2 / 8 times second derivatives of y, which are at most 2.
            var target = rows.Where(r => (string?)r["neuron"] == neuron.Name && (string?)r["kind"] == "target" && r["w1"] is not null).ToList();
            Assert.NotEmpty(target);
            Assert.All(target, r => Assert.Equal(1, neuron.Output((double)r["w1"]!, (double)r["w2"]!), 2e-3));
        }

        Assert.Equal(["linear", "tanh"], rows.Where(r => (string?)r["kind"] == "saddle").Select(r => (string?)r["neuron"]));
    }

    [Fact]
    public void Drifts_are_shown_by_median_and_largest_of_completed_runs()
    {
        var invariants = new[] { 3e-9, 1e-9, 2e-9 }.Select(drift => new InvariantView("f", "1-1-1", "dormand-prince-853", 1e-8, 10, "completed", drift))
            .Append(new InvariantView("f", "1-1-1", "dormand-prince-853", 1e-8, 10, "failed", 1)).ToList();

        var rows = Rows(DriftFigure.Draw(new Findings { Compositions = new CompositionFindings { Invariants = invariants } }));

        Assert.Equal([("median", 2e-9), ("largest", 3e-9)], rows.Select(r => ((string)r["statistic"]!, (double)r["drift"]!)));
    }

    [Fact]
    public void Tails_out_of_reach_are_counted_in_the_caption_and_not_drawn()
    {
        RateView Tail(string method, string law) => new(0, method, law, 10, 0.1, 0.001, 0.1, 2, double.NaN, double.NaN);
        var figure = RateFigure.Draw(new Findings
        {
            Rates = [Tail("nesterov", "out-of-reach"), Tail("gradient-descent", "out-of-reach"), Tail("gradient-descent", "out-of-reach"), Tail("heavy-ball", "exponential"), Tail("adam", "out-of-reach")],
        });

        Assert.Contains("2 of gradient-descent and 1 of nesterov.", figure.Caption, StringComparison.Ordinal);
        Assert.Equal("heavy-ball", (string?)Assert.Single(Rows(figure))["method"]);
    }

    [Fact]
    public void A_cost_has_the_same_colour_whichever_others_are_shown()
    {
        string[] all = ["a", "b", "c"];
        var everything = JsonNode.Parse($"{{ {CompositionStyle.CostColour(all, all)} }}")!["color"]!["scale"]!["range"]!.AsArray();
        var part = JsonNode.Parse($"{{ {CompositionStyle.CostColour(all, ["c", "a", "c"])} }}")!["color"]!["scale"]!;

        Assert.Equal(["a", "c"], part["domain"]!.AsArray().Select(v => (string?)v));
        Assert.Equal([(string?)everything[0], (string?)everything[2]], part["range"]!.AsArray().Select(v => (string?)v));
    }

    private static List<JsonNode> Rows(Figure figure) => [.. figure.Spec["data"]!["values"]!.AsArray().Select(r => r!)];
}
