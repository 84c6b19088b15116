using System.Numerics;

namespace Landscape.Search;

/// <summary>
/// How many copies of a network its symmetries and redundancy make. G and T are those of Simsek et al. (2021, Geometry of the loss landscape in overparameterized neural networks,
/// arXiv:2105.12221) for one sign; with two signs each neuron may also enter mirrored. Counts that exceed 2^63 - 1 are null.
/// </summary>
public static class SymmetryCounts
{
    /// <summary>The orbit of an efficient network: n! or, with signs, 2^n n!.</summary>
    /// <param name="width">n, at least 0.</param>
    /// <param name="hasSigns">Whether the activation has a sign symmetry.</param>
    public static long? OrbitSize(int width, bool hasSigns)
    {
        var size = BigInteger.One;
        for (var k = 1; k <= width; k++)
        {
            size *= hasSigns ? 2 * k : k;
        }

        return Narrowed(size);
    }

    /// <summary>G(r, m) = sum_i (-1)^(r - i) C(r, i) i^m: surjections of m neurons onto r.</summary>
    /// <param name="r">At least 0.</param>
    /// <param name="m">At least 0.</param>
    public static BigInteger Surjections(int r, int m)
    {
        var sum = BigInteger.Zero;
        for (var i = 0; i <= r; i++)
        {
            var term = Choose(r, i) * BigInteger.Pow(i, m);
            sum += (r - i) % 2 == 0 ? term : -term;
        }

        return sum;
    }

    /// <summary>
    /// T(r, m) = sum_u C(m, u) s^(m - u) G(r, m - u) Bell_s(u), the flat families of width-m networks that realize an efficient network of width r by duplication and deactivation:
    /// m - u neurons are copies of its neurons, each of them at least once and in either of s signs; the other u form groups with equal arguments up to sign whose
    /// weights cancel (a dead neuron is a group of one), Bell_s(u) = sum_k S(u, k) s^(u - k). Families with constant neurons (w_j = 0) are not counted.
    /// </summary>
    /// <param name="r">At least 0.</param>
    /// <param name="m">At least r.</param>
    /// <param name="hasSigns">Whether the activation has a sign symmetry: s = 2, else 1.</param>
    public static long? Embeddings(int r, int m, bool hasSigns)
    {
        var signs = hasSigns ? 2 : 1;
        var sum = BigInteger.Zero;
        for (var u = 0; u <= m - r; u++)
        {
            sum += Choose(m, u) * BigInteger.Pow(signs, m - u) * Surjections(r, m - u) * Partitions(u, signs);
        }

        return Narrowed(sum);
    }

    /// <summary>sum_k S(u, k) s^(u - k), S(u, k) = G(k, u) / k!.</summary>
    private static BigInteger Partitions(int u, int signs)
    {
        var sum = BigInteger.Zero;
        var factorial = BigInteger.One;
        for (var k = 0; k <= u; k++)
        {
            factorial *= Math.Max(k, 1);
            sum += Surjections(k, u) / factorial * BigInteger.Pow(signs, u - k);
        }

        return sum;
    }

    private static BigInteger Choose(int n, int k)
    {
        var choose = BigInteger.One;
        for (var i = 1; i <= k; i++)
        {
            choose = choose * (n - k + i) / i;
        }

        return choose;
    }

    private static long? Narrowed(BigInteger count) => count <= long.MaxValue ? (long)count : null;
}
