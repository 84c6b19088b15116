using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Landscape.Models;

/// <summary>Sums of products over a block of nodes, each lane for itself: the lanes are added up once, after the last block.</summary>
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

    /// <summary>product_g = factor a_g b_g.</summary>
    public static void Multiply(double factor, ReadOnlySpan<Vector512<double>> a, ReadOnlySpan<Vector512<double>> b, Span<Vector512<double>> product)
    {
        for (var g = 0; g < a.Length && g < b.Length && g < product.Length; g++)
        {
            product[g] = Vector512.Create(factor) * a[g] * b[g];
        }
    }

    /// <summary>
    /// sums[4 i + j] += sum_g a_i,g b_j,g for four rows a and four rows b: sixteen sums in registers for eight loads a step. Rows are
    /// <paramref name="stride"/> vectors apart; references instead of spans keep bound checks out of the innermost loop.
    /// </summary>
    public static void AddTile(ReadOnlySpan<Vector512<double>> a, ReadOnlySpan<Vector512<double>> b, int stride, int length, Span<Vector512<double>> sums)
    {
        ref var a0 = ref MemoryMarshal.GetReference(a[..((3 * stride) + length)]);
        ref var b0 = ref MemoryMarshal.GetReference(b[..((3 * stride) + length)]);
        var (s00, s01, s02, s03) = (sums[0], sums[1], sums[2], sums[3]);
        var (s10, s11, s12, s13) = (sums[4], sums[5], sums[6], sums[7]);
        var (s20, s21, s22, s23) = (sums[8], sums[9], sums[10], sums[11]);
        var (s30, s31, s32, s33) = (sums[12], sums[13], sums[14], sums[15]);
        for (var g = 0; g < length; g++)
        {
            var (y0, y1) = (Unsafe.Add(ref b0, g), Unsafe.Add(ref b0, g + stride));
            var (y2, y3) = (Unsafe.Add(ref b0, g + (2 * stride)), Unsafe.Add(ref b0, g + (3 * stride)));
            var x = Unsafe.Add(ref a0, g);
            AddRow(x, y0, y1, y2, y3, ref s00, ref s01, ref s02, ref s03);
            x = Unsafe.Add(ref a0, g + stride);
            AddRow(x, y0, y1, y2, y3, ref s10, ref s11, ref s12, ref s13);
            x = Unsafe.Add(ref a0, g + (2 * stride));
            AddRow(x, y0, y1, y2, y3, ref s20, ref s21, ref s22, ref s23);
            x = Unsafe.Add(ref a0, g + (3 * stride));
            AddRow(x, y0, y1, y2, y3, ref s30, ref s31, ref s32, ref s33);
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s00, s01, s02, s03);
        (sums[4], sums[5], sums[6], sums[7]) = (s10, s11, s12, s13);
        (sums[8], sums[9], sums[10], sums[11]) = (s20, s21, s22, s23);
        (sums[12], sums[13], sums[14], sums[15]) = (s30, s31, s32, s33);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(
        Vector512<double> x, Vector512<double> y0, Vector512<double> y1, Vector512<double> y2, Vector512<double> y3,
        ref Vector512<double> s0, ref Vector512<double> s1, ref Vector512<double> s2, ref Vector512<double> s3)
    {
        s0 = Vector512.FusedMultiplyAdd(x, y0, s0);
        s1 = Vector512.FusedMultiplyAdd(x, y1, s1);
        s2 = Vector512.FusedMultiplyAdd(x, y2, s2);
        s3 = Vector512.FusedMultiplyAdd(x, y3, s3);
    }
}
