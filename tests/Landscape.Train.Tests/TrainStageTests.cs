using System.ComponentModel.DataAnnotations;
using Landscape.Models;
using Landscape.Search;
using Landscape.Stages.Train;

namespace Landscape.Train.Tests;

public sealed class TrainStageTests
{
    private static readonly TrainingCell Cell = new() { Widths = [1, 2], Starts = new StartCounts { TrustRegionNewton = 3, GradientFlow = 2, GradientDescent = 1 } };

    private static readonly TrainOptions Options = new()
    {
        Cells = [Cell],
        GradientDescent = new GradientDescentOptions { MaxSteps = 50 },
    };

    [Fact]
    public void Runs_are_numbered_by_problem_activation_width_method_and_start()
    {
        var rows = Runs(Options);
        // 2 problems x 2 activations x 2 widths x (3 + 2 + 1) starts.
        Assert.Equal(48, rows.Count);
        Assert.Equal(Enumerable.Range(0, 48).Select(i => (long)i), rows.Select(r => r.RunId));
        var expected =
            from problem in new long[] { 0, 1 }
            from activation in new[] { "tanh", "logistic" }
            from width in new[] { 1, 2 }
            from run in new[]
            {
                ("trust-region-newton", 0), ("trust-region-newton", 1), ("trust-region-newton", 2), ("gradient-flow", 0), ("gradient-flow", 1), ("gradient-descent", 0),
            }
            select (problem, activation, width, run.Item1, run.Item2);
        Assert.Equal(expected, rows.Select(r => (r.ProblemId, r.Activation, r.Width, r.Method, r.Start)));
        // P = n (d + 2) + 1 with d = 1 for problem 0 and 2 for problem 1.
        Assert.All(rows, r => Assert.Equal((r.Width * (r.ProblemId + 3)) + 1, r.Theta.Length));
    }

    [Fact]
    public void A_run_tells_its_outcome_with_a_reason_and_ends_where_its_trace_ends()
    {
        var output = new TrainStage().Run(new TwoProblems(), Options, new MemoryContext("forwards"));
        var traces = output.Tables["traces"].Rows.Cast<TraceRow>().ToLookup(t => t.RunId);
        foreach (var run in output.Tables["runs"].Rows.Cast<RunRow>())
        {
            Assert.Contains(run.Outcome, new[] { "converged", "diverging", "undecided" });
            Assert.Contains(':', run.Reason);
            var trace = traces[run.RunId].ToList();
            Assert.Equal(0, trace[0].Step);
            Assert.Equal(0, trace[0].Time);
            Assert.Equal((run.Steps, run.Risk, run.GradientNorm, run.ParameterNorm), (trace[^1].Step, trace[^1].Risk, trace[^1].GradientNorm, trace[^1].ParameterNorm));
            Assert.All(trace.Zip(trace.Skip(1)), pair => Assert.True(pair.First.Step < pair.Second.Step && pair.First.Time < pair.Second.Time));
            Assert.Equal(run.ParameterNorm, Math.Sqrt(run.Theta.Sum(x => x * x)), 1e-12 * run.ParameterNorm);
        }
    }

    [Theory]
    [InlineData("backwards")]
    [InlineData("parallel")]
    public void The_order_of_the_work_changes_no_bit(string order)
    {
        Assert.Equal(Runs(Options).Select(Bits), Runs(Options, order).Select(Bits));

        // Round-trip formatting: equal texts are equal bits.
        static string Bits(RunRow run) => run + string.Join(" ", run.Theta);
    }

    [Fact]
    public void A_run_stays_the_same_when_activations_widths_methods_or_starts_are_added()
    {
        var few = Runs(Options with
        {
            Cells = [new TrainingCell { Activations = [ActivationName.Logistic], Widths = [2], Starts = new StartCounts { TrustRegionNewton = 0, GradientFlow = 1, GradientDescent = 0 } }],
        });
        var many = Runs(Options);
        // One run for each of the two problems.
        Assert.Equal(2, few.Count);
        foreach (var run in few)
        {
            var same = Assert.Single(many, r => (r.ProblemId, r.Activation, r.Width, r.Method, r.Start) == (run.ProblemId, run.Activation, run.Width, run.Method, run.Start));
            Assert.Equal(run.Theta, same.Theta);
            Assert.Equal(run.Reason, same.Reason);
        }
    }

    [Fact]
    public void Starts_of_different_runs_differ()
    {
        // Traces begin with the start's risk: no two of the 48 starts coincide.
        var output = new TrainStage().Run(new TwoProblems(), Options, new MemoryContext("forwards"));
        var first = output.Tables["traces"].Rows.Cast<TraceRow>().Where(t => t.Step == 0).Select(t => t.Risk).ToList();
        Assert.Equal(first.Count, first.Distinct().Count());
    }

    [Fact]
    public void A_cell_takes_the_problems_of_its_input_dimension_and_first_draws_and_the_order_of_cells_changes_nothing()
    {
        var cells = new[] { Cell with { Widths = [2], Draws = 1 }, Cell with { Widths = [1], InputDim = 2 } };
        var rows = Runs(Options with { Cells = cells });
        // Problem 0 (d = 1) is draw 0 and has width 2; problem 1 (d = 2) is draw 1 and has width 1; both for two activations, six starts each.
        Assert.Equal([(0L, 2, 12), (1L, 1, 12)], rows.GroupBy(r => (r.ProblemId, r.Width)).Select(g => (g.Key.ProblemId, g.Key.Width, g.Count())));
        var turned = Runs(Options with { Cells = [.. cells.Reverse()] });
        Assert.Equal(rows.Select(r => (r.RunId, r.ProblemId, r.Activation, r.Risk)), turned.Select(r => (r.RunId, r.ProblemId, r.Activation, r.Risk)));
    }

    [Fact]
    public void A_landscape_in_two_cells_and_a_cell_without_targets_are_refused_by_name()
    {
        var twice = Assert.Throws<InvalidOperationException>(() => Runs(Options with { Cells = [Cell with { Widths = [2] }, Cell with { InputDim = 2 }] }));
        Assert.Contains("problem 1, tanh, width 2 stands in 2 cells", twice.Message, StringComparison.Ordinal);
        var empty = Assert.Throws<InvalidOperationException>(() => Runs(Options with { Cells = [Cell with { InputDim = 2 }, Cell with { InputDim = 3 }] }));
        Assert.Contains("train.cells[1]: no target of the run has 3 inputs", empty.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Widths_and_activations_are_listed_once()
    {
        Assert.Single(Errors(new TrainingCell { Widths = [2, 2] }));
        Assert.Single(Errors(new TrainingCell { Activations = [ActivationName.Tanh, ActivationName.Tanh] }));
        Assert.Empty(Errors(new TrainingCell()));

        static List<ValidationResult> Errors(TrainingCell cell) => [.. cell.Validate(new ValidationContext(cell))];
    }

    private static List<RunRow> Runs(TrainOptions options, string order = "forwards") =>
        [.. new TrainStage().Run(new TwoProblems(), options, new MemoryContext(order)).Tables["runs"].Rows.Cast<RunRow>()];
}
