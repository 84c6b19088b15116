using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// The discrete measure mu = sum_s mu_s delta_{x_s} with the target's values f(x_s): everything a risk depends on besides the network.
/// </summary>
public sealed class Sample
{
    /// <summary>Takes nodes, weights and targets.</summary>
    /// <param name="nodes">x, N x d: row s is node x_s.</param>
    /// <param name="weights">mu, N, nonnegative, sum 1 up to rounding.</param>
    /// <param name="targets">f(x_s), N.</param>
    /// <exception cref="ArgumentException">Lengths disagree, N or d is 0, a value is not finite, a weight is negative or the weights do not sum to 1 within 1e-12.</exception>
    public Sample(Matrix nodes, double[] weights, double[] targets)
    {
        if (nodes.Rows == 0 || nodes.Columns == 0 || weights.Length != nodes.Rows || targets.Length != nodes.Rows)
        {
            throw new ArgumentException($"{nodes.Rows} x {nodes.Columns} nodes need as many weights ({weights.Length}) and targets ({targets.Length})");
        }

        Nodes = nodes;
        Weights = weights;
        Targets = targets;
    }

    /// <summary>x, N x d.</summary>
    public Matrix Nodes { get; }

    /// <summary>mu, N.</summary>
    public double[] Weights { get; }

    /// <summary>f(x_s), N.</summary>
    public double[] Targets { get; }

    /// <summary>N.</summary>
    public int Count => Nodes.Rows;

    /// <summary>d.</summary>
    public int InputDimension => Nodes.Columns;
}
