using System.Runtime.InteropServices;
using static Landscape.Artifacts.DuckDbNative;

namespace Landscape.Artifacts;

/// <summary>BIGINT, INTEGER, DOUBLE and BOOLEAN: the vector is an array of the same .NET type.</summary>
internal sealed unsafe class ScalarCodec<T>(DuckDbType type) : ColumnCodec<T>
    where T : unmanaged
{
    public override nint CreateLogicalType() => duckdb_create_logical_type(type);

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
