namespace Landscape.Faults.Tests;

/// <summary>What happens to bytes on disks, in transfers and in editors.</summary>
internal static class Damage
{
    /// <summary>Some damage of a random kind at a random place; the bytes differ afterwards.</summary>
    public static byte[] Random(byte[] bytes, Random random)
    {
        var damaged = random.Next(6) switch
        {
            0 => Truncated(bytes, random),
            1 => Overwritten(bytes, random, (_, _) => 0),
            2 => Overwritten(bytes, random, (_, r) => (byte)r.Next(256)),
            3 => [.. bytes, .. bytes.AsSpan(0, Math.Min(bytes.Length, random.Next(1, 64)))],
            _ => BitFlipped(bytes, random),
        };
        return damaged.AsSpan().SequenceEqual(bytes) ? [.. bytes, 0] : damaged;
    }

    /// <summary>One to four bits flipped.</summary>
    public static byte[] BitFlipped(byte[] bytes, Random random)
    {
        byte[] damaged = [.. bytes];
        for (var i = bytes.Length == 0 ? 0 : random.Next(1, 5); i > 0; i--)
        {
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
        }

        return damaged;
    }

    /// <summary>The beginning alone.</summary>
    public static byte[] Truncated(byte[] bytes, Random random) => bytes[..random.Next(bytes.Length + 1)];

    private static byte[] Overwritten(byte[] bytes, Random random, Func<byte, Random, byte> value)
    {
        byte[] damaged = [.. bytes];
        var start = random.Next(bytes.Length + 1);
        for (var i = start; i < Math.Min(bytes.Length, start + random.Next(1, 600)); i++)
        {
            damaged[i] = value(damaged[i], random);
        }

        return damaged;
    }
}
