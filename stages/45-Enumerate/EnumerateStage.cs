using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Landscape.Artifacts;
using Landscape.Certification;
using Landscape.Models;
using Landscape.Staging;

namespace Landscape.Stages.Enumerate;

/// <summary>How far enumerations reach.</summary>
public sealed record EnumerateOptions
{
    /// <summary>Largest slope w of a tanh neuron without a ridge; logistic neurons reach twice as far.</summary>
    [Description("largest slope w of a tanh neuron without a ridge; a logistic neuron's is twice that; b is not limited")]
    [Range(0.01, 1000)]
    public double SlopeLimit { get; init; } = 20;

    /// <summary>The ridge rho > 0 of the contrast case; 0 leaves it out.</summary>
    [Description("the ridge rho of the contrast case, where all critical points are enumerated; 0 leaves it out")]
    [Range(0, 1000)]
    public double Ridge { get; init; } = 0.01;

    /// <summary>Boxes examined in each part of the plane.</summary>
    [Description("boxes that are examined in each part of the plane; what is left then is undecided")]
    [Range(1, 100_000_000)]
    public int BoxLimit { get; init; } = 200_000;
}

/// <summary>What is proved about all critical points of a landscape of one neuron on one input; docs/certificates.md states it to the letter.</summary>
/// <param name="ProblemId">The problem.</param>
/// <param name="Activation">psi.</param>
/// <param name="Ridge">rho.</param>
/// <param name="WMin">The box, as all four: without a ridge one (w, b) of each pair with w > 0; with a ridge it holds every critical point.</param>
/// <param name="WMax">See there.</param>
/// <param name="BMin">See there.</param>
/// <param name="BMax">See there.</param>
/// <param name="Boxes">Boxes examined by branch and bound.</param>
/// <param name="Points">Critical points: without a ridge the efficient ones, a point an orbit; with a ridge all.</param>
/// <param name="UndecidedBoxes">Boxes in which further critical points may be.</param>
/// <param name="UndecidedArea">Their area in the (w, b) plane.</param>
/// <param name="Complete">No box is undecided: there are no other critical points of the kind with (w, b) in the box.</param>
/// <param name="AlternatingSum">With a ridge and complete: the sum of (-1)^index, which Morse theory says is 1; else null.</param>
/// <param name="FoundBySearch">Without a ridge: how many of the points are among detect's.</param>
/// <param name="Recall">Their share; NaN with a ridge or without points.</param>
/// <param name="Unexplained">Without a ridge: detect's efficient points in the box that are neither among the points nor in an undecided box.</param>
/// <param name="Reason">Empty if complete, else branch-and-bound or uncertified.</param>
[Table("enumerations", 1)]
public sealed record EnumerationRow(
    long ProblemId,
    string Activation,
    double Ridge,
    double WMin,
    double WMax,
    double BMin,
    double BMax,
    int Boxes,
    int Points,
    int UndecidedBoxes,
    double UndecidedArea,
    bool Complete,
    int? AlternatingSum,
    int? FoundBySearch,
    double Recall,
    int Unexplained,
    string Reason);

/// <summary>A critical point of an enumeration.</summary>
/// <param name="ProblemId">The problem.</param>
/// <param name="Activation">psi.</param>
/// <param name="Ridge">rho.</param>
/// <param name="Theta">The centre of the boxes of the next two columns.</param>
/// <param name="Radius">The box of this sup-norm radius contains the critical point.</param>
/// <param name="UniquenessRadius">The box of this sup-norm radius contains no other.</param>
/// <param name="IndexProven">Its Morse index.</param>
/// <param name="Copies">With a ridge and tanh: 2 if the point stands for its mirror image too; else 1.</param>
/// <param name="Risk">J(theta), with the ridge.</param>
/// <param name="PointId">The point of detect on its orbit, or null.</param>
[Table("enumerated_points", 1)]
public sealed record EnumeratedPointRow(
    long ProblemId,
    string Activation,
    double Ridge,
    double[] Theta,
    double Radius,
    double UniquenessRadius,
    int IndexProven,
    int Copies,
    double Risk,
    long? PointId);

/// <summary>A landscape that was searched.</summary>
[View("train", "runs")]
internal sealed record RunView(long ProblemId, string Activation, int Width);

/// <summary>
/// Enumerates critical points with a proof that there are no others, for one tanh or logistic neuron on one input (docs/theory.md, section 3): interval branch and bound on the
/// equations E[r psi'] = E[r psi' x] = 0 with (a, beta) eliminated. Without a ridge this measures what detect's search missed; with a ridge nothing lies outside the box, and the
/// alternating sum of indices must be 1.
/// </summary>
[Stage("enumerate", 1)]
public sealed class EnumerateStage : IStage<EnumerateOptions>
{
    private sealed record Problem(long Id, IReadOnlyList<string> Activations, IReadOnlyList<CriticalPointView> Found);

    /// <inheritdoc/>
    public StageOutput Run(StageInputs inputs, EnumerateOptions options, StageContext context)
    {
        var samples = ProblemSamples.Read(inputs);
        var problems = Problems(inputs, samples);
        var parts = context.ForEachKept("problems", problems, problem => Enumerate(problem, samples[problem.Id], options), problem => $"problem {problem.Id}");
        return new StageOutput()
            .Add(parts.SelectMany(part => part.Rows<EnumerationRow>()).OrderBy(row => row.ProblemId))
            .Add(parts.SelectMany(part => part.Rows<EnumeratedPointRow>()).OrderBy(row => row.ProblemId));
    }

    private static List<Problem> Problems(StageInputs inputs, IReadOnlyDictionary<long, Sample> samples)
    {
        var found = inputs.Read<CriticalPointView>().Where(p => p.Width == 1).ToLookup(p => p.ProblemId);
        return [.. inputs.Read<RunView>()
            .Where(r => r.Width == 1 && samples[r.ProblemId].InputDimension == 1 && CriticalPointEnumerator.Knows(Activation.Named(r.Activation)))
            .GroupBy(r => r.ProblemId).OrderBy(g => g.Key)
            .Select(g => new Problem(g.Key, [.. g.Select(r => r.Activation).Distinct()], [.. found[g.Key]]))];
    }

    private static StageOutput Enumerate(Problem problem, Sample sample, EnumerateOptions options)
    {
        var enumerator = new CriticalPointEnumerator(sample, options.SlopeLimit, options.BoxLimit);
        var comparisons = problem.Activations.Select(name => new Comparison(
            problem.Id, new RiskLandscape(sample, Activation.Named(name), 1), enumerator.Enumerate(Activation.Named(name), 0), problem.Found.Where(p => p.Activation == name)));
        var contrasts = problem.Activations.Where(_ => options.Ridge > 0).Select(name => new Comparison(
            problem.Id, new RiskLandscape(sample, Activation.Named(name), 1, options.Ridge), enumerator.Enumerate(Activation.Named(name), options.Ridge), []));
        var all = comparisons.Concat(contrasts).ToList();
        return new StageOutput().Add(all.Select(c => c.Row())).Add(all.SelectMany(c => c.PointRows()));
    }
}
