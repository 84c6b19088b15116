using Landscape.Models;
using Landscape.Numerics;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Compose;

/// <summary>
/// Claim B1 by integrator: C_i = W_i W_i^T - W_(i+1)^T W_(i+1) drifts with the tolerance of an integrator that knows nothing of it, stays at rounding with one
/// that keeps quadratic invariants, and drifts in proportion to the step of gradient descent, by eta^2 (G_i G_i^T - G_(i+1)^T G_(i+1)) a step. Time is measured in
/// units of 1 / |H|, H the Hessian where it is largest along the flow, so that equal numbers of steps mean the same for all problems.
/// </summary>
internal static class InvariantDrifts
{
    private const int CollocationStages = 4;
    private const int CurvatureSamples = 10;

    internal sealed record Item(string Problem, Func<Composition> Build)
    {
        public string Name => Problem;
    }

    private sealed record Path(double[] End, double Drift, int Steps, bool IsComplete);

    /// <summary>Rows for the first start of each problem, one a way of integrating.</summary>
    public static IEnumerable<InvariantRow> Run(ComposeOptions options, StageContext context)
    {
        Item[] items = [.. Problems.All(options, context).Select(problem => new Item(problem.Name, problem.Build))];
        return context.KeptRows("comparisons of integrators", items, item => Compare(item, options, context), item => item.Name);
    }

    private static List<InvariantRow> Compare(Item item, ComposeOptions options, StageContext context)
    {
        var (composition, invariants) = (item.Build(), options.Invariants);
        var start = RandomDirections.Normal(composition.Dimension, options.Starts.Scale, context.Stream($"starts/{item.Problem}", 0));
        var time = FollowedTime(composition, start, options);
        var reference = Adapt(composition, start, time, options.Integrator with { Tolerance = 1e-13 }).End;
        InvariantRow Row(string integrator, double? tolerance, double? step, Path path) => new(
            composition.Cost.Name, composition.Shape, composition.Layers, integrator, tolerance, step, path.Steps, time,
            path.IsComplete ? "completed" : "failed", path.Drift, path.End.Zip(reference).Max(pair => Math.Abs(pair.First - pair.Second)));
        var adaptive = invariants.Tolerances.Select(tolerance =>
            Row("dormand-prince-853", tolerance, null, Adapt(composition, start, time, options.Integrator with { Tolerance = tolerance })));
        var collocation = invariants.CollocationSteps.Select(steps =>
            Row("gauss-collocation-8", null, time / steps, Collocate(composition, start, time / steps, steps)));
        var descent = invariants.DescentSteps.Select(steps =>
            Row("gradient-descent", null, time / steps, Descend(composition, start, time / steps, steps)));
        return [.. adaptive, .. collocation, .. descent];
    }

    /// <summary>The final time of the options over the largest |H| on the way: the flow is first followed for as long as |H| at the start would allow.</summary>
    private static double FollowedTime(Composition composition, double[] start, ComposeOptions options)
    {
        var units = options.Invariants.FinalTime;
        var trial = new AdaptiveIntegrator(options.Integrator).Run(CompositionFlow.Of(composition), start, units / LargestCurvature(composition, start));
        return units / trial.EvenTimes(0, CurvatureSamples).Max(time => LargestCurvature(composition, trial.At(time)));
    }

    private static double LargestCurvature(Composition composition, double[] theta)
    {
        var eigenvalues = SymmetricEigen.ValuesOf(composition.Hessian(theta));
        return Math.Max(-eigenvalues[0], eigenvalues[^1]);
    }

    private static Path Adapt(Composition composition, double[] start, double finalTime, IntegratorOptions options)
    {
        var trajectory = new AdaptiveIntegrator(options).Run(CompositionFlow.Of(composition), start, finalTime);
        return new Path(trajectory.End, FlowEvidence.DriftOf(composition, start, trajectory), trajectory.Steps, trajectory.Outcome == IntegrationOutcome.FinalTime);
    }

    private static Path Collocate(Composition composition, double[] start, double h, int steps)
    {
        var method = new GaussCollocation(CompositionFlow.Of(composition), composition.Dimension, CollocationStages);
        return March(composition, start, steps, state => method.TryStep(state, h));
    }

    private static Path Descend(Composition composition, double[] start, double eta, int steps)
    {
        var gradient = new double[composition.Dimension];
        return March(composition, start, steps, state =>
        {
            composition.Gradient(state, gradient);
            FixedOrderSum.AddScaled(-eta, gradient, state);
            return Array.TrueForAll(state, double.IsFinite);
        });
    }

    private static Path March(Composition composition, double[] start, int steps, Func<double[], bool> tryStep)
    {
        double[] state = [.. start];
        var monitor = new InvariantMonitor(composition, start);
        for (var step = 0; step < steps; step++)
        {
            if (!tryStep(state))
            {
                return new Path(state, monitor.Drift, step, false);
            }

            monitor.See(state);
        }

        return new Path(state, monitor.Drift, steps, true);
    }
}
