using Landscape.Artifacts;
using Landscape.Models;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Train;

/// <summary>A problem, as cells choose it.</summary>
[View("generate", "problems")]
internal sealed record ProblemView(long ProblemId, int InputDim, int Draw);

/// <summary>The end of a training run.</summary>
/// <param name="RunId">0, 1, 2, ... by problem, activation, width, method, start.</param>
/// <param name="ProblemId">The problem.</param>
/// <param name="Activation">psi.</param>
/// <param name="Width">n.</param>
/// <param name="Method">trust-region-newton, gradient-flow, gradient-descent, heavy-ball, nesterov, adam, stochastic-gradient-descent, l-bfgs.</param>
/// <param name="Start">0, 1, 2, ... within the method.</param>
/// <param name="Outcome">converged, diverging, undecided.</param>
/// <param name="Reason">The evidence; the phrase before the colon names its kind.</param>
/// <param name="Steps">Accepted steps.</param>
/// <param name="Risk">J(theta).</param>
/// <param name="GradientNorm">max|dJ(theta)|.</param>
/// <param name="ParameterNorm">|theta|, Euclidean.</param>
/// <param name="Theta">The last iterate, P.</param>
[Table("runs", 1)]
public sealed record RunRow(
    long RunId, long ProblemId, string Activation, int Width, string Method, int Start, string Outcome, string Reason,
    long Steps, double Risk, double GradientNorm, double ParameterNorm, double[] Theta);

/// <summary>A state on the way of a run: steps 0, 1, 2, 5, 10, 20, 50, ... and the last.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Step">Accepted steps so far.</param>
/// <param name="Time">The flow's time; the sum of step sizes for gradient descent; the step for Newton's method.</param>
/// <param name="Risk">J.</param>
/// <param name="GradientNorm">max|dJ|.</param>
/// <param name="ParameterNorm">|theta|, Euclidean.</param>
[Table("traces", 1)]
public sealed record TraceRow(long RunId, long Step, double Time, double Risk, double GradientNorm, double ParameterNorm);

/// <summary>
/// Trains networks from declared random starts on every landscape (problem, activation, width) by trust-region Newton, the gradient flow
/// theta' = -dJ(theta), gradient descent and further first-order methods, and says of each run with evidence whether it converged, diverges to infinity or is undecided
/// (claim A8: not every run converges; Kranz, Gallon, Dereich and Jentzen, arXiv:2505.09572).
/// </summary>
[Stage("train", 1)]
public sealed class TrainStage : IStage<TrainOptions>
{
    /// <inheritdoc/>
    public StageOutput Run(StageInputs inputs, TrainOptions options, StageContext context)
    {
        var samples = ProblemSamples.Read(inputs);
        var items = TrainingPlan.Of(inputs.Read<ProblemView>(), options);
        var results = context.ForEachKept("training runs", items, item => Rows(item, Train(item, samples[item.ProblemId], options, context)), item => item.Name);
        return new StageOutput()
            .Add(results.SelectMany((result, id) => result.Rows<RunRow>().Select(run => run with { RunId = id })))
            .Add(results.SelectMany((result, id) => result.Rows<TraceRow>().Select(point => point with { RunId = id })));
    }

    private static TrainingResult Train(PlannedRun item, Sample sample, TrainOptions options, StageContext context)
    {
        // Names, not positions, make the key: a start stays the same when activations or methods are added.
        var stream = context.Stream($"starts/{item.Activation.Name}/{item.Method.Name}", item.ProblemId, item.Width, item.Start);
        var landscape = new RiskLandscape(sample, item.Activation, item.Width);
        var start = new StartDistribution(landscape, options.Start).Draw(stream);
        return item.Method.Run(new RiskFunction(landscape), start);
    }

    // The run's number follows from its place among all runs.
    private static StageOutput Rows(PlannedRun run, TrainingResult result) => new StageOutput()
        .Add([ToRow(run, result)])
        .Add(result.Trace.Select(p => new TraceRow(0, p.Step, p.Time, p.Risk, p.GradientNorm, p.ParameterNorm)));

    private static RunRow ToRow(PlannedRun run, TrainingResult result) => new(
        0, run.ProblemId, run.Activation.Name, run.Width, run.Method.Name, run.Start, OptionNames.Of(result.Outcome), result.Reason,
        result.Last.Step, result.Last.Risk, result.Last.GradientNorm, result.Last.ParameterNorm, result.Theta);
}
