using Landscape.Models;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Train;

/// <summary>A training run that is to be made.</summary>
internal sealed record PlannedRun(long ProblemId, Activation Activation, int Width, ITrainingMethod Method, int Start)
{
    /// <summary>How progress and errors name the run.</summary>
    public string Name => $"problem {ProblemId}, {Activation.Name}, width {Width}, {Method.Name}, start {Start}";
}

/// <summary>All runs, by problem, activation, width, method and start.</summary>
internal static class TrainingPlan
{
    private sealed record Landscape(long ProblemId, ActivationName Activation, int Width, TrainingCell Cell);

    /// <summary>The runs that the cells ask for.</summary>
    /// <exception cref="InvalidOperationException">A landscape stands in two cells, or a cell has none.</exception>
    public static List<PlannedRun> Of(IReadOnlyList<ProblemView> problems, TrainOptions options)
    {
        var landscapes = LandscapesOf(problems, options.Cells);
        RequireEachOnce(landscapes);
        RequireSomeInEachCell(landscapes, options.Cells);
        return [..
            from landscape in landscapes
            from method in Methods(options, landscape.Cell.Starts)
            from start in Enumerable.Range(0, method.Starts)
            select new PlannedRun(landscape.ProblemId, Activation.Named(OptionNames.Of(landscape.Activation)), landscape.Width, method.Method, start)];
    }

    private static List<Landscape> LandscapesOf(IReadOnlyList<ProblemView> problems, IReadOnlyList<TrainingCell> cells) => [..
        from problem in problems
        from cell in cells
        where (cell.InputDim ?? problem.InputDim) == problem.InputDim && problem.Draw < (cell.Draws ?? int.MaxValue)
        from activation in cell.Activations
        from width in cell.Widths
        orderby problem.ProblemId, activation, width
        select new Landscape(problem.ProblemId, activation, width, cell)];

    private static (ITrainingMethod Method, int Starts)[] Methods(TrainOptions options, StartCounts starts) =>
    [
        (new TrustRegionNewton(options.TrustRegionNewton, options.Outcome), starts.TrustRegionNewton),
        (new GradientFlow(options.GradientFlow, options.Outcome), starts.GradientFlow),
        (new GradientDescent(options.GradientDescent, options.Outcome), starts.GradientDescent),
        (new HeavyBall(options.HeavyBall, options.Outcome), starts.HeavyBall),
        (new Nesterov(options.Nesterov, options.Outcome), starts.Nesterov),
        (new Adam(options.Adam, options.Outcome), starts.Adam),
        (new StochasticGradientDescent(options.StochasticGradientDescent, options.Outcome), starts.StochasticGradientDescent),
        (new Lbfgs(options.Lbfgs, options.Outcome), starts.Lbfgs),
    ];

    private static void RequireEachOnce(IEnumerable<Landscape> landscapes)
    {
        var twice = landscapes.GroupBy(l => (l.ProblemId, l.Activation, l.Width)).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new InvalidOperationException(
                $"train.cells: problem {twice.Key.ProblemId}, {OptionNames.Of(twice.Key.Activation)}, width {twice.Key.Width} stands in {twice.Count()} cells; " +
                "separate them by input_dim, activations or widths");
        }
    }

    private static void RequireSomeInEachCell(IReadOnlyList<Landscape> landscapes, IReadOnlyList<TrainingCell> cells)
    {
        var empty = cells.Select((cell, position) => (cell, position)).Where(c => landscapes.All(l => !ReferenceEquals(l.Cell, c.cell))).ToList();
        if (empty is [var (cell, position), ..])
        {
            throw new InvalidOperationException($"train.cells[{position}]: no target of the run has {cell.InputDim} inputs");
        }
    }
}
