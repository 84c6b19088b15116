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

    /// <summary>
    /// sum_g = constant + sum_k factors_k rows_k,g, added in order of k, for rows a pitch apart. Four vectors at a time stay in registers, so
    /// that each row is read once and the sum is written once.
    /// </summary>
    public static void Combine(double constant, ReadOnlySpan<double> factors, ReadOnlySpan<Vector512<double>> rows, Span<Vector512<double>> sum)
    {
        ref var row = ref MemoryMarshal.GetReference(rows[..(((factors.Length - 1) * NetworkBlock.Pitch) + sum.Length)]);
        var g = 0;
        for (; g <= sum.Length - 4; g += 4)
        {
            Vector512<double> s0, s1, s2, s3;
            s0 = s1 = s2 = s3 = Vector512.Create(constant);
            for (var k = 0; k < factors.Length; k++)
            {
                var factor = Vector512.Create(factors[k]);
                ref var x = ref Unsafe.Add(ref row, (k * NetworkBlock.Pitch) + g);
                s0 = Vector512.FusedMultiplyAdd(factor, x, s0);
                s1 = Vector512.FusedMultiplyAdd(factor, Unsafe.Add(ref x, 1), s1);
                s2 = Vector512.FusedMultiplyAdd(factor, Unsafe.Add(ref x, 2), s2);
                s3 = Vector512.FusedMultiplyAdd(factor, Unsafe.Add(ref x, 3), s3);
            }

            (sum[g], sum[g + 1], sum[g + 2], sum[g + 3]) = (s0, s1, s2, s3);
        }

        for (; g < sum.Length; g++)
        {
            sum[g] = Vector512.Create(constant);
            for (var k = 0; k < factors.Length; k++)
            {
                sum[g] = Vector512.FusedMultiplyAdd(Vector512.Create(factors[k]), Unsafe.Add(ref row, (k * NetworkBlock.Pitch) + g), sum[g]);
            }
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
