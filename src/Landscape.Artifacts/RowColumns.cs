using System.Reflection;
using static Landscape.Artifacts.DuckDbNative;

namespace Landscape.Artifacts;

/// <summary>A column of rows of type <typeparamref name="TRow"/>: takes its values out of rows, in bulk, by a compiled delegate.</summary>
internal abstract class RowColumn<TRow>(TableColumn column)
{
    /// <summary>Name and type.</summary>
    public TableColumn Column { get; } = column;

    /// <summary>DuckDB's type; the caller destroys it.</summary>
    public abstract nint CreateLogicalType();

    /// <summary>Writes the values of some rows into a vector.</summary>
    /// <exception cref="InvalidOperationException">A value is null where it may not be; the message names row and column.</exception>
    public abstract void Write(nint vector, ReadOnlySpan<TRow> rows, long firstRow);

    /// <summary>Appends one row's value to a content hash.</summary>
    public abstract void Append(CanonicalHash hash, TRow row);
}

/// <summary>A column whose values have the .NET type <typeparamref name="T"/>.</summary>
internal sealed class RowColumn<TRow, T>(TableColumn column, MethodInfo getter) : RowColumn<TRow>(column)
{
    private readonly Func<TRow, T> get = getter.CreateDelegate<Func<TRow, T>>();
    private readonly ColumnCodec<T> codec = ColumnCodec.Of<T>(column.Nullable);
    private readonly T[] values = new T[(int)duckdb_vector_size()];

    public override nint CreateLogicalType() => codec.CreateLogicalType();

    public override void Write(nint vector, ReadOnlySpan<TRow> rows, long firstRow)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            values[i] = get(rows[i]);
        }

        var filled = values.AsSpan(0, rows.Length);
        var missing = codec.FirstNull(filled);
        if (missing >= 0)
        {
            throw new InvalidOperationException($"row {firstRow + missing}, column {Column.Name}: null in a column of type {Column.Type} that has no nulls");
        }

        codec.Write(vector, filled);
    }

    public override void Append(CanonicalHash hash, TRow row) => codec.Append(hash, get(row));
}

/// <summary>The columns of a row record.</summary>
internal static class RowColumns
{
    /// <summary>One column per constructor parameter of the record; the native library must be loaded.</summary>
    public static RowColumn<TRow>[] Of<TRow>()
        where TRow : class
    {
        DuckDbLibrary.EnsureLoaded();
        var parameters = TableSchema.ConstructorOf(typeof(TRow)).GetParameters();
        return TableSchema.ColumnsOf(typeof(TRow)).Zip(parameters, Create<TRow>).ToArray();
    }

    private static RowColumn<TRow> Create<TRow>(TableColumn column, ParameterInfo parameter)
    {
        var getter = typeof(TRow).GetProperty(parameter.Name!, parameter.ParameterType)?.GetMethod
            ?? throw new InvalidOperationException($"{typeof(TRow).Name} has no property {parameter.Name}: rows are records");
        var type = typeof(RowColumn<,>).MakeGenericType(typeof(TRow), parameter.ParameterType);
        return (RowColumn<TRow>)Activator.CreateInstance(type, column, getter)!;
    }
}
