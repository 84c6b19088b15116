using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// What the gradient flow of a composition keeps: C_i = W_i W_i^T - W_(i+1)^T W_(i+1), n_i x n_i, i = 1..L-1 (Castello B. de Oliveira, Jatkar and Sontag,
/// arXiv:2511.09810).
/// </summary>
public static class Invariants
{
    /// <summary>C_i at <paramref name="theta"/>, i = 1..L-1.</summary>
    public static Matrix At(Composition composition, ReadOnlySpan<double> theta, int i)
    {
        var (lower, upper) = (composition.Layer(theta, i), composition.Layer(theta, i + 1));
        var (invariant, gram) = (new Matrix(lower.Rows, lower.Rows), new Matrix(lower.Rows, lower.Rows));
        MatrixProducts.MultiplyTransposedRight(lower, lower, invariant);
        MatrixProducts.MultiplyTransposedLeft(upper, upper, gram);
        FixedOrderSum.AddScaled(-1, gram.Data, invariant.Data);
        return invariant;
    }

    /// <summary>
    /// The imbalance c: the largest spread max(lambda, 0) - min(lambda, 0) of the eigenvalues lambda of a C_i. For two layers and a number z it is the c of
    /// p^2 = c^2 + 4 z^2, there computed as |w_1 + w_2^T| |w_1 - w_2^T|, which does not cancel.
    /// </summary>
    public static double Imbalance(Composition composition, ReadOnlySpan<double> theta)
    {
        if (composition is { Layers: 2, Cost: ScalarCost })
        {
            var k = composition.Hidden;
            return SumNorm(theta[..k], theta[k..], 1) * SumNorm(theta[..k], theta[k..], -1);
        }

        var spread = 0.0;
        for (var i = 1; i < composition.Layers; i++)
        {
            var eigenvalues = SymmetricEigen.ValuesOf(At(composition, theta, i));
            spread = Math.Max(spread, Math.Max(eigenvalues[^1], 0) - Math.Min(eigenvalues[0], 0));
        }

        return spread;
    }

    /// <summary>|x + sign y|.</summary>
    private static double SumNorm(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double sign)
    {
        var sum = x.ToArray();
        FixedOrderSum.AddScaled(sign, y, sum);
        return Math.Sqrt(FixedOrderSum.Dot(sum, sum));
    }
}
