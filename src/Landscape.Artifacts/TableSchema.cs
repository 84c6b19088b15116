using System.Reflection;
using System.Text.Json;

namespace Landscape.Artifacts;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name in snake_case.</param>
/// <param name="Type">Its SQL type, such as <c>BIGINT</c> or <c>DOUBLE[]</c>.</param>
/// <param name="Nullable">Whether a row may have no value here.</param>
public sealed record TableColumn(string Name, string Type, bool Nullable);

/// <summary>
/// The columns of a table, derived from a row record: each parameter of its primary constructor is a column. <c>long</c> is BIGINT,
/// <c>int</c> INTEGER, <c>double</c> DOUBLE, <c>bool</c> BOOLEAN, <c>string</c> VARCHAR; arrays of these are lists; <c>long?</c>,
/// <c>int?</c>, <c>double?</c> and <c>string?</c> may be null.
/// </summary>
/// <param name="Table">The table's name within its stage.</param>
/// <param name="Version">The schema version.</param>
/// <param name="Columns">The columns in their order.</param>
public sealed record TableSchema(string Table, int Version, IReadOnlyList<TableColumn> Columns)
{
    private static readonly Dictionary<Type, string> ScalarTypes = new()
    {
        [typeof(long)] = "BIGINT",
        [typeof(int)] = "INTEGER",
        [typeof(double)] = "DOUBLE",
        [typeof(bool)] = "BOOLEAN",
        [typeof(string)] = "VARCHAR",
    };

    /// <summary>The schema of a row record that carries a <see cref="TableAttribute"/>.</summary>
    /// <exception cref="InvalidOperationException">The attribute is missing, or a column has no SQL type; the message names it.</exception>
    public static TableSchema Of<TRow>()
        where TRow : class => Of(typeof(TRow));

    /// <summary>As <see cref="Of{TRow}"/>, for a type known only at run time.</summary>
    /// <param name="row">The row record.</param>
    public static TableSchema Of(Type row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var table = row.GetCustomAttribute<TableAttribute>()
            ?? throw new InvalidOperationException($"{row.Name} has no [Table] attribute: it is not the row of a table");
        return new TableSchema(table.Name, table.Version, ColumnsOf(row));
    }

    /// <summary>The columns that a record names, whether it is a row or a view.</summary>
    internal static IReadOnlyList<TableColumn> ColumnsOf(Type record)
    {
        var nullability = new NullabilityInfoContext();
        var columns = ConstructorOf(record).GetParameters().Select(parameter => ColumnOf(record, parameter, nullability)).ToList();
        var repeated = columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return repeated is null
            ? columns
            : throw new InvalidOperationException($"{record.Name}: column {repeated.Key} stands there twice");
    }

    /// <summary>The primary constructor, whose parameters are the columns.</summary>
    internal static ConstructorInfo ConstructorOf(Type record) =>
        record.GetConstructors() is [var constructor] && constructor.GetParameters().Length > 0
            ? constructor
            : throw new InvalidOperationException($"{record.Name} is not a record with exactly one public constructor, whose parameters are columns");

    private static TableColumn ColumnOf(Type record, ParameterInfo parameter, NullabilityInfoContext nullability)
    {
        var type = parameter.ParameterType;
        var scalar = System.Nullable.GetUnderlyingType(type) ?? type;
        var nullable = nullability.Create(parameter).WriteState == NullabilityState.Nullable;
        var isList = type.IsSZArray && !nullable;
        if (!ScalarTypes.TryGetValue(isList ? type.GetElementType()! : scalar, out var sql) || (nullable && scalar == typeof(bool)))
        {
            throw new InvalidOperationException(
                $"{record.Name}.{parameter.Name}: {type.Name}{(nullable ? "?" : "")} is not a column type; expected one of " +
                "long, int, double, bool, string, an array of these, long?, int?, double?, string?");
        }

        return new TableColumn(JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!), isList ? sql + "[]" : sql, nullable);
    }
}
