using Landscape.Artifacts;
using Landscape.Models;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Detect;

/// <summary>The end of a training run.</summary>
[View("train", "runs")]
internal sealed record RunView(long RunId, long ProblemId, string Activation, int Width, string Outcome, double[] Theta);

/// <summary>A landscape with the end points of its training runs.</summary>
internal sealed record Cell(long ProblemId, string Activation, int Width, IReadOnlyList<double[]> Trained);

/// <summary>
/// Finds critical points of every index, dJ(theta) = 0, on each landscape (problem, activation, width): end points of training are polished by
/// Newton's method; saddles are searched from random starts, from paths between minima, from the points of width n - 1 with a neuron split or a dead one added (A6),
/// beside known points with those divided out, and by climbing from each point found. Points are counted modulo the symmetry group; whatever is not a critical
/// point is listed with the reason.
/// </summary>
[Stage("detect", 2)]
public sealed class DetectStage : IStage<DetectOptions>
{
    /// <inheritdoc/>
    public StageOutput Run(StageInputs inputs, DetectOptions options, StageContext context)
    {
        var samples = ProblemSamples.Read(inputs);
        var families = Families(inputs.Read<RunView>());
        var found = context.ForEachKept(
            "problems and activations", families, family => DetectRows.Of(Search(family, samples[family[0].ProblemId], options, context)), family => $"problem {family[0].ProblemId}, {family[0].Activation}");
        return DetectRows.Joined(found);
    }

    /// <summary>The landscapes of each problem and activation, by width: a width is searched with the points of the width below at hand.</summary>
    private static List<List<Cell>> Families(IReadOnlyList<RunView> runs) =>
        [.. runs.GroupBy(r => (r.ProblemId, r.Activation)).Select(family => family.GroupBy(r => r.Width).OrderBy(g => g.Key).Select(ToCell).ToList())];

    // A run that goes to infinity is not a candidate; an undecided one may still be near a critical point: the polish tells.
    private static Cell ToCell(IEnumerable<RunView> runs)
    {
        var first = runs.First();
        return new Cell(first.ProblemId, first.Activation, first.Width, [.. runs.Where(r => r.Outcome != "diverging").Select(r => r.Theta)]);
    }

    private static List<(Cell Cell, CriticalPointSearch Search)> Search(List<Cell> family, Sample sample, DetectOptions options, StageContext context)
    {
        var activation = Activation.Named(family[0].Activation);
        var searches = new List<(Cell Cell, CriticalPointSearch Search)>();
        foreach (var cell in family)
        {
            var stream = context.Stream("starts", cell.ProblemId, Activation.All.ToList().IndexOf(activation), cell.Width);
            var search = new CriticalPointSearch(new RiskLandscape(sample, activation, cell.Width), options.Effort, stream);
            search.Run(cell.Trained, searches is [.., var last] && last.Cell.Width == cell.Width - 1 ? last.Search.Points : []);
            searches.Add((cell, search));
        }

        return searches;
    }
}
