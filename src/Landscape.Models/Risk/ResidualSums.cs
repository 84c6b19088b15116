using System.Runtime.Intrinsics;
using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>The two sums over the residual alone: J = E[r^2] and 2 E[r], the gradient's last entry.</summary>
internal sealed class ResidualSums
{
    private Vector512<double> squares;
    private Vector512<double> residuals;

    /// <summary>J.</summary>
    public double Risk => 0.5 * FixedOrderSum.Lanes(squares);

    /// <summary>2 E[r].</summary>
    public double Residual => FixedOrderSum.Lanes(residuals);

    public void Clear() => (squares, residuals) = (default, default);

    /// <summary>Adds a block whose residuals are evaluated.</summary>
    public void Add(NetworkBlock block)
    {
        var residual = block.Residual;
        var weighted = block.Weighted;
        var (sumOfSquares, sum) = (squares, residuals);
        for (var g = 0; g < residual.Length && g < weighted.Length; g++)
        {
            sumOfSquares = Vector512.FusedMultiplyAdd(weighted[g], residual[g], sumOfSquares);
            sum += weighted[g];
        }

        (squares, residuals) = (sumOfSquares, sum);
    }
}
