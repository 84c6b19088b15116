using static Landscape.Artifacts.DuckDbNative;

namespace Landscape.Artifacts;

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
