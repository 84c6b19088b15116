using System.Security.Cryptography;
using System.Text;

namespace Landscape.Numerics;

/// <summary>
/// A stream of random numbers that depends on nothing but its key: (seed, stage, purpose, item). The key's SHA-256 seeds xoshiro256**
/// (Blackman and Vigna 2021, DOI 10.1145/3460772), so streams of different items are independent for all purposes here, and neither
/// order nor threads nor shards can change a number.
/// </summary>
public sealed class RandomStream
{
    private ulong s0, s1, s2, s3;
    private double? spareNormal;

    /// <summary>Derives the stream of a key.</summary>
    public RandomStream(long seed, string stage, string purpose, params ReadOnlySpan<long> item)
    {
        var key = new StringBuilder().Append(seed).Append('/').Append(stage).Append('/').Append(purpose);
        foreach (var part in item)
        {
            key.Append('/').Append(part);
        }

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString()), hash);
        s0 = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(hash);
        s1 = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]);
        s2 = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(hash[16..]);
        s3 = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(hash[24..]);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        var result = ulong.RotateLeft(s1 * 5, 7) * 9;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = ulong.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform on [0, 1): the top 53 bits.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / 9007199254740992.0);

    /// <summary>Uniform on [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextUniform(double low, double high) => low + ((high - low) * NextUniform());

    /// <summary>A random order of 0, 1, ..., <paramref name="count"/> - 1 (Fisher and Yates; Durstenfeld 1964, DOI 10.1145/364520.364540).</summary>
    public int[] Permutation(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var last = count - 1; last > 0; last--)
        {
            // The bias of the scaled uniform number is below 2^-53 count.
            var other = (int)(NextUniform() * (last + 1));
            (order[last], order[other]) = (order[other], order[last]);
        }

        return order;
    }

    /// <summary>A standard normal variate by Marsaglia's polar method (1964, DOI 10.1137/1006063); variates come in pairs, the second is kept.</summary>
    public double NextNormal()
    {
        if (spareNormal is { } spare)
        {
            spareNormal = null;
            return spare;
        }

        double u, v, square;
        do
        {
            (u, v) = (NextUniform(-1, 1), NextUniform(-1, 1));
            square = (u * u) + (v * v);
        }
        while (square >= 1 || square == 0);
        var factor = Math.Sqrt(-2 * Elementary.Log(square) / square);
        spareNormal = v * factor;
        return u * factor;
    }
}
