using static Landscape.Artifacts.DuckDbNative;

namespace Landscape.Artifacts;

/// <summary>The validity mask of a vector: one bit a row, 64 rows a word; no mask means that every row has a value.</summary>
internal static unsafe class Validity
{
    public static int FirstNull(nint vector, int count)
    {
        var mask = duckdb_vector_get_validity(vector);
        for (var row = 0; mask is not null && row < count; row++)
        {
            if (!IsValid(mask, row))
            {
                return row;
            }
        }

        return -1;
    }

    public static bool IsValid(ulong* mask, int row) => mask is null || (mask[row >> 6] & (1UL << (row & 63))) != 0;

    public static ulong* Writable(nint vector)
    {
        duckdb_vector_ensure_validity_writable(vector);
        return duckdb_vector_get_validity(vector);
    }

    public static void SetNull(ulong* mask, int row) => mask[row >> 6] &= ~(1UL << (row & 63));
}
