using Landscape.Models;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Compose;

/// <summary>
/// Claim B8: y = w_2 psi(w_1) with psi linear, tanh or logistic under (y - 1)^2 / 2. Trajectories from the border of a square and along the saddle's manifolds,
/// the drift of the conserved quantity along them, and whether there is a saddle at all.
/// </summary>
internal static class PhasePortraits
{
    private const double FinalTime = 1000;
    private const double Converged = 1e-9;

    // A manifold is followed from this distance of the saddle: its curvature there moves it by the square.
    private const double FromSaddle = 1e-6;
    private const int FineSamples = 4000;
    private static readonly ShiftedQuadratic Cost = new(1);

    internal sealed record Item(OneNeuron Neuron, string Role, double[] Start)
    {
        public string Name => $"{Neuron.Name}, {Role} from ({Start[0]:g3}, {Start[1]:g3})";
    }

    private sealed record Portrait(PortraitRow Row, IReadOnlyList<TrajectoryRow> Samples);

    /// <summary>The three tables of the claim.</summary>
    public static (IEnumerable<PortraitRow> Portraits, IEnumerable<TrajectoryRow> Trajectories, IEnumerable<NeuronSaddleRow> Saddles) Run(
        ComposeOptions options, StageContext context)
    {
        Item[] items = [.. OneNeuron.All.SelectMany(neuron => Items(neuron, options.Portraits))];
        var portraits = context.ForEach("trajectories of phase portraits", items, item => Follow(item, options), item => item.Name);
        return (
            portraits.Select((portrait, id) => portrait.Row with { TrajectoryId = id }),
            portraits.SelectMany((portrait, id) => portrait.Samples.Select(sample => sample with { TrajectoryId = id })),
            OneNeuron.All.Select(neuron => NeuronSaddles.Examine(neuron, Cost, options.Portraits.HalfWidth)));
    }

    private static IEnumerable<Item> Items(OneNeuron neuron, PortraitOptions options)
    {
        var r = options.HalfWidth;
        for (var i = 0; i < options.StartsPerSide; i++)
        {
            // Midpoints of equal parts of a side, so that no start lies on a diagonal, the linear neuron's stable manifold.
            var t = r * ((((2 * i) + 1.0) / options.StartsPerSide) - 1) * 0.98;
            yield return new Item(neuron, "flow", [t, -r]);
            yield return new Item(neuron, "flow", [t, r]);
            yield return new Item(neuron, "flow", [-r, t]);
            yield return new Item(neuron, "flow", [r, t]);
        }

        if (neuron.Saddle is not { } w1)
        {
            yield break;
        }

        // The Hessian at the saddle is f'(0) psi'(w_1) off the diagonal: its eigenvectors are the diagonals. f'(0) < 0: (1, 1) is unstable.
        var direction = -Math.Sign(Cost.First(0));
        foreach (var side in new[] { FromSaddle, -FromSaddle })
        {
            yield return new Item(neuron, "unstable-manifold", [w1 + side, direction * side]);
            yield return new Item(neuron, "stable-manifold", [w1 + side, -direction * side]);
        }
    }

    private static Portrait Follow(Item item, ComposeOptions options)
    {
        var isBackwards = item.Role == "stable-manifold";
        StateFunction[] stops = isBackwards
            ? [theta => options.Portraits.HalfWidth - Math.Max(Math.Abs(theta[0]), Math.Abs(theta[1]))]
            : [theta => GradientNorm(item.Neuron, theta[0], theta[1]) - Converged];
        var field = CompositionFlow.Of(item.Neuron, Cost, isBackwards ? -1 : 1);
        var trajectory = new AdaptiveIntegrator(options.Integrator).Run(field, item.Start, FinalTime, stops);
        var (w1, w2) = (trajectory.End[0], trajectory.End[1]);
        var row = new PortraitRow(
            0, item.Neuron.Name, Cost.Name, item.Role, OutcomeOf(trajectory, isBackwards), trajectory.Time, item.Neuron.Conserved(item.Start[0], item.Start[1]),
            Drift(item, trajectory), item.Neuron.Output(w1, w2), GradientNorm(item.Neuron, w1, w2));
        return new Portrait(row, Samples(item.Neuron, trajectory, options.Portraits.Samples, isBackwards ? -1 : 1));
    }

    private static string OutcomeOf(Trajectory trajectory, bool isBackwards) => trajectory.Outcome switch
    {
        IntegrationOutcome.Event => isBackwards ? "completed" : "converged",
        IntegrationOutcome.Failed => "failed",
        _ => "undecided",
    };

    private static double Drift(Item item, Trajectory trajectory)
    {
        var start = item.Neuron.Conserved(item.Start[0], item.Start[1]);
        var drift = 0.0;
        foreach (var time in trajectory.StepTimes)
        {
            var state = trajectory.At(time);
            var scale = Math.Max(1, Math.Max(state[1] * state[1], Math.Abs(start)));
            drift = Math.Max(drift, Math.Abs(item.Neuron.Conserved(state[0], state[1]) - start) / scale);
        }

        return drift;
    }

    /// <summary>Points about equally spaced along the curve, both ends included.</summary>
    private static List<TrajectoryRow> Samples(OneNeuron neuron, Trajectory trajectory, int count, int direction)
    {
        // Step ends alone would be too coarse: every step is divided evenly, then the points are picked by length.
        var steps = trajectory.StepTimes.Prepend(0).ToList();
        var parts = Math.Max(1, FineSamples / Math.Max(1, steps.Count - 1));
        var times = steps.Zip(steps.Skip(1)).SelectMany(step => Enumerable.Range(0, parts).Select(i => step.First + ((step.Second - step.First) * i / parts)))
            .Append(trajectory.Time).ToList();
        var states = times.Select(trajectory.At).ToList();
        var length = new double[times.Count];
        for (var i = 1; i < times.Count; i++)
        {
            var (d1, d2) = (states[i][0] - states[i - 1][0], states[i][1] - states[i - 1][1]);
            length[i] = length[i - 1] + Math.Sqrt((d1 * d1) + (d2 * d2));
        }

        var picked = Enumerable.Range(0, count).Select(s => Math.Min(times.Count - 1, FirstAtLeast(length, length[^1] * s / (count - 1))));
        return [.. picked.Select((i, sample) => new TrajectoryRow(0, sample, direction * times[i], states[i][0], states[i][1], neuron.Output(states[i][0], states[i][1])))];
    }

    private static int FirstAtLeast(double[] ascending, double value)
    {
        var found = Array.BinarySearch(ascending, value);
        return found >= 0 ? found : ~found;
    }

    private static double GradientNorm(OneNeuron neuron, double w1, double w2)
    {
        var (first, second) = neuron.OutputGradient(w1, w2);
        return Math.Abs(Cost.First(neuron.Output(w1, w2))) * Math.Max(Math.Abs(first), Math.Abs(second));
    }
}
