using System.Runtime.Intrinsics;

namespace Landscape.Models;

/// <summary>Row operations over a block of nodes, each lane for itself.</summary>
internal static class LaneSums
{
    /// <summary>sum += sum_g a_g b_g.</summary>
    public static void AddProducts(ref Vector512<double> sum, ReadOnlySpan<Vector512<double>> a, ReadOnlySpan<Vector512<double>> b)
    {
        var lanes = sum;
        for (var g = 0; g < a.Length && g < b.Length; g++)
        {
            lanes = Vector512.FusedMultiplyAdd(a[g], b[g], lanes);
        }

        sum = lanes;
    }

    /// <summary>product_g = a_g b_g.</summary>
    public static void Multiply(ReadOnlySpan<Vector512<double>> a, ReadOnlySpan<Vector512<double>> b, Span<Vector512<double>> product)
    {
        for (var g = 0; g < a.Length && g < b.Length && g < product.Length; g++)
        {
            product[g] = a[g] * b[g];
        }
    }

    /// <summary>sum_g += factor x_g.</summary>
    public static void AddScaled(Vector512<double> factor, ReadOnlySpan<Vector512<double>> x, Span<Vector512<double>> sum)
    {
        for (var g = 0; g < x.Length && g < sum.Length; g++)
        {
            sum[g] = Vector512.FusedMultiplyAdd(factor, x[g], sum[g]);
        }
    }
}
