using System.Runtime.CompilerServices;

namespace Landscape.Numerics;

public static partial class Elementary
{
    /// <summary>sum_n c_n z^n for an even number of coefficients; even and odd powers apart for instruction-level parallelism.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Polynomial<TLanes>(TLanes z, ReadOnlySpan<double> coefficients)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var square = z * z;
        TLanes odd = coefficients[^1];
        TLanes even = coefficients[^2];
        for (var n = coefficients.Length - 3; n > 0; n -= 2)
        {
            odd = TLanes.FusedMultiplyAdd(odd, square, coefficients[n]);
            even = TLanes.FusedMultiplyAdd(even, square, coefficients[n - 1]);
        }

        return TLanes.FusedMultiplyAdd(odd, z, even);
    }
}
