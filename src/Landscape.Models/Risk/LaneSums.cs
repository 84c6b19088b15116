using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Landscape.Models;

/// <summary>
/// Row operations over a block of nodes, each lane for itself. Lengths are checked once, by slicing; the loops work on references, so that
/// they are bound by memory and not by checks.
/// </summary>
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
        ref var x = ref MemoryMarshal.GetReference(a[..product.Length]);
        ref var y = ref MemoryMarshal.GetReference(b[..product.Length]);
        ref var xy = ref MemoryMarshal.GetReference(product);
        for (nint g = 0; g < product.Length; g++)
        {
            Unsafe.Add(ref xy, g) = Unsafe.Add(ref x, g) * Unsafe.Add(ref y, g);
        }
    }

    /// <summary>sum_g += factor x_g.</summary>
    public static void AddScaled(double factor, ReadOnlySpan<Vector512<double>> x, Span<Vector512<double>> sum)
    {
        var scale = Vector512.Create(factor);
        ref var addend = ref MemoryMarshal.GetReference(x[..sum.Length]);
        ref var total = ref MemoryMarshal.GetReference(sum);
        for (nint g = 0; g < sum.Length; g++)
        {
            Unsafe.Add(ref total, g) = Vector512.FusedMultiplyAdd(scale, Unsafe.Add(ref addend, g), Unsafe.Add(ref total, g));
        }
    }
}
