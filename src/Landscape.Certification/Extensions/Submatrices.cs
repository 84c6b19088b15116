using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>Principal submatrices.</summary>
internal static class Submatrices
{
    /// <summary>The rows and columns of some indices.</summary>
    public static Matrix Of(Matrix matrix, int[] kept)
    {
        var part = new Matrix(kept.Length, kept.Length);
        for (var p = 0; p < kept.Length; p++)
        {
            for (var q = 0; q < kept.Length; q++)
            {
                part[p, q] = matrix[kept[p], kept[q]];
            }
        }

        return part;
    }

    /// <summary>The rows and columns of some indices.</summary>
    public static IntervalMatrix Of(IntervalMatrix matrix, int[] kept)
    {
        var part = new IntervalMatrix(kept.Length);
        for (var p = 0; p < kept.Length; p++)
        {
            for (var q = 0; q < kept.Length; q++)
            {
                part[p, q] = matrix[kept[p], kept[q]];
            }
        }

        return part;
    }
}
