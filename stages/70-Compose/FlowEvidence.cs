using Landscape.Models;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Compose;

/// <summary>A flow's row and the spectrum where it ended.</summary>
internal sealed record FlowEvidence(FlowRow Flow, MorseBottRow Spectrum)
{
    /// <summary>Names the integrator in tables.</summary>
    public const string Integrator = "dormand-prince-853";

    /// <summary>The evidence with its place in the table.</summary>
    public FlowEvidence Numbered(long id) => new(Flow with { FlowId = id }, Spectrum with { FlowId = id });

    /// <summary>The two rows, as the host keeps them.</summary>
    public StageOutput ToOutput() => new StageOutput().Add([Flow]).Add([Spectrum]);

    /// <summary>The evidence that <see cref="ToOutput"/> handed over.</summary>
    public static FlowEvidence From(StageOutput output) => new(output.Rows<FlowRow>()[0], output.Rows<MorseBottRow>()[0]);

    /// <summary>What every flow tells, without rates and comparisons.</summary>
    /// <param name="purpose">As in the table.</param>
    /// <param name="composition">g.</param>
    /// <param name="start">theta(0).</param>
    /// <param name="trajectory">The flow.</param>
    /// <param name="criticalGradient">max|dg| up to which the end counts as critical.</param>
    /// <param name="tolerance">The integrator's.</param>
    public static FlowEvidence Of(string purpose, Composition composition, double[] start, Trajectory trajectory, double criticalGradient, double tolerance)
    {
        var reached = ReachedPoint.At(composition, trajectory.End, criticalGradient);
        var z = composition.Cost is ScalarCost ? composition.Product(trajectory.End)[0, 0] : (double?)null;
        var target = z is { } at && composition.Cost is ScalarCost scalar ? scalar.CriticalPoints.MinBy(c => Math.Abs(c - at)) : (double?)null;
        var imbalance = Invariants.Imbalance(composition, start);
        var isPair = composition.Layers == 2 && z is not null;
        var flow = new FlowRow(
            0, purpose, composition.Cost.Name, composition.Shape, composition.Layers, composition.Hidden, 0, imbalance, z, OutcomeOf(trajectory, reached),
            trajectory.Reason, OptionNames.Of(reached.Kind), reached.MorseIndex, reached.GradientNorm, composition.Value(trajectory.End), trajectory.Time,
            trajectory.Steps, Integrator, tolerance, null, null, reached.SlowestRate, DriftOf(composition, start, trajectory), null, target,
            target is { } zero ? ((ScalarCost)composition.Cost).Second(zero) : null, isPair ? SquaredNorm(trajectory.End) : null,
            isPair ? Math.Sqrt((imbalance * imbalance) + (4 * z!.Value * z.Value)) : null);
        return new FlowEvidence(flow, SpectrumOf(composition, trajectory.End, reached));
    }

    /// <summary>The drift of the invariants over the ends of the steps.</summary>
    public static double DriftOf(Composition composition, double[] start, Trajectory trajectory)
    {
        var monitor = new InvariantMonitor(composition, start);
        foreach (var time in trajectory.StepTimes)
        {
            monitor.See(trajectory.At(time));
        }

        return monitor.Drift;
    }

    private static string OutcomeOf(Trajectory trajectory, ReachedPoint reached) =>
        trajectory.Outcome == IntegrationOutcome.Failed ? "failed" : reached.Kind == ReachedKind.NotCritical ? "undecided" : "converged";

    private static MorseBottRow SpectrumOf(Composition composition, double[] end, ReachedPoint reached)
    {
        var onTarget = reached.Kind == ReachedKind.TargetSet;
        var byMagnitude = reached.Eigenvalues.OrderByDescending(Math.Abs).ToList();
        return new MorseBottRow(
            0, composition.Cost.Name, composition.Shape, OptionNames.Of(reached.Kind), reached.Eigenvalues, reached.Tolerance, reached.MorseIndex, reached.Nullity,
            onTarget ? composition.Dimension - (composition.Cost.Rows * composition.Cost.Columns) : null,
            onTarget && composition.Cost is ScalarCost cost
                ? cost.Second(composition.Product(end)[0, 0]) * ProductSensitivity.SquaredNorm(composition, end)
                : null,
            byMagnitude[0],
            Math.Abs(byMagnitude[1]));
    }

    private static double SquaredNorm(double[] theta) => Numerics.FixedOrderSum.Dot(theta, theta);
}
