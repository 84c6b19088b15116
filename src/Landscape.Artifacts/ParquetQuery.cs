namespace Landscape.Artifacts;

/// <summary>Queries on one Parquet file, with rows as records and errors that name the file.</summary>
internal static class ParquetQuery
{
    /// <summary>Names and SQL types of a Parquet file's columns.</summary>
    public static IReadOnlyList<TableColumn> ColumnsOf(string path) =>
        Select<DescriptionRow>(path, $"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {Sql.Table(path)})")
            .Select(row => new TableColumn(row.ColumnName, row.ColumnType, Nullable: true)).ToList();

    /// <summary>Rows of a query on a file, as records whose parameters are the query's columns in order.</summary>
    public static IEnumerable<TView> Select<TView>(string path, string sql, int threads = 1)
        where TView : class
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: no such file", path);
        }

        using var session = new DuckDbSession(threads);
        using var result = InFile(path, () => session.Query(sql));
        var view = new ViewColumns<TView>();
        for (long firstRow = 0; InFile(path, result.MoveNext); firstRow += result.Count)
        {
            Load(view.Columns, result, path, firstRow);
            for (var row = 0; row < result.Count; row++)
            {
                yield return view[row];
            }
        }
    }

    /// <summary>Runs a step on a file; what DuckDB objects to becomes an error that names the file.</summary>
    public static T InFile<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (DuckDbException exception)
        {
            throw new IOException($"{path}: {exception.Message}", exception);
        }
    }

    private static void Load(ViewColumn[] columns, DuckDbResult result, string path, long firstRow)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            var missing = columns[i].Read(result.Vector(i), result.Count);
            if (missing >= 0)
            {
                throw new InvalidOperationException(
                    $"{path}: row {firstRow + missing}, column '{columns[i].Column.Name}': null, expected {columns[i].Column.Type} without nulls");
            }
        }
    }

    private sealed record DescriptionRow(string ColumnName, string ColumnType);
}
