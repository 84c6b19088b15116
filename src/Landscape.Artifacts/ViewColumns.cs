using System.Linq.Expressions;
using static Landscape.Artifacts.DuckDbNative;

namespace Landscape.Artifacts;

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
