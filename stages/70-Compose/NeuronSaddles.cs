using Landscape.Models;
using Landscape.Numerics;
using Landscape.Search;

namespace Landscape.Stages.Compose;

/// <summary>
/// The second part of claim B8: a critical point of f(w_2 psi(w_1)) with f' != 0 has psi(w_1) = 0 and w_2 psi'(w_1) = 0, so it is a zero of psi with w_2 = 0
/// where psi' has none. A sign change of psi on the square brackets it; without one, the smallest |dy| over the square shows that there is none.
/// </summary>
internal static class NeuronSaddles
{
    private const int Grid = 200;

    /// <summary>Looks for the saddle of one neuron.</summary>
    public static NeuronSaddleRow Examine(OneNeuron neuron, ScalarCost cost, double halfWidth)
    {
        double Psi(double w1) => neuron.OutputGradient(w1, 0).Second;
        var present = Psi(-halfWidth) < 0 && Psi(halfWidth) > 0;
        double[] predicted = neuron.Saddle is null ? [] : [-Math.Abs(cost.First(0)), Math.Abs(cost.First(0))];
        if (!present)
        {
            return new NeuronSaddleRow(neuron.Name, cost.Name, neuron.Saddle is not null, false, null, [], predicted, SmallestGradient(neuron, halfWidth));
        }

        // The bracket is not symmetric, so that the root is not met by its middle.
        var w1 = RootBracket.Find(w => -Psi(w), -halfWidth, halfWidth * 1.1);
        var (first, mixed, second) = neuron.Hessian(cost, w1, 0);
        var hessian = new Matrix(2, 2);
        (hessian[0, 0], hessian[0, 1], hessian[1, 0], hessian[1, 1]) = (first, mixed, mixed, second);
        return new NeuronSaddleRow(
            neuron.Name, cost.Name, neuron.Saddle is not null, true, w1, SymmetricEigen.ValuesOf(hessian), predicted, SmallestGradient(neuron, halfWidth));
    }

    private static double SmallestGradient(OneNeuron neuron, double halfWidth)
    {
        var smallest = double.PositiveInfinity;
        for (var i = 0; i <= Grid; i++)
        {
            for (var j = 0; j <= Grid; j++)
            {
                var (first, second) = neuron.OutputGradient(Coordinate(i), Coordinate(j));
                smallest = Math.Min(smallest, Math.Sqrt((first * first) + (second * second)));
            }
        }

        return smallest;

        double Coordinate(int i) => halfWidth * (((2.0 * i) / Grid) - 1);
    }
}
