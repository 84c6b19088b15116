using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>f(Z) = sum_ij omega_ij (Z_ij - S_ij)^2 / 2 with weights omega > 0; all 1 for plain least squares.</summary>
public sealed class LeastSquares : CompositionCost
{
    private readonly Matrix weights;

    /// <summary>Plain least squares, |Z - S|^2 / 2.</summary>
    /// <param name="target">S, m x n: the minimum.</param>
    public LeastSquares(Matrix target)
        : this("least-squares", target, Ones(target))
    {
    }

    /// <summary>Weighted least squares.</summary>
    /// <param name="target">S, m x n: the minimum.</param>
    /// <param name="weights">omega, m x n, positive.</param>
    /// <exception cref="ArgumentException">The shapes differ, or a weight is not positive: then f is not proper.</exception>
    public LeastSquares(Matrix target, Matrix weights)
        : this("weighted-least-squares", target, weights)
    {
        if (weights.Rows != target.Rows || weights.Columns != target.Columns)
        {
            throw new ArgumentException($"weights of shape {weights.Rows} x {weights.Columns} do not fit a target of shape {target.Rows} x {target.Columns}", nameof(weights));
        }

        if (!Array.TrueForAll(weights.Data, w => w > 0))
        {
            throw new ArgumentException("weights are positive; with a weight of 0 the sublevel sets are unbounded", nameof(weights));
        }
    }

    private LeastSquares(string name, Matrix target, Matrix weights)
        : base(name, target.Rows, target.Columns)
    {
        Target = target;
        this.weights = weights;
    }

    /// <summary>S, m x n: the minimum.</summary>
    public Matrix Target { get; }

    /// <inheritdoc/>
    public override double Value(Matrix z)
    {
        var sum = 0.0;
        for (var i = 0; i < z.Data.Length; i++)
        {
            var residual = z.Data[i] - Target.Data[i];
            sum = Math.FusedMultiplyAdd(weights.Data[i] * residual, residual, sum);
        }

        return sum / 2;
    }

    /// <inheritdoc/>
    public override void Gradient(Matrix z, Matrix gradient)
    {
        for (var i = 0; i < z.Data.Length; i++)
        {
            gradient.Data[i] = weights.Data[i] * (z.Data[i] - Target.Data[i]);
        }
    }

    /// <inheritdoc/>
    public override void SecondDerivative(Matrix z, Matrix direction, Matrix result)
    {
        for (var i = 0; i < z.Data.Length; i++)
        {
            result.Data[i] = weights.Data[i] * direction.Data[i];
        }
    }

    private static Matrix Ones(Matrix like)
    {
        var ones = new Matrix(like.Rows, like.Columns);
        ones.Data.AsSpan().Fill(1);
        return ones;
    }
}
