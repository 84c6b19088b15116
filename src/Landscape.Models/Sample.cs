using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// The discrete measure mu = sum_s mu_s delta_{x_s} with the target's values f(x_s): everything a risk depends on besides the network.
/// </summary>
public sealed class Sample
{
    // The weights of a rule with thousands of nodes sum to 1 up to some 1e-13.
    private const double WeightTolerance = 1e-12;

    /// <summary>Takes nodes, weights and targets; they must not change afterwards.</summary>
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

        RequireFinite(nodes.Data, "node coordinate");
        RequireFinite(weights, "weight");
        RequireFinite(targets, "target");
        var total = FixedOrderSum.Sum(weights);
        if (Array.Exists(weights, w => w < 0) || Math.Abs(total - 1) > WeightTolerance)
        {
            throw new ArgumentException($"weights must be nonnegative with sum 1 within {WeightTolerance}; the sum is {total:R}, the smallest weight {weights.Min():R}");
        }

        Nodes = nodes;
        Weights = weights;
        Targets = targets;
        Lanes = new NodeLanes(this);
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

    /// <summary>The same numbers in the layout of the kernels.</summary>
    internal NodeLanes Lanes { get; }

    private static void RequireFinite(double[] values, string what)
    {
        var place = Array.FindIndex(values, v => !double.IsFinite(v));
        if (place >= 0)
        {
            throw new ArgumentException($"{what} {place} is {values[place]}; every {what} must be finite");
        }
    }
}
