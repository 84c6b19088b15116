using Landscape.Models;

namespace Landscape.Search;

/// <summary>
/// The inverse of <see cref="Pruning"/>: puts removed neurons back onto a core, exactly on the redundancy sets. The free parameters of each family
/// keep their values (u_j of a dead neuron, (a_j, b_j) of a constant one, a_j of a duplicate); the rest follows: a_j = 0, w_j = 0, u_j = s u_i,
/// beta and a_i give away what the neuron brings.
/// </summary>
public static class CoreExtension
{
    /// <summary>The extended network: that of the pruned point if the core is its own.</summary>
    /// <param name="activation">psi.</param>
    /// <param name="core">The core's parameters, P'.</param>
    /// <param name="removed">What pruning removed, last neuron first.</param>
    /// <returns>P' + (d + 2) parameters for each removed neuron.</returns>
    public static double[] Extend(Activation activation, ReadOnlySpan<double> core, IReadOnlyList<RemovedNeuron> removed)
    {
        var theta = core.ToArray();
        for (var step = removed.Count - 1; step >= 0; step--)
        {
            theta = With(activation, theta, removed[step]);
        }

        return theta;
    }

    private static double[] With(Activation activation, double[] theta, RemovedNeuron removed)
    {
        var size = removed.Neuron.Length;
        var shape = new NetworkShape(size - 2, ((theta.Length - 1) / size) + 1);
        var exact = removed with { Neuron = OnRedundancySet(theta, removed, shape) };
        double[] wider = [.. theta.AsSpan(0, shape.U(removed.Index)), .. exact.Neuron, .. theta.AsSpan(shape.U(removed.Index))];
        RedundantOutput.Of(activation, exact).TakeFrom(wider, shape);
        return wider;
    }

    private static double[] OnRedundancySet(double[] theta, RemovedNeuron removed, NetworkShape shape)
    {
        var neuron = (double[])removed.Neuron.Clone();
        for (var k = 0; k <= shape.InputDimension; k++)
        {
            neuron[k] = removed.Partner is { } i ? removed.Sign * theta[shape.U(i) + k]
                : removed.IsConstant && k < shape.InputDimension ? 0 : neuron[k];
        }

        neuron[^1] = removed.IsDead ? 0 : neuron[^1];
        return neuron;
    }
}
