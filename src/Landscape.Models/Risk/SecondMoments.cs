using System.Runtime.Intrinsics;

namespace Landscape.Models;

/// <summary>
/// 2 E[q_ij x_k x_l], the second moments of x~ = (x, 1) under the signed densities q_ij = psi'(z_i) psi'(z_j) for i > j and
/// q_jj = a_j (a_j psi'(z_j)^2 + r psi''(z_j)): with the factors a_i a_j off the diagonal, the (u_i, u_j) blocks of the Hessian, curvature
/// included. Each moment is computed once, although it stands at (k, l) and (l, k): for d inputs a block costs (d + 1)(d + 2)/2 products a
/// node, not (d + 1)^2.
/// </summary>
internal sealed class SecondMoments(NetworkShape shape)
{
    private readonly int monomials = NodeLanes.MonomialCount(shape.InputDimension);
    private readonly PanelSums sums = new(shape.Width * (shape.Width + 1) / 2, NodeLanes.MonomialCount(shape.InputDimension));
    private readonly AlignedVectors panel = new(LaneTile.Size * NetworkBlock.Pitch);

    public void Clear() => sums.Clear();

    /// <summary>Adds a block.</summary>
    public void Add(ReadOnlySpan<double> theta, NetworkBlock block)
    {
        var pair = 0;
        for (var i = 0; i < shape.Width; i++)
        {
            for (var j = 0; j <= i; j++, pair++)
            {
                var row = panel.Span.Slice(pair % LaneTile.Size * NetworkBlock.Pitch, block.Length);
                if (j < i)
                {
                    LaneSums.Multiply(block.First(i), block.WeightedFirst(j), row);
                }
                else
                {
                    WriteDiagonal(theta[shape.A(j)], j, block, row);
                }

                if (pair % LaneTile.Size == LaneTile.Size - 1)
                {
                    sums.Add(pair / LaneTile.Size, panel.Span, block.Monomials, 0, monomials, block.Length);
                }
            }
        }

        if (pair % LaneTile.Size != 0)
        {
            sums.Add(pair / LaneTile.Size, panel.Span, block.Monomials, 0, monomials, block.Length);
        }
    }

    /// <summary>Adds up the lanes.</summary>
    public void Reduce() => sums.Reduce();

    /// <summary>2 E[q_ij x_k x_l] at <see cref="NodeLanes.Monomial"/>, j at most i, after <see cref="Reduce"/>.</summary>
    public ReadOnlySpan<double> Of(int i, int j) => sums.Row((i * (i + 1) / 2) + j);

    /// <summary>2 mu q_jj.</summary>
    private static void WriteDiagonal(double a, int j, NetworkBlock block, Span<Vector512<double>> row)
    {
        var first = block.First(j);
        var weightedFirst = block.WeightedFirst(j);
        var second = block.Second(j);
        var weighted = block.Weighted;
        for (var g = 0; g < row.Length; g++)
        {
            row[g] = Vector512.Create(a) * Vector512.FusedMultiplyAdd(Vector512.Create(a) * first[g], weightedFirst[g], weighted[g] * second[g]);
        }
    }
}
