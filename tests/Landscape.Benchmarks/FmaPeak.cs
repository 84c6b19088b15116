using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Benchmarks;

/// <summary>
/// The most double-precision flops a second that one thread can do: fused multiply-adds on independent registers, nothing else.
/// 16 chains cover latency times throughput of every current core (4 cycles times 2 a cycle).
/// </summary>
internal static class FmaPeak
{
    private const int Chains = 16;
    private const int Rounds = 20_000;

    /// <summary>GFLOP/s, a fused multiply-add counted as two. The best of <paramref name="repetitions"/> runs: a peak is a maximum.</summary>
    public static double Gigaflops(int repetitions)
    {
        var lanes = Vector512.IsHardwareAccelerated ? Vector512<double>.Count : Vector256<double>.Count;
        var flops = 2.0 * lanes * Chains * Rounds;
        return Enumerable.Range(0, repetitions).Max(_ => flops / Timing.Seconds(Run)) * 1e-9;
    }

    private static void Run()
    {
        // x = x * 0.5 + 0.5 stays near 1: no infinities, no subnormals.
        var result = Vector512.IsHardwareAccelerated
            ? Run512(Vector512.Create(0.5)).ToScalar()
            : Run256(Vector256.Create(0.5)).ToScalar();
        if (result is < 0.9 or > 1.1)
        {
            throw new InvalidOperationException($"the peak loop computed {result}, not 1");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> Run512(Vector512<double> half)
    {
        Vector512<double> a = half, b = half, c = half, d = half, e = half, f = half, g = half, h = half;
        Vector512<double> i = half, j = half, k = half, l = half, m = half, n = half, o = half, p = half;
        for (var round = 0; round < Rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, half, half);
            b = Vector512.FusedMultiplyAdd(b, half, half);
            c = Vector512.FusedMultiplyAdd(c, half, half);
            d = Vector512.FusedMultiplyAdd(d, half, half);
            e = Vector512.FusedMultiplyAdd(e, half, half);
            f = Vector512.FusedMultiplyAdd(f, half, half);
            g = Vector512.FusedMultiplyAdd(g, half, half);
            h = Vector512.FusedMultiplyAdd(h, half, half);
            i = Vector512.FusedMultiplyAdd(i, half, half);
            j = Vector512.FusedMultiplyAdd(j, half, half);
            k = Vector512.FusedMultiplyAdd(k, half, half);
            l = Vector512.FusedMultiplyAdd(l, half, half);
            m = Vector512.FusedMultiplyAdd(m, half, half);
            n = Vector512.FusedMultiplyAdd(n, half, half);
            o = Vector512.FusedMultiplyAdd(o, half, half);
            p = Vector512.FusedMultiplyAdd(p, half, half);
        }

        return (a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p) / Chains;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<double> Run256(Vector256<double> half)
    {
        // 8 chains, twice as often: 16 would not fit into the 16 registers beside the constant.
        Vector256<double> a = half, b = half, c = half, d = half, e = half, f = half, g = half, h = half;
        for (var round = 0; round < 2 * Rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, half, half);
            b = Vector256.FusedMultiplyAdd(b, half, half);
            c = Vector256.FusedMultiplyAdd(c, half, half);
            d = Vector256.FusedMultiplyAdd(d, half, half);
            e = Vector256.FusedMultiplyAdd(e, half, half);
            f = Vector256.FusedMultiplyAdd(f, half, half);
            g = Vector256.FusedMultiplyAdd(g, half, half);
            h = Vector256.FusedMultiplyAdd(h, half, half);
        }

        return (a + b + c + d + e + f + g + h) / 8;
    }
}
