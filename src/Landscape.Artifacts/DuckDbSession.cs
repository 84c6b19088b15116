using System.Globalization;
using System.Runtime.InteropServices;
using static Landscape.Artifacts.DuckDbNative;

namespace Landscape.Artifacts;

/// <summary>A statement failed inside DuckDB; the message is DuckDB's own.</summary>
internal sealed class DuckDbException(string message) : Exception(message);

/// <summary>
/// A fresh in-memory database with one connection, offline: it loads no extension, writes no temporary file and keeps row order. One
/// thread is enough, because a table is filled by one producer, and it leaves the cores to the stages that run beside.
/// </summary>
internal sealed class DuckDbSession : IDisposable
{
    private nint database;
    private nint connection;

    /// <summary>Opens a session.</summary>
    /// <param name="threads">Threads of the database; the bytes written do not depend on it.</param>
    /// <exception cref="DuckDbLibraryException">The native library is missing or has another version.</exception>
    public DuckDbSession(int threads = 1)
    {
        DuckDbLibrary.EnsureLoaded();
        database = OpenDatabase(threads);
        if (duckdb_connect(database, out connection) != DuckDbState.Success)
        {
            Dispose();
            throw new DuckDbException("no connection could be opened");
        }
    }

    /// <summary>Registers a table function that yields the rows of a source under the given name.</summary>
    /// <param name="name">The name in SQL.</param>
    /// <param name="source">The rows; it must stay alive until the session is disposed.</param>
    public void Register(string name, RowSource source) => source.RegisterIn(connection, name);

    /// <summary>Runs a statement to its end and drops its result.</summary>
    /// <exception cref="DuckDbException">The statement failed.</exception>
    public void Execute(string sql)
    {
        using var result = Query(sql);
        while (result.MoveNext())
        {
        }
    }

    /// <summary>Starts a query whose chunks are fetched one by one.</summary>
    /// <exception cref="DuckDbException">The statement does not parse, bind or start.</exception>
    public DuckDbResult Query(string sql) => new(connection, sql);

    /// <summary>Checks that a text is one statement, and a SELECT.</summary>
    /// <exception cref="DuckDbException">It is not, or it does not parse or bind.</exception>
    public void RequireSelect(string sql)
    {
        var state = duckdb_prepare(connection, sql, out var statement);
        var message = state == DuckDbState.Success ? null : Marshal.PtrToStringUTF8(duckdb_prepare_error(statement));
        var type = state == DuckDbState.Success ? duckdb_prepared_statement_type(statement) : DuckDbStatementType.Invalid;
        duckdb_destroy_prepare(ref statement);
        if (type != DuckDbStatementType.Select)
        {
            throw new DuckDbException(message ?? "only a SELECT statement is allowed: a run is read, never changed");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        duckdb_disconnect(ref connection);
        duckdb_close(ref database);
    }

    private static nint OpenDatabase(int threads)
    {
        _ = duckdb_create_config(out var config);
        try
        {
            foreach (var (option, value) in Settings(threads))
            {
                if (duckdb_set_config(config, option, value) != DuckDbState.Success)
                {
                    throw new DuckDbException($"setting {option} is unknown");
                }
            }

            if (duckdb_open_ext(null, out var opened, config, out var error) != DuckDbState.Success)
            {
                var message = Marshal.PtrToStringUTF8(error);
                duckdb_free(error);
                throw new DuckDbException($"no database could be opened: {message}");
            }

            return opened;
        }
        finally
        {
            duckdb_destroy_config(ref config);
        }
    }

    private static (string Option, string Value)[] Settings(int threads) =>
    [
        ("autoinstall_known_extensions", "false"),
        ("autoload_known_extensions", "false"),
        ("allow_community_extensions", "false"),
        ("temp_directory", ""),
        ("preserve_insertion_order", "true"),
        ("threads", threads.ToString(CultureInfo.InvariantCulture)),
    ];
}
