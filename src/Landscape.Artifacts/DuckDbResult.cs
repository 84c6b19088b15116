using System.Runtime.InteropServices;
using static Landscape.Artifacts.DuckDbNative;

namespace Landscape.Artifacts;

/// <summary>The result of a query, chunk by chunk.</summary>
internal sealed class DuckDbResult : IDisposable
{
    private nint statement;
    private DuckDbResultHandle result;
    private nint chunk;

    internal DuckDbResult(nint connection, string sql)
    {
        if (duckdb_prepare(connection, sql, out statement) != DuckDbState.Success)
        {
            var message = Marshal.PtrToStringUTF8(duckdb_prepare_error(statement));
            duckdb_destroy_prepare(ref statement);
            throw new DuckDbException(message ?? "a statement could not be prepared");
        }

        if (duckdb_execute_prepared_streaming(statement, out result) != DuckDbState.Success)
        {
            var message = Marshal.PtrToStringUTF8(duckdb_result_error(ref result));
            Dispose();
            throw new DuckDbException(message ?? "a statement could not be executed");
        }
    }

    /// <summary>Rows of the current chunk.</summary>
    public int Count => (int)duckdb_data_chunk_get_size(chunk);

    /// <summary>Fetches the next chunk; false at the end.</summary>
    /// <exception cref="DuckDbException">The query failed on the way.</exception>
    public bool MoveNext()
    {
        duckdb_destroy_data_chunk(ref chunk);
        chunk = duckdb_fetch_chunk(result);
        if (chunk == 0 && Marshal.PtrToStringUTF8(duckdb_result_error(ref result)) is { Length: > 0 } message)
        {
            throw new DuckDbException(message);
        }

        return chunk != 0;
    }

    /// <summary>A column of the current chunk.</summary>
    public nint Vector(int column) => duckdb_data_chunk_get_vector(chunk, (ulong)column);

    /// <inheritdoc/>
    public void Dispose()
    {
        duckdb_destroy_data_chunk(ref chunk);
        duckdb_destroy_result(ref result);
        duckdb_destroy_prepare(ref statement);
    }
}
