namespace Landscape.Models;

/// <summary>
/// 2 E[f_i l_c] of the features f = (psi(z_1) .. psi(z_n), psi'(z_1) x~, .., psi'(z_n) x~) with l = (r, psi(z_1) .. psi(z_n), 1): with
/// the factors a_j, all of the gradient but beta's entry (the column r) and all of the Hessian but its (u_i, u_j) blocks. Features carry
/// no a_j, because 2 E[r psi'(z_j) x~] is needed where a_j = 0 too.
/// </summary>
internal sealed class FirstMoments
{
    private const int ResidualColumn = 0;
    private const int FirstValueColumn = 1;

    private readonly NetworkShape shape;
    private readonly PanelSums sums;

    private FirstMoments(NetworkShape shape, int columns)
    {
        this.shape = shape;
        sums = new PanelSums([.. Rows(columns)], columns);
    }

    /// <summary>The column r alone.</summary>
    public static FirstMoments ForGradient(NetworkShape shape) => new(shape, ResidualColumn + 1);

    /// <summary>All columns; of the symmetric 2 E[psi psi^T] the lower triangle.</summary>
    public static FirstMoments ForHessian(NetworkShape shape) => new(shape, FirstValueColumn + shape.Width);

    public void Clear() => sums.Clear();

    /// <summary>Adds a block.</summary>
    public void Add(NetworkBlock block) => sums.Add(block.Rows, block.NodeRows, block.Columns, block.Length);

    /// <summary>Adds up the lanes.</summary>
    public void Reduce() => sums.Reduce();

    /// <summary>2 E[psi(z_j) l_c] of every column; of l = psi(z_i) those with i at most j.</summary>
    public Moments OfValue(int j) => new(sums.Row(j));

    /// <summary>2 E[psi'(z_j) x~_k l_c] of every column.</summary>
    public Moments OfSlope(int j, int k) => new(sums.Row(shape.Width + (j * (shape.InputDimension + 1)) + k));

    /// <summary>2 mu f_i as products of a row of the network with a row of the nodes.</summary>
    private IEnumerable<(int Left, int Right, int Needed)> Rows(int columns)
    {
        for (var j = 0; j < shape.Width; j++)
        {
            yield return (NetworkBlock.ValueRow(j), NodeLanes.TwiceWeightRow(shape.InputDimension), Math.Min(columns, FirstValueColumn + j + 1));
        }

        for (var j = 0; j < shape.Width; j++)
        {
            for (var k = 0; k <= shape.InputDimension; k++)
            {
                yield return (NetworkBlock.WeightedFirstRow(shape, j), NodeLanes.ExtendedRow(shape.InputDimension, k), columns);
            }
        }
    }

    /// <summary>The moments of one feature with every column.</summary>
    public readonly ref struct Moments(ReadOnlySpan<double> row)
    {
        private readonly ReadOnlySpan<double> row = row;

        /// <summary>With r.</summary>
        public double Residual => row[PanelSums.Stride * ResidualColumn];

        /// <summary>With 1.</summary>
        public double One => row[^1];

        /// <summary>With psi(z_i).</summary>
        public double Value(int i) => row[PanelSums.Stride * (FirstValueColumn + i)];
    }
}
