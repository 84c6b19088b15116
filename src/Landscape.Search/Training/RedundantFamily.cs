using Landscape.Models;

namespace Landscape.Search;

/// <summary>How many flat directions the redundancy of a network explains at theta (docs/theory.md, section 1).</summary>
public static class RedundantFamily
{
    // Converged runs reach redundant points quadratically; a distance above this is not "at" the redundant set.
    private const double Distance = 1e-6;

    /// <summary>
    /// An upper bound on the dimension of the family of equal risk through theta: d + 1 for each dead neuron (a_j = 0), 2 for each constant
    /// one (w_j = 0), 1 for each neuron that duplicates an earlier one (u_i = u_j or -u_j).
    /// </summary>
    public static int Dimension(NetworkShape shape, ReadOnlySpan<double> theta)
    {
        var dimension = 0;
        for (var j = 0; j < shape.Width; j++)
        {
            dimension += Math.Abs(theta[shape.A(j)]) <= Distance ? shape.InputDimension + 1 : 0;
            dimension += VectorNorm.Max(theta.Slice(shape.U(j), shape.InputDimension)) <= Distance ? 2 : 0;
            dimension += DuplicatesEarlier(shape, theta, j) ? 1 : 0;
        }

        return dimension;
    }

    private static bool DuplicatesEarlier(NetworkShape shape, ReadOnlySpan<double> theta, int j)
    {
        var u = theta.Slice(shape.U(j), shape.InputDimension + 1);
        for (var i = 0; i < j; i++)
        {
            double same = 0, opposite = 0;
            for (var k = 0; k < u.Length; k++)
            {
                same = Math.Max(same, Math.Abs(u[k] - theta[shape.U(i) + k]));
                opposite = Math.Max(opposite, Math.Abs(u[k] + theta[shape.U(i) + k]));
            }

            if (Math.Min(same, opposite) <= Distance * (1 + VectorNorm.Max(u)))
            {
                return true;
            }
        }

        return false;
    }
}
