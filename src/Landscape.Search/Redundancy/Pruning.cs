using Landscape.Models;

namespace Landscape.Search;

/// <summary>A neuron that pruning removed, with what it takes to put it back.</summary>
/// <param name="Index">Its position.</param>
/// <param name="Neuron">(w, b, a), d + 2.</param>
/// <param name="IsDead">a = 0.</param>
/// <param name="IsConstant">w = 0.</param>
/// <param name="Partner">An earlier neuron i with u = Sign u_i, or null.</param>
/// <param name="Sign">+1 or -1.</param>
public sealed record RemovedNeuron(int Index, double[] Neuron, bool IsDead, bool IsConstant, int? Partner, int Sign);

/// <summary>A network without its redundant neurons.</summary>
/// <param name="Core">The core's parameters, n' (d + 2) + 1.</param>
/// <param name="Removed">What was removed, last neuron first.</param>
public sealed record PrunedNetwork(double[] Core, IReadOnlyList<RemovedNeuron> Removed);

/// <summary>
/// The efficient network that a redundant one realizes: duplicates are merged (a_i + a_j, a_i - a_j for opposite signs), constant neurons go into beta (a_j psi(b_j)),
/// dead neurons are dropped, until none is left. The realization stays the same up to the redundancy tolerance.
/// </summary>
public static class Pruning
{
    /// <summary>The core of theta.</summary>
    /// <param name="landscape">Sample and activation; the width is that of theta.</param>
    /// <param name="theta">P parameters.</param>
    /// <param name="tolerance">Largest distance that counts as zero (<see cref="RedundancyDistances"/>).</param>
    /// <returns>The core's parameters, (n' (d + 2) + 1), n' at most n; theta itself if it is efficient.</returns>
    public static double[] Core(RiskLandscape landscape, ReadOnlySpan<double> theta, double tolerance = RedundancyDistances.Tolerance) =>
        Prune(landscape, theta, tolerance).Core;

    /// <summary>The core of theta and the neurons that were removed.</summary>
    /// <param name="landscape">Sample and activation; the width is that of theta.</param>
    /// <param name="theta">P parameters.</param>
    /// <param name="tolerance">Largest distance that counts as zero (<see cref="RedundancyDistances"/>).</param>
    public static PrunedNetwork Prune(RiskLandscape landscape, ReadOnlySpan<double> theta, double tolerance = RedundancyDistances.Tolerance)
    {
        var core = theta.ToArray();
        var current = landscape;
        var removed = new List<RemovedNeuron>();
        while (LastRedundant(current, core, tolerance) is { } neuron)
        {
            removed.Add(neuron);
            core = Without(current, core, neuron);
            current = new RiskLandscape(landscape.Sample, landscape.Activation, current.Shape.Width - 1);
        }

        return new PrunedNetwork(core, removed);
    }

    private static RemovedNeuron? LastRedundant(RiskLandscape landscape, double[] theta, double tolerance)
    {
        var neurons = new NeuronGeometry(landscape, theta, tolerance);
        for (var j = landscape.Shape.Width - 1; j >= 0; j--)
        {
            var (isDead, isConstant, (partner, sign)) = (neurons.IsDead(j), neurons.IsConstant(j), FirstPartner(neurons, j));
            if (isDead || isConstant || partner is not null)
            {
                return new RemovedNeuron(j, theta[landscape.Shape.U(j)..(landscape.Shape.A(j) + 1)], isDead, isConstant, partner, sign);
            }
        }

        return null;
    }

    private static (int? Partner, int Sign) FirstPartner(NeuronGeometry neurons, int j)
    {
        for (var i = 0; i < j; i++)
        {
            if (neurons.DuplicateSign(i, j) is { } sign)
            {
                return (i, sign);
            }
        }

        return (null, 1);
    }

    private static double[] Without(RiskLandscape landscape, double[] theta, RemovedNeuron removed)
    {
        var shape = landscape.Shape;
        double[] smaller = [.. theta.AsSpan(0, shape.U(removed.Index)), .. theta.AsSpan(shape.U(removed.Index) + shape.NeuronSize)];
        RedundantOutput.Of(landscape.Activation, removed).AddTo(smaller, shape);
        return smaller;
    }
}
