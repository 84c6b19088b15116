namespace Landscape.Models;

/// <summary>
/// 2 E[q_ij x_k x_l], the second moments of x~ = (x, 1) under the signed densities q_ij = psi'(z_i) psi'(z_j) for i > j and
/// q_jj = a_j (a_j psi'(z_j)^2 + r psi''(z_j)): with the factors a_i a_j off the diagonal, the (u_i, u_j) blocks of the Hessian, curvature
/// included. Each moment is computed once, although it stands at (k, l) and (l, k): for d inputs a block costs (d + 1)(d + 2)/2 products a
/// node, not (d + 1)^2.
/// </summary>
internal sealed class SecondMoments
{
    private readonly PanelSums sums;

    public SecondMoments(NetworkShape shape) => sums = new PanelSums([.. Rows(shape)], NodeLanes.MonomialCount(shape.InputDimension) - 1);

    public void Clear() => sums.Clear();

    /// <summary>Adds a block.</summary>
    public void Add(NetworkBlock block) => sums.Add(block.Rows, block.Rows, block.NodeRows, block.Length);

    /// <summary>Adds up the lanes.</summary>
    public void Reduce() => sums.Reduce();

    /// <summary>2 E[q_ij x_k x_l], j at most i, after <see cref="Reduce"/>, at <see cref="NodeLanes.Monomial"/> times <see cref="PanelSums.Stride"/>.</summary>
    public ReadOnlySpan<double> Of(int i, int j) => sums.Row((i * (i + 1) / 2) + j);

    /// <summary>2 mu q_ij as products of two rows of the network.</summary>
    private static IEnumerable<(int Left, int Right, int Needed)> Rows(NetworkShape shape)
    {
        // The last monomial is 1: its moment is the sum of the products alone.
        var monomials = NodeLanes.MonomialCount(shape.InputDimension) - 1;
        for (var i = 0; i < shape.Width; i++)
        {
            for (var j = 0; j < i; j++)
            {
                yield return (NetworkBlock.FirstRow(shape, i), NetworkBlock.WeightedFirstRow(shape, j), monomials);
            }

            yield return (NetworkBlock.BendRow(shape, i), NetworkBlock.OneRow, monomials);
        }
    }
}
