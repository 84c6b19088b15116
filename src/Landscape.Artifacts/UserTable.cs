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

    private readonly string name;
    private readonly double[][] values;

    internal UserTable(string name, IReadOnlyList<string> columns, double[][] values) =>
        (this.name, Columns, this.values) = (name, columns, values);

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
            var index = Columns.TakeWhile(other => other != column).Count();
            return index < Columns.Count ? values[index] : throw new KeyNotFoundException(
                $"{name}: no column '{column}'; {NearestName.Hint(column, Columns)}");
        }
    }

    /// <summary>Reads a table; the extension says which format it has.</summary>
    /// <param name="path">A file whose name ends in <c>.csv</c> or <c>.parquet</c>.</param>
    /// <param name="name">What errors call the file, if it is a copy of the one that the user knows; else its path.</param>
    /// <exception cref="InvalidDataException">A value is no finite number, or the file is not such a table; the message names file, line or row, and column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static UserTable Read(string path, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        name ??= path;
        var table = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".CSV" => UserCsv.Read(path, name),
            ".PARQUET" => ReadParquet(path, name),
            _ => throw new InvalidDataException($"{name}: expected a file that ends in .csv or .parquet"),
        };
        return table.RowCount > 0 ? table : throw new InvalidDataException($"{name}: the table has no rows");
    }

    private static UserTable ReadParquet(string path, string name)
    {
        using var file = new ParquetFile(path, name);
        var columns = file.Columns();
        foreach (var column in columns.Where(column => !IsNumeric(column.Type)))
        {
            throw new InvalidDataException($"{name}: column '{column.Name}' is {column.Type}, expected a numeric type");
        }

        using var chunks = file.Chunks(columns.Select(column => $"CAST({Sql.Identifier(column.Name)} AS DOUBLE)"));
        var values = columns.Select(_ => new List<double>()).ToArray();
        var codec = ColumnCodec.Of<double?>(nullable: true);
        while (file.MoveNext(chunks))
        {
            var chunk = new double?[chunks.Count];
            for (var i = 0; i < values.Length; i++)
            {
                codec.Read(chunks.Vector(i), chunk);
                AppendFinite(values[i], chunk, name, columns[i].Name);
            }
        }

        return new UserTable(name, columns.Select(column => column.Name).ToList(), values.Select(column => column.ToArray()).ToArray());
    }

    private static bool IsNumeric(string type) =>
        NumericTypes.Contains(type) || (type.StartsWith("DECIMAL(", StringComparison.Ordinal) && type.EndsWith(')'));

    private static void AppendFinite(List<double> values, double?[] chunk, string file, string column)
    {
        foreach (var value in chunk)
        {
            values.Add(value is { } number && double.IsFinite(number) ? number : throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{file}: row {values.Count + 1}, column '{column}': {value?.ToString(CultureInfo.InvariantCulture) ?? "null"}, expected a finite number")));
        }
    }
}
