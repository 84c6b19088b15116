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
