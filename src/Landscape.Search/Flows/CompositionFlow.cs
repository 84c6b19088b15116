using Landscape.Models;

namespace Landscape.Search;

/// <summary>The vector fields of claims B1 to B8.</summary>
public static class CompositionFlow
{
    /// <summary>W_i' = -dg/dW_i.</summary>
    public static VectorField Of(Composition composition) => (state, velocity) =>
    {
        composition.Gradient(state, velocity);
        Negate(velocity);
    };

    /// <summary>z' = -f'(z) sqrt(c^2 + 4 z^2): what the flow of two layers closes to when z is a number.</summary>
    public static VectorField Reduced(ScalarCost cost, double imbalance) => (state, velocity) =>
        velocity[0] = -cost.First(state[0]) * Math.Sqrt(Math.FusedMultiplyAdd(imbalance, imbalance, 4 * state[0] * state[0]));

    /// <summary>(w_1, w_2)' = -f'(y) dy for one neuron.</summary>
    /// <param name="neuron">y.</param>
    /// <param name="cost">f.</param>
    /// <param name="direction">1 for the flow, -1 for the flow backwards in time.</param>
    public static VectorField Of(OneNeuron neuron, ScalarCost cost, int direction = 1) => (state, velocity) =>
    {
        var slope = -direction * cost.First(neuron.Output(state[0], state[1]));
        var (first, second) = neuron.OutputGradient(state[0], state[1]);
        (velocity[0], velocity[1]) = (slope * first, slope * second);
    };

    private static void Negate(Span<double> velocity)
    {
        foreach (ref var entry in velocity)
        {
            entry = -entry;
        }
    }
}
