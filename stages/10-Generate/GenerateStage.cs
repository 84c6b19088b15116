using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Landscape.Artifacts;
using Landscape.Staging;

[assembly: InternalsVisibleTo("Landscape.Generate.Tests")]
[assembly: InternalsVisibleTo("Landscape.Activations.Tests")]
[assembly: InternalsVisibleTo("Landscape.Faults.Tests")]

namespace Landscape.Stages.Generate;

/// <summary>The targets of a run.</summary>
public sealed record GenerateOptions
{
    /// <summary>The groups.</summary>
    [Description("Groups of targets; problems are numbered in this order.")]
    [Required]
    [MinLength(1)]
    public IReadOnlyList<TargetOptions> Targets { get; init; } = [];
}

/// <summary>A problem: one target on one discrete measure.</summary>
/// <param name="ProblemId">0, 1, 2, ... in the order of the configuration.</param>
/// <param name="Family">gaussian-process, teacher, polynomial or table.</param>
/// <param name="Kernel">The covariance kernel's label; empty for other families.</param>
/// <param name="InputDim">d.</param>
/// <param name="NodeCount">N.</param>
/// <param name="Seed">The run's master seed; the target's stream is derived from it and the problem_id.</param>
/// <param name="Design">The design's label.</param>
/// <param name="Draw">Number of the target within its group.</param>
/// <param name="Nugget">nu of K + nu I, 0 when none was needed.</param>
/// <param name="Parameters">JSON of the family's parameters: what defines the target besides chance, and for teachers and polynomials the outcome of chance.</param>
[Table("problems", 1)]
internal sealed record ProblemRow(
    long ProblemId, string Family, string Kernel, int InputDim, int NodeCount, long Seed, string Design, int Draw, double Nugget, string Parameters);

/// <summary>A node of a problem's discrete measure.</summary>
/// <param name="ProblemId">The problem.</param>
/// <param name="Node">0..N-1.</param>
/// <param name="X">x, d.</param>
/// <param name="Weight">mu(x), nonnegative, sum 1.</param>
/// <param name="Target">f(x).</param>
[Table("nodes", 1)]
internal sealed record NodeRow(long ProblemId, int Node, double[] X, double Weight, double Target);

/// <summary>
/// The discrete problems of a run: nodes x_s, weights mu_s and target values f(x_s), of which the risk
/// J(theta) = sum_s mu_s (Psi_theta(x_s) - f(x_s))^2 consists. [BD] draws f from a centred Gaussian process whose covariance is positive
/// definite on the nodes; teachers, polynomials ([KGDJ]) and tables stand beside it for contrast and ground truth.
/// </summary>
[Stage("generate", 1)]
internal sealed class GenerateStage : IStage<GenerateOptions>
{
    public StageOutput Run(StageInputs inputs, GenerateOptions options, StageContext context)
    {
        var draws = options.Targets.SelectMany(DrawsOf).Select((draw, id) => draw with { ProblemId = id }).ToList();
        var targets = context.ForEach("targets", draws, draw => TargetFamilies.Make(draw, context), draw => $"problem {draw.ProblemId}");
        WarnOfNuggets(draws, targets, context);
        return new StageOutput()
            .Add(draws.Zip(targets, (draw, target) => ToProblem(draw, target, context.Description.Seed)))
            .Add(draws.Zip(targets, ToNodes).SelectMany(nodes => nodes));
    }

    private static IEnumerable<TargetDraw> DrawsOf(TargetOptions group) =>
        Enumerable.Range(0, (group as DrawnTargetOptions)?.Count ?? 1).Select(draw => new TargetDraw(0, group, draw));

    private static ProblemRow ToProblem(TargetDraw draw, Target target, long seed) => new(
        draw.ProblemId, target.Family, target.Kernel, target.Sample.InputDimension, target.Sample.Count, seed,
        target.Design, draw.Draw, target.Nugget, target.Parameters);

    private static IEnumerable<NodeRow> ToNodes(TargetDraw draw, Target target)
    {
        var sample = target.Sample;
        return Enumerable.Range(0, sample.Count).Select(s =>
            new NodeRow(draw.ProblemId, s, sample.Nodes.Row(s).ToArray(), sample.Weights[s], sample.Targets[s]));
    }

    private static void WarnOfNuggets(IReadOnlyList<TargetDraw> draws, IReadOnlyList<Target> targets, StageContext context)
    {
        foreach (var group in draws.Zip(targets).Where(pair => pair.Second.Nugget > 0).GroupBy(pair => pair.First.Group))
        {
            var (first, largest) = (group.First().Second, group.Max(pair => pair.Second.Nugget));
            context.Warn($"{first.Kernel} on {first.Design} in {first.Sample.InputDimension} inputs is not numerically positive definite: " +
                $"a nugget of at most {largest:R} was added to its diagonal in {group.Count()} problems");
        }
    }
}
