using System.Linq.Expressions;
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

/// <summary>The columns of a row record, and the record itself as a source of rows for DuckDB.</summary>
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

/// <summary>Rows in memory, as DuckDB pulls them.</summary>
internal sealed class RecordSource<TRow>(IReadOnlyList<TRow> rows) : RowSource
    where TRow : class
{
    private readonly RowColumn<TRow>[] columns = RowColumns.Of<TRow>();
    private readonly TRow[] window = new TRow[(int)duckdb_vector_size()];
    private int next;

    protected override IEnumerable<(string Name, nint LogicalType)> BindColumns() =>
        columns.Select(column => (column.Column.Name, column.CreateLogicalType()));

    protected override int Fill(nint chunk, int capacity)
    {
        var count = Math.Min(capacity, rows.Count - next);
        for (var i = 0; i < count; i++)
        {
            window[i] = rows[next + i];
        }

        for (var i = 0; i < columns.Length; i++)
        {
            columns[i].Write(duckdb_data_chunk_get_vector(chunk, (ulong)i), window.AsSpan(0, count), next);
        }

        next += count;
        return count;
    }
}

/// <summary>A column of a view while it is read: the values of the current chunk.</summary>
internal abstract class ViewColumn(TableColumn column)
{
    /// <summary>Name and type as the view states them.</summary>
    public TableColumn Column { get; } = column;

    /// <summary>The values of the current chunk, an array of the parameter's type.</summary>
    public abstract Array Values { get; }

    /// <summary>Takes over a vector; returns the first row that is null against the view's type, or -1.</summary>
    public abstract int Read(nint vector, int count);
}

/// <summary>A view's column of .NET type <typeparamref name="T"/>.</summary>
internal sealed class ViewColumn<T>(TableColumn column) : ViewColumn(column)
{
    private readonly ColumnCodec<T> codec = ColumnCodec.Of<T>(column.Nullable);
    private readonly T[] values = new T[(int)duckdb_vector_size()];

    public override Array Values => values;

    public override int Read(nint vector, int count)
    {
        var missing = codec.FirstNull(vector, count);
        if (missing < 0)
        {
            codec.Read(vector, values.AsSpan(0, count));
        }

        return missing;
    }
}

/// <summary>Builds a view's records from the columns of a chunk, by a compiled call of the record's constructor.</summary>
internal sealed class ViewColumns<TView>
    where TView : class
{
    private static readonly Func<Array[], int, TView> Construct = CompileConstructor();
    private readonly Array[] values;

    public ViewColumns()
    {
        DuckDbLibrary.EnsureLoaded();
        var parameters = TableSchema.ConstructorOf(typeof(TView)).GetParameters();
        Columns = TableSchema.ColumnsOf(typeof(TView))
            .Zip(parameters, (column, parameter) =>
                (ViewColumn)Activator.CreateInstance(typeof(ViewColumn<>).MakeGenericType(parameter.ParameterType), column)!)
            .ToArray();
        values = Columns.Select(column => column.Values).ToArray();
    }

    /// <summary>The view's columns.</summary>
    public ViewColumn[] Columns { get; }

    /// <summary>The record of a row of the current chunk.</summary>
    public TView this[int row] => Construct(values, row);

    /// <summary><c>(values, row) => new TView(((T1[])values[0])[row], ((T2[])values[1])[row], ...)</c>.</summary>
    private static Func<Array[], int, TView> CompileConstructor()
    {
        var values = Expression.Parameter(typeof(Array[]), "values");
        var row = Expression.Parameter(typeof(int), "row");
        var constructor = TableSchema.ConstructorOf(typeof(TView));
        var arguments = constructor.GetParameters().Select((parameter, index) => Expression.ArrayIndex(
            Expression.Convert(Expression.ArrayIndex(values, Expression.Constant(index)), parameter.ParameterType.MakeArrayType()), row));
        return Expression.Lambda<Func<Array[], int, TView>>(Expression.New(constructor, arguments), values, row).Compile();
    }
}
