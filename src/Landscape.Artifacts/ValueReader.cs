using System.Numerics;
using static Landscape.Artifacts.DuckDbNative;

namespace Landscape.Artifacts;

/// <summary>
/// Reads values of whatever type a query gives a column: null, bool, long, ulong, BigInteger, float, double, string, or a list of these.
/// Doubles keep every bit; types that have no counterpart here are cast to text by DuckDB first.
/// </summary>
internal abstract unsafe class ValueReader
{
    /// <summary>The value of a row of a vector.</summary>
    public object? Read(nint vector, int row) => Validity.IsValid(duckdb_vector_get_validity(vector), row) ? ReadValue(vector, row) : null;

    /// <summary>A value that is not null.</summary>
    protected abstract object ReadValue(nint vector, int row);

    /// <summary>The reader of an SQL type; null if values of it have to be cast to text first.</summary>
    public static ValueReader? Of(string type) => type switch
    {
        "BOOLEAN" => new Scalar<byte>(v => v != 0),
        "TINYINT" => new Scalar<sbyte>(v => (long)v),
        "SMALLINT" => new Scalar<short>(v => (long)v),
        "INTEGER" => new Scalar<int>(v => (long)v),
        "BIGINT" => new Scalar<long>(v => v),
        "UTINYINT" => new Scalar<byte>(v => (long)v),
        "USMALLINT" => new Scalar<ushort>(v => (long)v),
        "UINTEGER" => new Scalar<uint>(v => (long)v),
        "UBIGINT" => new Scalar<ulong>(v => v),
        "HUGEINT" => new Scalar<Int128>(v => (BigInteger)v),
        "UHUGEINT" => new Scalar<UInt128>(v => (BigInteger)v),
        "FLOAT" => new Scalar<float>(v => v),
        "DOUBLE" => new Scalar<double>(v => v),
        "VARCHAR" => new Text(),
        _ when type.EndsWith("[]", StringComparison.Ordinal) && Of(type[..^2]) is { } element => new List(element),
        _ => null,
    };

    private sealed class Scalar<T>(Func<T, object> box) : ValueReader
        where T : unmanaged
    {
        protected override object ReadValue(nint vector, int row) => box(((T*)duckdb_vector_get_data(vector))[row]);
    }

    private sealed class Text : ValueReader
    {
        protected override object ReadValue(nint vector, int row) => TextCodec.Decode((byte*)duckdb_vector_get_data(vector) + ((long)row * TextCodec.EntrySize));
    }

    private sealed class List(ValueReader element) : ValueReader
    {
        protected override object ReadValue(nint vector, int row)
        {
            var entry = ((DuckDbListEntry*)duckdb_vector_get_data(vector))[row];
            var child = duckdb_list_vector_get_child(vector);
            return Enumerable.Range((int)entry.Offset, (int)entry.Length).Select(i => element.Read(child, i)).ToList();
        }
    }
}
