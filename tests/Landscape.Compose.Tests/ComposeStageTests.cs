using System.ComponentModel.DataAnnotations;
using Landscape.Models;
using Landscape.Search;
using Landscape.Stages.Compose;
using Landscape.Staging;

namespace Landscape.Compose.Tests;

public sealed class ComposeStageTests
{
    private static readonly ComposeOptions Small = new()
    {
        ScalarCosts = [ScalarCostName.LogCosh, ScalarCostName.TiltedMultiWell],
        MatrixCosts = [MatrixCostName.LeastSquares, MatrixCostName.LogDetTrace],
        Hidden = [1, 3],
        Layers = [2, 4],
        Shapes = ["2-3-2", "2-1-3-2"],
        Starts = new RandomStartOptions { Count = 2 },
        Imbalance = new ImbalanceOptions { LowestDecade = -3, HighestDecade = 4, PerDecade = 1 },
        ExitDecades = 10,
        Invariants = new InvariantOptions { Tolerances = [1e-4, 1e-8, 1e-12], CollocationSteps = [64], DescentSteps = [256, 512] },
        LeastSquaresSizes = [3],
        Portraits = new PortraitOptions { StartsPerSide = 2, Samples = 20 },
    };

    private static readonly Lazy<StageOutput> Output = new(() => Run(Small, "parallel"));

    [Fact]
    public void Imbalance_accelerates_as_predicted_and_the_reduced_equation_is_exact_over_seven_decades()
    {
        var flows = Rows<FlowRow>("flows").Where(f => f.Purpose == "imbalance").ToList();

        // Minima: one of log-cosh and three of the multi-well; two widths, eight values of c.
        Assert.Equal(64, flows.Count);
        Assert.All(flows, flow =>
        {
            Assert.Equal(("converged", "target-set", 0), (flow.Outcome, flow.Kind, flow.MorseIndex));
            Assert.InRange(flow.ReducedDifference!.Value, 0, 1e-10);

            // |z - z*| between 1e-9 and 1e-6: f' bends by a millionth, z is rounded to a millionth of it.
            Assert.Equal(1, flow.RateMeasured!.Value / flow.RatePredicted!.Value, 2e-6);
            Assert.InRange(flow.RateUncertainty!.Value / flow.RatePredicted.Value, 0, 5e-6);
            Assert.Equal(1, flow.PMeasured!.Value / flow.PPredicted!.Value, 1e-12);
            Assert.InRange(flow.InvariantDrift, 0, 1e-12);
        });
        Assert.Equal(1e-3, flows.Min(f => f.Imbalance), 1e-9);
        Assert.Equal(1e4, flows.Max(f => f.Imbalance), 1e-6);
    }

    [Fact]
    public void Random_starts_reach_critical_points_and_no_strict_saddle()
    {
        var flows = Rows<FlowRow>("flows").Where(f => f.Purpose == "random-start").ToList();

        // (2 costs x 2 depths x 2 widths + 2 costs x 2 shapes) x 2 starts.
        Assert.Equal(24, flows.Count);
        Assert.All(flows, flow => Assert.Equal(("converged", 0), (flow.Outcome, flow.MorseIndex)));
        Assert.All(flows, flow => Assert.InRange(flow.InvariantDrift, 0, 1e-12));

        // A hidden width of 1 cannot represent a 2 x 2 minimum of rank 2.
        Assert.All(flows, flow => Assert.Equal(flow.Shape == "2-1-3-2" ? "rank-deficient" : "target-set", flow.Kind));
        Assert.Equal(Enumerable.Range(0, 88).Select(i => (long)i), Rows<FlowRow>("flows").Select(f => f.FlowId));
    }

    [Fact]
    public void Target_sets_are_Morse_Bott()
    {
        var rows = Rows<MorseBottRow>("morse_bott");
        Assert.Equal(88, rows.Count);
        Assert.All(rows.Where(r => r.NullityPredicted is not null), r => Assert.Equal(r.NullityPredicted, r.Nullity));

        // The flow stops within about 1e-9 of the set.
        Assert.All(rows.Where(r => r.EigenvaluePredicted is not null), r => Assert.Equal(1, r.EigenvalueMeasured / r.EigenvaluePredicted!.Value, 1e-7));
        Assert.Contains(rows, r => r.NullityPredicted == 5 && r.Shape == "1-3-1");
    }

    [Fact]
    public void Saddles_have_the_predicted_order_and_spectrum()
    {
        var rows = Rows<SaddleRow>("saddles");
        Assert.All(rows, r => Assert.Equal(r.ZeroLayers, r.OrderMeasured, 1e-5));
        Assert.All(rows, r => Assert.InRange(r.EigenvalueError, 0, 1e-12));
        var two = rows.Where(r => r.Layers == 2 && r.Cost == "log-cosh").ToList();
        Assert.All(two, r => Assert.Equal(r.Hidden, r.EigenvaluesPredicted.Count(e => e == -Math.Abs(r.Slope))));
        Assert.Equal(Math.Tanh(-1.5), two[0].Slope, 1e-15);
    }

    [Fact]
    public void Every_critical_point_of_least_squares_has_the_closed_forms_value_index_and_nullity()
    {
        var rows = Rows<LeastSquaresRow>("least_squares_points");

        // Subsets of three with at most k members, k = 1..4: 4 + 7 + 8 + 8.
        Assert.Equal(27, rows.Count);
        Assert.All(rows, r => Assert.Equal((r.IndexPredicted, r.NullityPredicted), (r.MorseIndex, r.Nullity)));
        Assert.All(rows, r => Assert.Equal(r.ValuePredicted, r.Value, 1e-12));
        Assert.All(rows, r => Assert.InRange(r.GradientNorm, 0, 1e-13));
    }

    [Fact]
    public void Starts_on_the_manifold_converge_to_the_origin_and_others_leave_when_predicted()
    {
        var rows = Rows<ExitRow>("exits");
        Assert.Equal(44, rows.Count);
        Assert.All(rows, r => Assert.Equal(r.Epsilon == 0 ? "converged-to-origin" : "exited", r.Outcome));

        // Rounding of theta, 1e-17, moves the distance eps >= 1e-10 from the manifold by up to 1e-6 of it, and the time by that over f'(0) = 1/5 or more.
        Assert.All(rows.Where(r => r.Epsilon > 0), r => Assert.Equal(r.TimeExact!.Value, r.Time, 1e-5));
        foreach (var flow in rows.Where(r => r.Epsilon is > 0 and < 1e-3).GroupBy(r => (r.Cost, r.Hidden)))
        {
            // Differences of times between decades: the bounded term is gone but for a share of eps^2.
            var times = flow.Select(r => r.Time).ToList();
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(Math.Log(10) / Math.Abs(flow.First().Slope), pair.Second - pair.First, 1e-4));
        }
    }

    [Fact]
    public void Invariants_drift_with_tolerance_and_step_and_not_at_all_with_collocation()
    {
        var rows = Rows<InvariantRow>("invariants");
        Assert.All(rows, r => Assert.Equal("completed", r.Outcome));
        Assert.All(rows.Where(r => r.Integrator == "gauss-collocation-8"), r => Assert.InRange(r.InvariantDrift, 0, 1e-14));
        Assert.All(rows.Where(r => r.Tolerance <= 1e-12), r => Assert.InRange(r.InvariantDrift, 0, 1e-11));
        foreach (var descent in rows.Where(r => r.Integrator == "gradient-descent").GroupBy(r => (r.Cost, r.Shape)))
        {
            // eta^2 a step and 1 / eta steps: half the step, half the drift, up to the next order in eta.
            var drifts = descent.Select(r => r.InvariantDrift).ToList();
            Assert.InRange(drifts[0] / drifts[1], 1.6, 2.6);
        }
    }

    [Fact]
    public void Neurons_keep_their_quantities_and_only_the_logistic_one_has_no_saddle()
    {
        var saddles = Rows<NeuronSaddleRow>("neuron_saddles");
        Assert.Equal([true, true, false], saddles.Select(s => s.Present));
        Assert.Equal([true, true, false], saddles.Select(s => s.Predicted));
        Assert.All(saddles.Take(2), s => Assert.Equal(s.EigenvaluesPredicted[1], s.Eigenvalues[1], 1e-14));
        Assert.Equal(0, saddles[0].W1!.Value, 1e-15);

        // The smallest psi on [-2, 2].
        Assert.Equal(1 / (1 + Math.Exp(2)), saddles[2].SmallestOutputGradient, 1e-12);
        var portraits = Rows<PortraitRow>("portraits");
        Assert.All(portraits, p => Assert.Equal(p.Role == "stable-manifold" ? "completed" : "converged", p.Outcome));
        Assert.All(portraits, p => Assert.InRange(p.ConservedDrift, 0, 1e-10));

        // Every trajectory ends on the target set y = 1, but the stable manifolds, which go back to the border.
        Assert.All(portraits.Where(p => p.Role != "stable-manifold"), p => Assert.Equal(1, p.OutputEnd, 1e-6));
        var samples = Rows<TrajectoryRow>("trajectories").ToLookup(t => t.TrajectoryId);
        Assert.All(portraits, p => Assert.Equal(20, samples[p.TrajectoryId].Count()));
        Assert.All(portraits.Where(p => p.Role == "stable-manifold"), p => Assert.Equal(2, samples[p.TrajectoryId].Last() is var end ? Math.Max(Math.Abs(end.W1), Math.Abs(end.W2)) : 0, 1e-9));
    }

    [Theory]
    [InlineData("forwards")]
    [InlineData("backwards")]
    public void The_order_of_the_work_changes_no_bit(string order)
    {
        var other = Run(Small, order);
        foreach (var (name, table) in Output.Value.Tables)
        {
            Assert.Equal(table.Rows.Cast<object>().Select(Bits), other.Tables[name].Rows.Cast<object>().Select(Bits));
        }

        // Round-trip formatting: equal texts are equal bits.
        static string Bits(object row) => string.Join(" ", row.GetType().GetProperties().Select(p => p.GetValue(row) is double[] list ? string.Join(",", list) : $"{p.GetValue(row)}"));
    }

    [Fact]
    public void A_flow_stays_the_same_when_costs_shapes_or_starts_are_added()
    {
        var few = Run(
            Small with { ScalarCosts = [ScalarCostName.TiltedMultiWell], MatrixCosts = [MatrixCostName.LogDetTrace], Layers = [4], Hidden = [3], Starts = new RandomStartOptions { Count = 1 } },
            "parallel").Tables["flows"].Rows.Cast<FlowRow>().Where(f => f.Purpose == "random-start").ToList();
        Assert.Equal(3, few.Count);
        var many = Rows<FlowRow>("flows");
        Assert.All(few, flow => Assert.Equal(flow with { FlowId = 0 }, Assert.Single(many, m => (m.Purpose, m.Cost, m.Shape, m.Start) == (flow.Purpose, flow.Cost, flow.Shape, flow.Start)) with { FlowId = 0 }));
    }

    [Fact]
    public void Flows_that_cannot_finish_are_rows_with_a_reason()
    {
        var output = Run(Small with { Integrator = new IntegratorOptions { MaxSteps = 5 } }, "parallel");
        var flows = output.Tables["flows"].Rows.Cast<FlowRow>().ToList();
        Assert.All(flows, f => Assert.Equal("undecided", f.Outcome));
        Assert.All(flows, f => Assert.StartsWith("budget: 5 steps", f.Reason, StringComparison.Ordinal));
        Assert.All(flows, f => Assert.Null(f.RateMeasured));
        Assert.All(output.Tables["exits"].Rows.Cast<ExitRow>(), e => Assert.Equal("undecided", e.Outcome));
    }

    [Fact]
    public void Options_that_contradict_themselves_are_refused()
    {
        Assert.Empty(Errors(new ComposeOptions()));
        Assert.Single(Errors(new ComposeOptions { Hidden = [2, 2] }));
        Assert.Single(Errors(new ComposeOptions { Shapes = ["2-2-2", "2-2-2"] }));
        var imbalance = new ImbalanceOptions { LowestDecade = 2, HighestDecade = 1 };
        Assert.Single(imbalance.Validate(new ValidationContext(imbalance)));

        static List<ValidationResult> Errors(ComposeOptions options) => [.. options.Validate(new ValidationContext(options))];
    }

    private static List<T> Rows<T>(string table) => [.. Output.Value.Tables[table].Rows.Cast<T>()];

    private static StageOutput Run(ComposeOptions options, string order) => new ComposeStage().Run(new NoInputs(), options, new MemoryContext(order));
}
