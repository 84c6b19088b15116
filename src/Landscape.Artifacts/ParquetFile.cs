namespace Landscape.Artifacts;

/// <summary>A Parquet file opened for queries in one session: rows come as records, errors name the file.</summary>
internal sealed class ParquetFile : IDisposable
{
    private readonly string path;
    private readonly string name;
    private readonly DuckDbSession session;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What errors call it; its path if null.</param>
    /// <param name="threads">Threads of the session.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public ParquetFile(string path, string? name = null, int threads = 1)
    {
        (this.path, this.name) = (path, name ?? path);
        session = File.Exists(path) ? new DuckDbSession(threads) : throw new FileNotFoundException($"{this.name}: no such file", path);
    }

    /// <summary>Names and SQL types of the columns; folder names such as <c>a=1</c> add none.</summary>
    /// <exception cref="IOException">It is not a Parquet file.</exception>
    public IReadOnlyList<TableColumn> Columns() =>
        Select<DescriptionRow>($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {Table})")
            .Select(row => new TableColumn(row.ColumnName, row.ColumnType, Nullable: true)).ToList();

    /// <summary>The rows, each as the given expressions of its columns, in the order of a record's parameters.</summary>
    public IEnumerable<TView> Rows<TView>(IEnumerable<string> expressions)
        where TView : class => Select<TView>($"SELECT {string.Join(", ", expressions)} FROM {Table}");

    /// <summary>The same, chunk by chunk.</summary>
    public DuckDbResult Chunks(IEnumerable<string> expressions) => InFile(() => session.Query($"SELECT {string.Join(", ", expressions)} FROM {Table}"));

    /// <summary>Fetches the next chunk of a result; false at the end.</summary>
    public bool MoveNext(DuckDbResult result) => InFile(result.MoveNext);

    /// <summary>The key-value metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata() =>
        Select<MetadataRow>($"SELECT decode(key), decode(value) FROM parquet_kv_metadata({Sql.File(path)})")
            .ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    private string Table => $"read_parquet({Sql.File(path)}, hive_partitioning = false)";

    private IEnumerable<TView> Select<TView>(string sql)
        where TView : class
    {
        using var result = InFile(() => session.Query(sql));
        var view = new ViewColumns<TView>();
        for (long firstRow = 0; MoveNext(result); firstRow += result.Count)
        {
            Load(view.Columns, result, firstRow);
            for (var row = 0; row < result.Count; row++)
            {
                yield return view[row];
            }
        }
    }

    private void Load(ViewColumn[] columns, DuckDbResult result, long firstRow)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            var missing = columns[i].Read(result.Vector(i), result.Count);
            if (missing >= 0)
            {
                throw new InvalidOperationException(
                    $"{name}: row {firstRow + missing}, column '{columns[i].Column.Name}': null, expected {columns[i].Column.Type} without nulls");
            }
        }
    }

    private T InFile<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (DuckDbException exception)
        {
            throw new IOException($"{name}: {exception.Message}", exception);
        }
    }

    private sealed record DescriptionRow(string ColumnName, string ColumnType);

    private sealed record MetadataRow(string Key, string Value);
}
