using System.Globalization;

namespace Landscape.Artifacts;

/// <summary>
/// A table of numbers that a user brings, with whatever columns it has. CSV: UTF-8, a header line, comma-separated, numbers with a
/// point, fields optionally in double quotes (RFC 4180). Parquet: columns of any numeric type. Every value is a finite number.
/// </summary>
public sealed class UserTable
{
    private static readonly string[] NumericTypes =
    [
        "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT", "FLOAT", "DOUBLE",
    ];

    private readonly string path;
    private readonly double[][] values;

    internal UserTable(string path, IReadOnlyList<string> columns, double[][] values) =>
        (this.path, Columns, this.values) = (path, columns, values);

    /// <summary>The columns' names, in the file's order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount => values[0].Length;

    /// <summary>The values of a column, one a row.</summary>
    /// <param name="column">Its name, exactly as in the file.</param>
    /// <exception cref="KeyNotFoundException">There is no such column; the message names the file, its columns and the nearest one.</exception>
    public ReadOnlySpan<double> this[string column]
    {
        get
        {
            var index = Columns.TakeWhile(name => name != column).Count();
            return index < Columns.Count ? values[index] : throw new KeyNotFoundException(
                $"{path}: no column '{column}'; {NearestName.Hint(column, Columns)}");
        }
    }

    /// <summary>Reads a table; the extension says which format it has.</summary>
    /// <param name="path">A file whose name ends in <c>.csv</c> or <c>.parquet</c>.</param>
    /// <exception cref="InvalidDataException">A value is no finite number, or the file is not such a table; the message names file, line or row, and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static UserTable Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var table = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".CSV" => UserCsv.Read(path),
            ".PARQUET" => ReadParquet(path),
            _ => throw new InvalidDataException($"{path}: expected a file that ends in .csv or .parquet"),
        };
        return table.RowCount > 0 ? table : throw new InvalidDataException($"{path}: the table has no rows");
    }

    private static UserTable ReadParquet(string path)
    {
        var columns = ParquetQuery.ColumnsOf(path);
        foreach (var column in columns.Where(column => !IsNumeric(column.Type)))
        {
            throw new InvalidDataException($"{path}: column '{column.Name}' is {column.Type}, expected a numeric type");
        }

        var casts = columns.Select(column => $"CAST({Sql.Identifier(column.Name)} AS DOUBLE)");
        using var session = new DuckDbSession();
        using var result = ParquetQuery.InFile(path, () => session.Query($"SELECT {string.Join(", ", casts)} FROM {Sql.Table(path)}"));
        var values = columns.Select(_ => new List<double>()).ToArray();
        var codec = ColumnCodec.Of<double?>(nullable: true);
        while (ParquetQuery.InFile(path, result.MoveNext))
        {
            var chunk = new double?[result.Count];
            for (var i = 0; i < values.Length; i++)
            {
                codec.Read(result.Vector(i), chunk);
                AppendFinite(values[i], chunk, path, columns[i].Name);
            }
        }

        return new UserTable(path, columns.Select(column => column.Name).ToList(), values.Select(column => column.ToArray()).ToArray());
    }

    private static bool IsNumeric(string type) =>
        NumericTypes.Contains(type) || (type.StartsWith("DECIMAL(", StringComparison.Ordinal) && type.EndsWith(')'));

    private static void AppendFinite(List<double> column, double?[] chunk, string path, string name)
    {
        foreach (var value in chunk)
        {
            column.Add(value is { } number && double.IsFinite(number) ? number : throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: row {column.Count + 1}, column '{name}': {value?.ToString(CultureInfo.InvariantCulture) ?? "null"}, expected a finite number")));
        }
    }
}
