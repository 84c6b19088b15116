namespace Landscape.Numerics;

/// <summary>
/// Halton's low-discrepancy points in [0, 1)^d: coordinate k is the radical inverse of the point's index in the k-th prime base
/// (Halton 1960, DOI 10.1007/BF01386213).
/// </summary>
public static class Halton
{
    private static readonly int[] Primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53];

    /// <summary>The largest d: beyond 16 coordinates plain Halton points are visibly correlated and random ones do better.</summary>
    public static int LargestDimension => Primes.Length;

    /// <summary>The point of an index, index 0 being the origin.</summary>
    /// <param name="index">At least 0.</param>
    /// <param name="point">Overwritten, d coordinates.</param>
    /// <exception cref="ArgumentException">d exceeds <see cref="LargestDimension"/> or the index is negative.</exception>
    public static void Point(long index, Span<double> point)
    {
        if (index < 0 || point.Length > Primes.Length)
        {
            throw new ArgumentException($"Halton points have an index of at least 0 and at most {Primes.Length} coordinates, not index {index} and {point.Length}");
        }

        for (var k = 0; k < point.Length; k++)
        {
            point[k] = RadicalInverse(index, Primes[k]);
        }
    }

    /// <summary>The digits of the index mirrored at the point: one exact integer ratio, rounded once.</summary>
    private static double RadicalInverse(long index, int primeBase)
    {
        var (mirrored, scale) = (0L, 1L);
        for (var rest = index; rest > 0; rest /= primeBase)
        {
            mirrored = (mirrored * primeBase) + (rest % primeBase);
            scale *= primeBase;
        }

        return (double)mirrored / scale;
    }
}
