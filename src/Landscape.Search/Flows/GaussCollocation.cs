using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>
/// Steps of y' = F(y) by Gauss-Legendre collocation, order 2 s with s stages (Hairer, Lubich and Wanner, Geometric Numerical Integration, 2nd ed., II.1.3):
/// <code>k_i = F(y + h sum_j a_ij k_j),   y+ = y + h sum_i b_i k_i,   a_ij = integral of l_j over [0, c_i]</code>
/// with the Lagrange polynomials l_j of Gauss's nodes c. It keeps every quadratic invariant (ibid., theorem IV.2.1), such as those of compositions,
/// up to rounding and to the precision of the stages, which are iterated until they no longer move.
/// </summary>
public sealed class GaussCollocation
{
    private const int IterationLimit = 200;
    private const double Epsilon = 2.220446049250313e-16;

    // Rounding of F itself, which no iteration removes, in units of the rounding of y.
    private const double NearRounding = 1000;

    private readonly VectorField field;
    private readonly double[] weights;
    private readonly Matrix coefficients;
    private readonly double[][] stages;
    private readonly double[] point;
    private readonly double[] velocity;

    /// <summary>Builds the method.</summary>
    /// <param name="field">F.</param>
    /// <param name="dimension">Length of y.</param>
    /// <param name="stageCount">s, 1..16.</param>
    public GaussCollocation(VectorField field, int dimension, int stageCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stageCount, 16);
        var rule = GaussRule.Legendre(stageCount);
        this.field = field;
        weights = rule.Weights;
        coefficients = Coefficients([.. rule.Nodes.Select(x => (1 + x) / 2)], rule.Weights);
        stages = [.. Enumerable.Range(0, stageCount).Select(_ => new double[dimension])];
        (point, velocity) = (new double[dimension], new double[dimension]);
    }

    /// <summary>Takes one step; false if the stages did not settle, which means that h is too long.</summary>
    /// <param name="state">y on entry, y+ on return.</param>
    /// <param name="h">The step.</param>
    public bool TryStep(Span<double> state, double h)
    {
        field(state, velocity);
        foreach (var stage in stages)
        {
            velocity.CopyTo(stage, 0);
        }

        if (!Settle(state, h))
        {
            return false;
        }

        point.AsSpan().Clear();
        for (var i = 0; i < stages.Length; i++)
        {
            FixedOrderSum.AddScaled(weights[i], stages[i], point);
        }

        FixedOrderSum.AddScaled(h, point, state);
        return true;
    }

    /// <summary>Iterates the stages until what they still change is lost in the rounding of y, or has stopped to shrink near there.</summary>
    private bool Settle(ReadOnlySpan<double> state, double h)
    {
        var resolution = Epsilon * Vectors.MaxNorm(state);
        var previous = double.PositiveInfinity;
        for (var iteration = 0; iteration < IterationLimit; iteration++)
        {
            var change = 0.0;
            for (var i = 0; i < stages.Length; i++)
            {
                SetPoint(state, h, i);
                field(point, velocity);
                change = Math.Max(change, h * Vectors.MaxDistance(velocity, stages[i]));
                velocity.CopyTo(stages[i], 0);
            }

            if (change <= resolution / 8 || (change <= NearRounding * resolution && change >= previous))
            {
                return true;
            }

            if (!double.IsFinite(change))
            {
                return false;
            }

            previous = change;
        }

        return false;
    }

    /// <summary>point := y + h sum_j a_ij k_j.</summary>
    private void SetPoint(ReadOnlySpan<double> state, double h, int i)
    {
        point.AsSpan().Clear();
        for (var j = 0; j < stages.Length; j++)
        {
            FixedOrderSum.AddScaled(coefficients[i, j], stages[j], point);
        }

        for (var n = 0; n < point.Length; n++)
        {
            point[n] = Math.FusedMultiplyAdd(h, point[n], state[n]);
        }
    }

    /// <summary>a_ij = c_i sum_m b_m l_j(c_i c_m): the rule is exact for polynomials of this degree.</summary>
    private static Matrix Coefficients(double[] nodes, double[] weights)
    {
        var a = new Matrix(nodes.Length, nodes.Length);
        for (var i = 0; i < nodes.Length; i++)
        {
            for (var j = 0; j < nodes.Length; j++)
            {
                var sum = 0.0;
                for (var m = 0; m < nodes.Length; m++)
                {
                    sum += weights[m] * Lagrange(nodes, j, nodes[i] * nodes[m]);
                }

                a[i, j] = nodes[i] * sum;
            }
        }

        return a;
    }

    private static double Lagrange(double[] nodes, int j, double x)
    {
        var product = 1.0;
        for (var m = 0; m < nodes.Length; m++)
        {
            product *= m == j ? 1 : (x - nodes[m]) / (nodes[j] - nodes[m]);
        }

        return product;
    }
}
