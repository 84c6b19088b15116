using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>|dz|^2 for z = W_L ... W_1 a number: the sum over i of |dz/dW_i|^2 = |W_L ... W_(i+1)|^2 |W_(i-1) ... W_1|^2; for two layers p = |w_1|^2 + |w_2|^2.</summary>
public static class ProductSensitivity
{
    /// <summary>|dz|^2.</summary>
    /// <exception cref="ArgumentException">The product is not a number.</exception>
    public static double SquaredNorm(Composition composition, ReadOnlySpan<double> theta)
    {
        if (composition.Cost is not ScalarCost)
        {
            throw new ArgumentException($"shape {composition.Shape}: expected a product of 1 x 1", nameof(composition));
        }

        var layers = new Matrix[composition.Layers];
        for (var i = 0; i < layers.Length; i++)
        {
            layers[i] = composition.Layer(theta, i + 1);
        }

        // One more entry than layers: the empty product on either side.
        var (below, above) = (new double[layers.Length + 1], new double[layers.Length + 1]);
        below[0] = above[^1] = 1;
        Matrix column = layers[0], row = layers[^1];
        for (var i = 1; i < layers.Length; i++)
        {
            below[i] = MatrixProducts.Inner(column, column);
            above[layers.Length - i] = MatrixProducts.Inner(row, row);
            column = Product(layers[i], column);
            row = Product(row, layers[layers.Length - 1 - i]);
        }

        return Enumerable.Range(0, layers.Length).Sum(i => below[i] * above[i + 1]);
    }

    private static Matrix Product(Matrix a, Matrix b)
    {
        var product = new Matrix(a.Rows, b.Columns);
        MatrixProducts.Multiply(a, b, product);
        return product;
    }
}
