using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Landscape.Artifacts;

/// <summary>Where a table comes from; it stands in the Parquet file's key-value metadata.</summary>
/// <param name="Stage">The producing stage, lower case without number.</param>
/// <param name="Fingerprint">The stage's fingerprint.</param>
public sealed record TableOrigin(string Stage, string Fingerprint);

/// <summary>The key-value metadata of a table's file.</summary>
/// <param name="Schema">Schema name: stage and table, joined by a dot.</param>
/// <param name="SchemaVersion">Schema version.</param>
/// <param name="Stage">The producing stage.</param>
/// <param name="Fingerprint">Its fingerprint.</param>
public sealed record TableMetadata(string Schema, int SchemaVersion, string Stage, string Fingerprint);

/// <summary>
/// Writes and reads tables as Parquet files (zstd, row groups of 122880 rows) through DuckDB. Equal rows and metadata give equal bytes,
/// on any number of threads; every value survives bit for bit. DuckDB does not notice a corrupted page: read through
/// <see cref="VerifiedTable"/> whatever has a recorded hash.
/// </summary>
public static class ParquetTable
{
    // DuckDB's default, written out because it shapes the file's bytes: 60 vectors of 2048 rows.
    private const int RowGroupSize = 122_880;
    private const string RowsFunction = "table_rows";

    private static readonly MethodInfo WriteAnyRows = typeof(ParquetTable).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
        .Single(method => method.Name == nameof(Write));

    /// <summary>Writes a table, atomically.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="rows">The rows in their order.</param>
    /// <param name="origin">Stage and fingerprint.</param>
    /// <returns>What a manifest records about the table.</returns>
    /// <exception cref="InvalidOperationException">The record is no table, or a value is null where it may not be (named by row and column).</exception>
    /// <exception cref="IOException">The file cannot be written; the message has DuckDB's reason.</exception>
    public static TableEntry Write<TRow>(string path, IReadOnlyList<TRow> rows, TableOrigin origin)
        where TRow : class => Write(path, rows, origin, threads: 1);

    /// <summary>As <see cref="Write{TRow}(string, IReadOnlyList{TRow}, TableOrigin)"/>, for a row type known only at run time.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="row">The row record.</param>
    /// <param name="rows">A list of that record.</param>
    /// <param name="origin">Stage and fingerprint.</param>
    public static TableEntry Write(string path, Type row, IList rows, TableOrigin origin) =>
        (TableEntry)WriteAnyRows.MakeGenericMethod(row).Invoke(
            null, BindingFlags.DoNotWrapExceptions, binder: null, [path, rows, origin, 1], CultureInfo.InvariantCulture)!;

    /// <summary>Reads a view's columns of a table, in row order, chunk by chunk. Errors are thrown when the enumeration starts or proceeds.</summary>
    /// <typeparam name="TView">A record whose constructor parameters name the columns; other columns are skipped.</typeparam>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">The table lacks a column, or it has another type, or nulls where the view has none.</exception>
    /// <exception cref="IOException">The file is missing or is not a Parquet file.</exception>
    public static IEnumerable<TView> Read<TView>(string path)
        where TView : class => Read<TView>(path, threads: 1);

    /// <summary>Reads the key-value metadata.</summary>
    /// <exception cref="IOException">The file is missing, is not a Parquet file or lacks an entry.</exception>
    public static TableMetadata ReadMetadata(string path)
    {
        using var file = new ParquetFile(path);
        var entries = file.Metadata();
        string Entry(string key) => entries.GetValueOrDefault(key)
            ?? throw new IOException($"{path}: the metadata has no entry '{key}': the file is not a table of the pipeline");
        return new TableMetadata(
            Entry("schema"), int.Parse(Entry("schema_version"), CultureInfo.InvariantCulture), Entry("stage"), Entry("fingerprint"));
    }

    internal static TableEntry Write<TRow>(string path, IReadOnlyList<TRow> rows, TableOrigin origin, int threads)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(origin);
        var schema = TableSchema.Of<TRow>();
        AtomicFile.Write(Path.GetFullPath(path), temporary => Copy(temporary, rows, CopyOptions(schema, origin), threads));
        return new TableEntry(
            Path.GetFileName(path), ContentHash.OfFile(path), ContentHash.OfRows(rows), new FileInfo(path).Length, rows.Count, schema.Version);
    }

    internal static IEnumerable<TView> Read<TView>(string path, int threads)
        where TView : class
    {
        using var file = new ParquetFile(path, threads: threads);
        var wanted = TableSchema.ColumnsOf(typeof(TView));
        RequireColumns(path, wanted, file.Columns());
        foreach (var row in file.Rows<TView>(wanted.Select(column => Sql.Identifier(column.Name))))
        {
            yield return row;
        }
    }

    private static void Copy<TRow>(string path, IReadOnlyList<TRow> rows, string options, int threads)
        where TRow : class
    {
        using var source = new RecordSource<TRow>(rows);
        using var session = new DuckDbSession(threads);
        session.Register(RowsFunction, source);
        try
        {
            session.Execute($"COPY (SELECT * FROM {RowsFunction}()) TO {Sql.Text(path)} ({options})");
        }
        catch (DuckDbException exception)
        {
            throw source.Failure ?? new IOException($"{path}: {exception.Message}", exception);
        }
    }

    // No dictionary pages: DuckDB's take values that compare equal for one, so that -0.0 would come back as 0.0 and a NaN with another
    // payload (https://github.com/duckdb/duckdb/issues/25781). zstd finds the repetitions all the same.
    private static string CopyOptions(TableSchema schema, TableOrigin origin) => string.Create(
        CultureInfo.InvariantCulture,
        $"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {RowGroupSize}, USE_TMP_FILE false, DICTIONARY_SIZE_LIMIT 0, KV_METADATA {{" +
        $"schema: {Sql.Text(origin.Stage + "." + schema.Table)}, schema_version: '{schema.Version}', " +
        $"stage: {Sql.Text(origin.Stage)}, fingerprint: {Sql.Text(origin.Fingerprint)}}}");

    private static void RequireColumns(string path, IReadOnlyList<TableColumn> wanted, IReadOnlyList<TableColumn> found)
    {
        var types = found.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        foreach (var column in wanted)
        {
            if (!types.TryGetValue(column.Name, out var type))
            {
                throw new InvalidOperationException(
                    $"{path}: no column '{column.Name}' of type {column.Type}; {NearestName.Hint(column.Name, types.Keys)}");
            }

            if (type != column.Type)
            {
                throw new InvalidOperationException($"{path}: column '{column.Name}' is {type}, expected {column.Type}");
            }
        }
    }
}
