using System.Runtime.Intrinsics;

namespace Landscape.Models;

/// <summary>
/// 2 E[f_i l_c] of the features f = (psi(z_1) .. psi(z_n), psi'(z_1) x~, .., psi'(z_n) x~) with l = (psi(z_1) .. psi(z_n), 1, r): with
/// the factors a_j, all of the gradient but beta's entry (the column r) and all of the Hessian but its (u_i, u_j) blocks. Features carry
/// no a_j, because 2 E[r psi'(z_j) x~] is needed where a_j = 0 too.
/// </summary>
internal sealed class FirstMoments(NetworkShape shape)
{
    private readonly int one = shape.Width;
    private readonly int residual = shape.Width + 1;
    private readonly PanelSums sums = new(shape.ParameterCount - 1, shape.Width + 2);
    private readonly AlignedVectors panel = new(LaneTile.Size * NetworkBlock.Pitch);

    public void Clear() => sums.Clear();

    /// <summary>Adds a block: the column r alone.</summary>
    public void AddResidualColumn(NetworkBlock block)
    {
        for (var p = 0; p < sums.Panels; p++)
        {
            WritePanel(p, block);
            sums.Add(p, panel.Span, block.Columns, residual, residual + 1, block.Length);
        }
    }

    /// <summary>Adds a block: all columns; of the symmetric 2 E[psi psi^T] the lower triangle of tiles.</summary>
    public void Add(NetworkBlock block)
    {
        for (var p = 0; p < sums.Panels; p++)
        {
            WritePanel(p, block);
            var end = (p + 1) * LaneTile.Size;
            var psiColumns = end <= shape.Width ? end : shape.Width;
            if (psiColumns < shape.Width)
            {
                sums.Add(p, panel.Span, block.Columns, 0, psiColumns, block.Length);
                sums.Add(p, panel.Span, block.Columns, one, residual + 1, block.Length);
            }
            else
            {
                sums.Add(p, panel.Span, block.Columns, 0, residual + 1, block.Length);
            }
        }
    }

    /// <summary>Adds up the lanes of the column r.</summary>
    public void ReduceResidualColumn() => sums.Reduce(residual);

    /// <summary>Adds up the lanes of all columns.</summary>
    public void Reduce() => sums.Reduce();

    /// <summary>2 E[psi(z_j) l], after a reduction; of l = psi(z_i) those with i at most j.</summary>
    public ReadOnlySpan<double> OfValue(int j) => sums.Row(j);

    /// <summary>2 E[psi'(z_j) x~_k l], after a reduction.</summary>
    public ReadOnlySpan<double> OfSlope(int j, int k) => sums.Row(shape.Width + (j * (shape.InputDimension + 1)) + k);

    private void WritePanel(int p, NetworkBlock block)
    {
        for (var i = 0; i < LaneTile.Size && (p * LaneTile.Size) + i < shape.ParameterCount - 1; i++)
        {
            WriteFeature((p * LaneTile.Size) + i, block, panel.Span.Slice(i * NetworkBlock.Pitch, block.Length));
        }
    }

    /// <summary>2 mu f_i.</summary>
    private void WriteFeature(int i, NetworkBlock block, Span<Vector512<double>> row)
    {
        if (i < shape.Width)
        {
            LaneSums.Multiply(block.TwiceWeights, block.Value(i), row);
        }
        else
        {
            var (j, k) = Math.DivRem(i - shape.Width, shape.InputDimension + 1);
            LaneSums.Multiply(block.WeightedFirst(j), block.Extended(k), row);
        }
    }
}
