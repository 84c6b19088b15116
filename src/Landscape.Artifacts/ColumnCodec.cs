using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static Landscape.Artifacts.DuckDbNative;

namespace Landscape.Artifacts;

/// <summary>How the values of a column, of .NET type <typeparamref name="T"/>, stand in a DuckDB vector and in a content hash.</summary>
internal abstract class ColumnCodec<T>
{
    /// <summary>Creates DuckDB's type of the column; the caller destroys it.</summary>
    public abstract nint CreateLogicalType();

    /// <summary>Index of the first value that is null where it may not be, or -1.</summary>
    public abstract int FirstNull(ReadOnlySpan<T> values);

    /// <summary>Index of the first row of a vector that is null where it may not be, or -1.</summary>
    public abstract int FirstNull(nint vector, int count);

    /// <summary>Copies values, free of forbidden nulls, into a vector.</summary>
    public abstract void Write(nint vector, ReadOnlySpan<T> values);

    /// <summary>Copies a vector, free of forbidden nulls, into values.</summary>
    public abstract void Read(nint vector, Span<T> values);

    /// <summary>Appends a value's canonical bytes: 0 for null; else 1 and the value, as <see cref="AppendValue"/> writes it.</summary>
    public virtual void Append(CanonicalHash hash, T value)
    {
        hash.Append(1);
        AppendValue(hash, value);
    }

    /// <summary>Appends the bytes of a value that is not null: fixed-size types little-endian, strings and lists after their length.</summary>
    public abstract void AppendValue(CanonicalHash hash, T value);

    /// <summary>Appends many values; codecs of fixed-size types do it in one go.</summary>
    public virtual void AppendValues(CanonicalHash hash, ReadOnlySpan<T> values)
    {
        foreach (var value in values)
        {
            AppendValue(hash, value);
        }
    }

    /// <summary>The logical type of a scalar.</summary>
    protected static nint CreateScalarType(DuckDbType type) => duckdb_create_logical_type(type);
}

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

/// <summary>BIGINT, INTEGER, DOUBLE and BOOLEAN: the vector is an array of the same .NET type.</summary>
internal sealed unsafe class ScalarCodec<T>(DuckDbType type) : ColumnCodec<T>
    where T : unmanaged
{
    public override nint CreateLogicalType() => CreateScalarType(type);

    public override int FirstNull(ReadOnlySpan<T> values) => -1;

    public override int FirstNull(nint vector, int count) => Validity.FirstNull(vector, count);

    public override void Write(nint vector, ReadOnlySpan<T> values) =>
        values.CopyTo(new Span<T>(duckdb_vector_get_data(vector), values.Length));

    public override void Read(nint vector, Span<T> values) =>
        new ReadOnlySpan<T>(duckdb_vector_get_data(vector), values.Length).CopyTo(values);

    public override void AppendValue(CanonicalHash hash, T value) =>
        hash.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    public override void AppendValues(CanonicalHash hash, ReadOnlySpan<T> values) => hash.Append(MemoryMarshal.AsBytes(values));
}

/// <summary>A scalar that may be null.</summary>
internal sealed unsafe class NullableCodec<T>(ScalarCodec<T> scalar) : ColumnCodec<T?>
    where T : unmanaged
{
    public override nint CreateLogicalType() => scalar.CreateLogicalType();

    public override int FirstNull(ReadOnlySpan<T?> values) => -1;

    public override int FirstNull(nint vector, int count) => -1;

    public override void Write(nint vector, ReadOnlySpan<T?> values)
    {
        var data = (T*)duckdb_vector_get_data(vector);
        var mask = Validity.Writable(vector);
        for (var row = 0; row < values.Length; row++)
        {
            data[row] = values[row].GetValueOrDefault();
            if (!values[row].HasValue)
            {
                Validity.SetNull(mask, row);
            }
        }
    }

    public override void Read(nint vector, Span<T?> values)
    {
        var data = (T*)duckdb_vector_get_data(vector);
        var mask = duckdb_vector_get_validity(vector);
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = Validity.IsValid(mask, row) ? data[row] : null;
        }
    }

    public override void Append(CanonicalHash hash, T? value)
    {
        hash.Append(value.HasValue ? (byte)1 : (byte)0);
        if (value.HasValue)
        {
            AppendValue(hash, value);
        }
    }

    public override void AppendValue(CanonicalHash hash, T? value) => scalar.AppendValue(hash, value!.Value);
}

/// <summary>VARCHAR: a vector of 16-byte entries that hold up to 12 bytes of UTF-8 themselves and point to longer text.</summary>
internal sealed unsafe class TextCodec(bool nullable) : ColumnCodec<string?>
{
    private const int EntrySize = 16;
    private const int InlineLength = 12;

    // Throws on a lone surrogate: replacing it would change the value without a word.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private byte[] buffer = new byte[256];

    public override nint CreateLogicalType() => CreateScalarType(DuckDbType.Varchar);

    public override int FirstNull(ReadOnlySpan<string?> values) => nullable ? -1 : values.IndexOf((string?)null);

    public override int FirstNull(nint vector, int count) => nullable ? -1 : Validity.FirstNull(vector, count);

    public override void Write(nint vector, ReadOnlySpan<string?> values)
    {
        var mask = nullable ? Validity.Writable(vector) : null;
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] is not { } text)
            {
                Validity.SetNull(mask, row);
                continue;
            }

            var bytes = Encode(text);
            fixed (byte* start = &MemoryMarshal.GetReference(bytes))
            {
                duckdb_vector_assign_string_element_len(vector, (ulong)row, start, (ulong)bytes.Length);
            }
        }
    }

    public override void Read(nint vector, Span<string?> values)
    {
        var entry = (byte*)duckdb_vector_get_data(vector);
        var mask = duckdb_vector_get_validity(vector);
        for (var row = 0; row < values.Length; row++, entry += EntrySize)
        {
            values[row] = Validity.IsValid(mask, row) ? Decode(entry) : null;
        }
    }

    public override void Append(CanonicalHash hash, string? value)
    {
        hash.Append(value is null ? (byte)0 : (byte)1);
        if (value is not null)
        {
            AppendValue(hash, value);
        }
    }

    public override void AppendValue(CanonicalHash hash, string? value)
    {
        var bytes = Encode(value!);
        hash.AppendLength(bytes.Length);
        hash.Append(bytes);
    }

    private static string Decode(byte* entry)
    {
        var length = *(int*)entry;
        var text = length <= InlineLength ? entry + sizeof(int) : *(byte**)(entry + sizeof(long));
        return Utf8.GetString(text, length);
    }

    private ReadOnlySpan<byte> Encode(string text)
    {
        var bound = Utf8.GetMaxByteCount(text.Length);
        if (buffer.Length < bound)
        {
            buffer = new byte[bound];
        }

        return buffer.AsSpan(0, Utf8.GetBytes(text, buffer));
    }
}

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

/// <summary>The codec of each column type.</summary>
internal static class ColumnCodec
{
    /// <summary>The codec for values of a type that <see cref="TableSchema"/> accepts.</summary>
    public static ColumnCodec<T> Of<T>(bool nullable) => (ColumnCodec<T>)(object)(typeof(T) switch
    {
        var type when type == typeof(long) => new ScalarCodec<long>(DuckDbType.BigInt),
        var type when type == typeof(int) => new ScalarCodec<int>(DuckDbType.Integer),
        var type when type == typeof(double) => new ScalarCodec<double>(DuckDbType.Double),
        var type when type == typeof(bool) => new ScalarCodec<bool>(DuckDbType.Boolean),
        var type when type == typeof(string) => new TextCodec(nullable),
        var type when type == typeof(long?) => new NullableCodec<long>(new ScalarCodec<long>(DuckDbType.BigInt)),
        var type when type == typeof(int?) => new NullableCodec<int>(new ScalarCodec<int>(DuckDbType.Integer)),
        var type when type == typeof(double?) => new NullableCodec<double>(new ScalarCodec<double>(DuckDbType.Double)),
        var type when type == typeof(long[]) => new ListCodec<long>(Of<long>(nullable: false)),
        var type when type == typeof(int[]) => new ListCodec<int>(Of<int>(nullable: false)),
        var type when type == typeof(double[]) => new ListCodec<double>(Of<double>(nullable: false)),
        var type when type == typeof(bool[]) => new ListCodec<bool>(Of<bool>(nullable: false)),
        var type when type == typeof(string[]) => new ListCodec<string?>(Of<string?>(nullable: false)),
        _ => throw new InvalidOperationException($"{typeof(T).Name} is not a column type"),
    });
}
