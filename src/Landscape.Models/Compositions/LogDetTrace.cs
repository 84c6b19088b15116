using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// f(Z) = log det(I + Z^T Z) / 2 + tr((Z - S)^T (Z - S)) / 2: a coercive trace term and a log determinant, analytic on all matrices. With
/// M = (I + Z^T Z)^-1: gradient Z M + Z - S, second derivative V M - Z M (V^T Z + Z^T V) M + V. It is strictly convex: in every direction the
/// log determinant bends by at least -1/8 |V|^2.
/// </summary>
/// <param name="target">S, m x n.</param>
public sealed class LogDetTrace(Matrix target) : CompositionCost("log-det-trace", target.Rows, target.Columns)
{
    /// <inheritdoc/>
    public override double Value(Matrix z)
    {
        var factor = Factor(z);
        var value = 0.0;
        for (var i = 0; i < Columns; i++)
        {
            value += Elementary.Log(factor[i, i]);
        }

        for (var i = 0; i < z.Data.Length; i++)
        {
            var residual = z.Data[i] - target.Data[i];
            value = Math.FusedMultiplyAdd(residual / 2, residual, value);
        }

        return value;
    }

    /// <inheritdoc/>
    public override void Gradient(Matrix z, Matrix gradient)
    {
        TimesInverse(Factor(z), z, gradient);
        for (var i = 0; i < z.Data.Length; i++)
        {
            gradient.Data[i] += z.Data[i] - target.Data[i];
        }
    }

    /// <inheritdoc/>
    public override void SecondDerivative(Matrix z, Matrix direction, Matrix result)
    {
        var factor = Factor(z);
        var mixed = new Matrix(Columns, Columns);
        MatrixProducts.MultiplyTransposedLeft(direction, z, mixed);
        MatrixProducts.AddProductTransposedLeft(z, direction, mixed);

        // (V - Z M (V^T Z + Z^T V)) M + V
        var zM = new Matrix(Rows, Columns);
        TimesInverse(factor, z, zM);
        var inner = new Matrix(Rows, Columns);
        MatrixProducts.Multiply(zM, mixed, inner);
        for (var i = 0; i < inner.Data.Length; i++)
        {
            inner.Data[i] = direction.Data[i] - inner.Data[i];
        }

        TimesInverse(factor, inner, result);
        FixedOrderSum.AddScaled(1, direction.Data, result.Data);
    }

    /// <summary>The Cholesky factor of I + Z^T Z.</summary>
    private Matrix Factor(Matrix z)
    {
        var gram = new Matrix(Columns, Columns);
        MatrixProducts.MultiplyTransposedLeft(z, z, gram);
        for (var i = 0; i < Columns; i++)
        {
            gram[i, i] += 1;
        }

        var lower = new Matrix(Columns, Columns);
        if (!Cholesky.TryFactor(gram, lower))
        {
            // Only overflow or NaN can do this; the flow that asked sees numbers that are not finite.
            lower.Data.AsSpan().Fill(double.NaN);
        }

        return lower;
    }

    /// <summary>result := X M, row by row, since M is symmetric.</summary>
    private static void TimesInverse(Matrix factor, Matrix x, Matrix result)
    {
        x.Data.CopyTo(result.Data, 0);
        for (var i = 0; i < x.Rows; i++)
        {
            Cholesky.Solve(factor, result.Row(i));
        }
    }
}
