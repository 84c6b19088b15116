using static Landscape.Artifacts.DuckDbNative;

namespace Landscape.Artifacts;

/// <summary>A list: a vector of (offset, length) entries into a child vector, which holds the elements of all rows.</summary>
internal sealed unsafe class ListCodec<T>(ColumnCodec<T> element) : ColumnCodec<T[]>
{
    private T[] flat = [];

    public override nint CreateLogicalType()
    {
        var child = element.CreateLogicalType();
        var type = duckdb_create_list_type(child);
        duckdb_destroy_logical_type(ref child);
        return type;
    }

    public override int FirstNull(ReadOnlySpan<T[]> values)
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] is null || element.FirstNull(values[row]) >= 0)
            {
                return row;
            }
        }

        return -1;
    }

    public override int FirstNull(nint vector, int count)
    {
        var row = Validity.FirstNull(vector, count);
        var child = duckdb_list_vector_get_child(vector);
        var inside = row >= 0 ? -1 : element.FirstNull(child, (int)duckdb_list_vector_get_size(vector));
        return inside < 0 ? row : RowOf(inside, new ReadOnlySpan<DuckDbListEntry>(duckdb_vector_get_data(vector), count));
    }

    public override void Write(nint vector, ReadOnlySpan<T[]> values)
    {
        var entries = new Span<DuckDbListEntry>(duckdb_vector_get_data(vector), values.Length);
        var total = 0;
        for (var row = 0; row < values.Length; row++)
        {
            entries[row] = new DuckDbListEntry((ulong)total, (ulong)values[row].Length);
            total += values[row].Length;
        }

        GrowFlat(total);
        for (var row = 0; row < values.Length; row++)
        {
            values[row].CopyTo(flat, (int)entries[row].Offset);
        }

        // The child's data may move when it grows, so its address is taken by the element's codec afterwards.
        _ = duckdb_list_vector_reserve(vector, (ulong)total);
        _ = duckdb_list_vector_set_size(vector, (ulong)total);
        element.Write(duckdb_list_vector_get_child(vector), flat.AsSpan(0, total));
    }

    public override void Read(nint vector, Span<T[]> values)
    {
        var entries = new ReadOnlySpan<DuckDbListEntry>(duckdb_vector_get_data(vector), values.Length);
        var total = (int)duckdb_list_vector_get_size(vector);
        GrowFlat(total);
        element.Read(duckdb_list_vector_get_child(vector), flat.AsSpan(0, total));
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = flat.AsSpan((int)entries[row].Offset, (int)entries[row].Length).ToArray();
        }
    }

    public override void AppendValue(CanonicalHash hash, T[] value)
    {
        hash.AppendLength(value.Length);
        element.AppendValues(hash, value);
    }

    private static int RowOf(int childIndex, ReadOnlySpan<DuckDbListEntry> entries)
    {
        for (var row = 0; row < entries.Length; row++)
        {
            if ((ulong)childIndex - entries[row].Offset < entries[row].Length)
            {
                return row;
            }
        }

        return -1;
    }

    private void GrowFlat(int length)
    {
        if (flat.Length < length)
        {
            flat = new T[Math.Max(length, 2 * flat.Length)];
        }
    }
}
