using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// A critical point of g = f(W_L ... W_1) at which r of the layers are 0, among them the first and the last, while F = df(0) is not: a saddle of order r, that
/// is, the first derivative of g that does not vanish is the r-th. For r = 2 the Hessian is the form 2 &lt;F, V_L M V_1&gt; with M = W_(L-1) ... W_2, so that
/// its eigenvalues are <code>+sigma_a(F) sigma_b(M) and -sigma_a(F) sigma_b(M) for all a and b, and zeros;</code>
/// with two layers and a number z that is +f'(0) and -f'(0), k times each, whatever f is. For r above 2 the Hessian is 0.
/// </summary>
/// <param name="Theta">The point.</param>
/// <param name="Order">r, 2..L.</param>
/// <param name="Eigenvalues">The Hessian's spectrum by the closed form, ascending.</param>
public sealed record DegenerateSaddle(double[] Theta, int Order, double[] Eigenvalues)
{
    /// <summary>Draws the layers that are not 0: normal entries.</summary>
    /// <param name="composition">g.</param>
    /// <param name="order">r.</param>
    /// <param name="stream">The stream of the normal entries.</param>
    /// <exception cref="ArgumentOutOfRangeException">r is not within 2..L.</exception>
    public static DegenerateSaddle Draw(Composition composition, int order, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, composition.Layers);
        var theta = new double[composition.Dimension];
        var position = 0;
        for (var i = 1; i <= composition.Layers; i++)
        {
            // Zero: the first, the last, and layers 2, ..., r - 1.
            var size = composition.Widths[i] * composition.Widths[i - 1];
            if (i >= order && i < composition.Layers)
            {
                Fill(theta.AsSpan(position, size), stream);
            }

            position += size;
        }

        return new DegenerateSaddle(theta, order, Spectrum(composition, theta, order));
    }

    private static double[] Spectrum(Composition composition, double[] theta, int order)
    {
        var eigenvalues = new double[composition.Dimension];
        if (order == 2)
        {
            var position = 0;
            foreach (var slope in SlopesAtZero(composition.Cost))
            {
                foreach (var gain in InnerGains(composition, theta))
                {
                    eigenvalues[position++] = slope * gain;
                    eigenvalues[position++] = -slope * gain;
                }
            }
        }

        Array.Sort(eigenvalues);
        return eigenvalues;
    }

    /// <summary>The singular values of F = df(0).</summary>
    private static double[] SlopesAtZero(CompositionCost cost)
    {
        var slope = new Matrix(cost.Rows, cost.Columns);
        cost.Gradient(new Matrix(cost.Rows, cost.Columns), slope);
        return Singular(slope);
    }

    /// <summary>The singular values of M = W_(L-1) ... W_2; those of the identity for two layers.</summary>
    private static double[] InnerGains(Composition composition, double[] theta)
    {
        if (composition.Layers == 2)
        {
            return [.. Enumerable.Repeat(1.0, composition.Hidden)];
        }

        var product = composition.Layer(theta, 2);
        for (var i = 3; i < composition.Layers; i++)
        {
            var next = new Matrix(composition.Widths[i], product.Columns);
            MatrixProducts.Multiply(composition.Layer(theta, i), product, next);
            product = next;
        }

        return Singular(product);
    }

    /// <summary>The min(rows, columns) singular values: the rotations want at least as many entries in a row as there are rows.</summary>
    private static double[] Singular(Matrix matrix)
    {
        var wide = matrix.Rows <= matrix.Columns;
        var rows = new Matrix(Math.Min(matrix.Rows, matrix.Columns), Math.Max(matrix.Rows, matrix.Columns));
        for (var i = 0; i < matrix.Rows; i++)
        {
            for (var j = 0; j < matrix.Columns; j++)
            {
                rows[wide ? i : j, wide ? j : i] = matrix[i, j];
            }
        }

        return SingularValues.OfColumns(rows);
    }

    private static void Fill(Span<double> entries, RandomStream stream)
    {
        foreach (ref var entry in entries)
        {
            entry = stream.NextNormal();
        }
    }
}
