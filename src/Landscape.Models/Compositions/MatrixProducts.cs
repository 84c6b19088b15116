using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>Products of the small matrices of a composition; each entry is one sum in order of its index, by fused multiply-adds.</summary>
internal static class MatrixProducts
{
    /// <summary>result := A B, m x n from m x k and k x n; the result is neither A nor B.</summary>
    public static void Multiply(Matrix a, Matrix b, Matrix result)
    {
        result.Data.AsSpan().Clear();
        AddProduct(a, b, result);
    }

    /// <summary>result += A B, m x n from m x k and k x n.</summary>
    public static void AddProduct(Matrix a, Matrix b, Matrix result)
    {
        for (var i = 0; i < a.Rows; i++)
        {
            for (var k = 0; k < a.Columns; k++)
            {
                FixedOrderSum.AddScaled(a[i, k], b.Row(k), result.Row(i));
            }
        }
    }

    /// <summary>result := A^T B, m x n from k x m and k x n.</summary>
    public static void MultiplyTransposedLeft(Matrix a, Matrix b, Matrix result)
    {
        result.Data.AsSpan().Clear();
        AddProductTransposedLeft(a, b, result);
    }

    /// <summary>result += A^T B, m x n from k x m and k x n.</summary>
    public static void AddProductTransposedLeft(Matrix a, Matrix b, Matrix result)
    {
        for (var k = 0; k < a.Rows; k++)
        {
            for (var i = 0; i < a.Columns; i++)
            {
                FixedOrderSum.AddScaled(a[k, i], b.Row(k), result.Row(i));
            }
        }
    }

    /// <summary>result := A B^T, m x n from m x k and n x k.</summary>
    public static void MultiplyTransposedRight(Matrix a, Matrix b, Matrix result)
    {
        result.Data.AsSpan().Clear();
        AddProductTransposedRight(a, b, result);
    }

    /// <summary>result += A B^T, m x n from m x k and n x k.</summary>
    public static void AddProductTransposedRight(Matrix a, Matrix b, Matrix result)
    {
        for (var i = 0; i < a.Rows; i++)
        {
            for (var j = 0; j < b.Rows; j++)
            {
                result[i, j] += FixedOrderSum.Dot(a.Row(i), b.Row(j));
            }
        }
    }

    /// <summary>sum_ij A_ij B_ij.</summary>
    public static double Inner(Matrix a, Matrix b) => FixedOrderSum.Dot(a.Data, b.Data);
}
