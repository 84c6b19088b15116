using Landscape.Artifacts;
using Landscape.Models;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Detect;

/// <summary>The end of a training run.</summary>
[View("train", "runs")]
internal sealed record RunView(long RunId, long ProblemId, string Activation, int Width, string Outcome, double[] Theta);

/// <summary>A critical point, counted modulo symmetry.</summary>
/// <param name="PointId">0, 1, 2, ... by landscape, then by risk.</param>
/// <param name="ProblemId">The problem.</param>
/// <param name="Activation">psi.</param>
/// <param name="Width">n.</param>
/// <param name="Theta">The canonical representative.</param>
/// <param name="Risk">J(theta).</param>
/// <param name="GradientNorm">max|dJ(theta)|.</param>
/// <param name="Source">How it was found first: training, index-search, gradient-norm, path, climb.</param>
/// <param name="Hits">Searches that reached its orbit; for a redundant point: its class (kinds, index, efficient core).</param>
/// <param name="ParentId">The point from which it was climbed, or null.</param>
[Table("critical_points", 1)]
public sealed record CriticalPointRow(
    long PointId, long ProblemId, string Activation, int Width, double[] Theta, double Risk, double GradientNorm, string Source, long Hits, long? ParentId);

/// <summary>A candidate that is not a critical point.</summary>
/// <param name="ProblemId">The problem.</param>
/// <param name="Activation">psi.</param>
/// <param name="Width">n.</param>
/// <param name="Theta">Where its search or polish ended.</param>
/// <param name="GradientNorm">max|dJ(theta)|.</param>
/// <param name="Flatness">|H g| / (|H| |g|).</param>
/// <param name="Reason">gradient-flat, diverging, undecided.</param>
/// <param name="Source">The search that proposed it.</param>
[Table("rejects", 1)]
public sealed record RejectRow(
    long ProblemId, string Activation, int Width, double[] Theta, double GradientNorm, double Flatness, string Reason, string Source);

/// <summary>
/// Finds critical points of every index, dJ(theta) = 0, on each landscape (problem, activation, width): end points of training are polished by
/// Newton's method; saddles are searched from random starts, from paths between minima and by climbing from each point found. Points are counted
/// modulo the symmetry group; whatever is not a critical point is listed with the reason.
/// </summary>
[Stage("detect", 1)]
public sealed class DetectStage : IStage<DetectOptions>
{
    private sealed record Cell(long ProblemId, string Activation, int Width, IReadOnlyList<double[]> Trained)
    {
        public string Name => $"problem {ProblemId}, {Activation}, width {Width}";
    }

    /// <inheritdoc/>
    public StageOutput Run(StageInputs inputs, DetectOptions options, StageContext context)
    {
        var samples = ProblemSamples.Read(inputs);
        var cells = Cells(inputs.Read<RunView>());
        var searches = context.ForEach("landscapes", cells, cell => Search(cell, samples[cell.ProblemId], options, context), cell => cell.Name);
        return new StageOutput().Add(PointRows(cells, searches)).Add(RejectRows(cells, searches));
    }

    // A run that goes to infinity is not a candidate; an undecided one may still be near a critical point: the polish tells.
    private static List<Cell> Cells(IReadOnlyList<RunView> runs) =>
        [.. runs.GroupBy(r => (r.ProblemId, r.Activation, r.Width)).Select(g =>
            new Cell(g.Key.ProblemId, g.Key.Activation, g.Key.Width, [.. g.Where(r => r.Outcome != "diverging").Select(r => r.Theta)]))];

    private static CriticalPointSearch Search(Cell cell, Sample sample, DetectOptions options, StageContext context)
    {
        var activation = Activation.Named(cell.Activation);
        var stream = context.Stream("starts", cell.ProblemId, Activation.All.ToList().IndexOf(activation), cell.Width);
        var search = new CriticalPointSearch(new RiskLandscape(sample, activation, cell.Width), options.Effort, stream);
        search.Run(cell.Trained);
        return search;
    }

    private static List<CriticalPointRow> PointRows(List<Cell> cells, IReadOnlyList<CriticalPointSearch> searches)
    {
        var rows = new List<CriticalPointRow>();
        foreach (var (cell, search) in cells.Zip(searches))
        {
            var points = search.Points;
            var order = Enumerable.Range(0, points.Count).OrderBy(i => points[i].Model.Risk).ToList();
            var firstId = rows.Count;
            rows.AddRange(order.Select((position, rank) => Row(points[position], firstId + rank, ParentId(points[position].Parent))));

            long? ParentId(int? position) => position is { } known ? firstId + order.IndexOf(known) : null;
            CriticalPointRow Row(FoundPoint point, long id, long? parentId) => new(
                id, cell.ProblemId, cell.Activation, cell.Width, point.Model.Theta, point.Model.Risk, point.Model.GradientNorm, OptionNames.Of(point.Source), point.Hits, parentId);
        }

        return rows;
    }

    private static IEnumerable<RejectRow> RejectRows(List<Cell> cells, IReadOnlyList<CriticalPointSearch> searches) =>
        cells.Zip(searches).SelectMany(pair => pair.Second.Rejects.Select(r => new RejectRow(
            pair.First.ProblemId, pair.First.Activation, pair.First.Width, r.Model.Theta, r.Model.GradientNorm, r.Model.Flatness, OptionNames.Of(r.Reason), OptionNames.Of(r.Source))));
}
