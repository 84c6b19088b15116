using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// The curvature term 2 E[r d2Psi]: per neuron the symmetric block 2 E[r a_j psi''(z_j) x~ x~^T] at (u_j, u_j) and
/// 2 E[r psi'(z_j) x~] at (a_j, u_j), which the gradient has already; all other blocks are 0.
/// </summary>
internal sealed class CurvatureBlocks(NetworkShape shape)
{
    private readonly AlignedVectors sums = new(shape.Width * TriangleSize(shape.InputDimension + 1));
    private readonly AlignedVectors rows = new(2 * NetworkBlock.Capacity);

    public void Clear() => sums.Span.Clear();

    /// <summary>Adds a block whose derivatives are evaluated.</summary>
    public void Add(ReadOnlySpan<double> theta, NetworkBlock block)
    {
        var curvature = rows.Span[..block.Length];
        var product = rows.Span.Slice(NetworkBlock.Capacity, block.Length);
        var entry = 0;
        for (var j = 0; j < shape.Width; j++)
        {
            LaneSums.Multiply(theta[shape.A(j)], block.Weighted, block.Second(j), curvature);
            for (var k = 0; k <= shape.InputDimension; k++)
            {
                LaneSums.Multiply(curvature, block.Extended(k), product);
                for (var l = 0; l <= k; l++)
                {
                    LaneSums.AddProducts(ref sums.Span[entry++], product, block.Extended(l));
                }
            }
        }
    }

    /// <summary>Adds the term to the lower triangle of a Hessian.</summary>
    public void AddTo(Matrix hessian, GradientSums gradient)
    {
        var entry = 0;
        for (var j = 0; j < shape.Width; j++)
        {
            for (var k = 0; k <= shape.InputDimension; k++)
            {
                hessian[shape.A(j), shape.U(j) + k] += gradient.Mixed(j, k);
                for (var l = 0; l <= k; l++)
                {
                    hessian[shape.U(j) + k, shape.U(j) + l] += FixedOrderSum.Lanes(sums.Span[entry++]);
                }
            }
        }
    }

    private static int TriangleSize(int n) => n * (n + 1) / 2;
}
