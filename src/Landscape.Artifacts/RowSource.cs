using System.Runtime.InteropServices;
using static Landscape.Artifacts.DuckDbNative;

namespace Landscape.Artifacts;

/// <summary>
/// Rows that DuckDB pulls through a table function, a vector's length at a time. DuckDB calls back into static functions with a handle
/// to the source; whatever they throw is kept here and reported to DuckDB, since no exception may cross native frames.
/// </summary>
internal abstract unsafe class RowSource : IDisposable
{
    private GCHandle self;

    /// <summary>What a callback threw, to be rethrown once DuckDB has given up the statement.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Registers the table function in a connection.</summary>
    public void RegisterIn(nint connection, string name)
    {
        self = GCHandle.Alloc(this);
        var function = duckdb_create_table_function();
        duckdb_table_function_set_name(function, name);
        duckdb_table_function_set_extra_info(function, GCHandle.ToIntPtr(self), destroy: 0);
        duckdb_table_function_set_bind(function, &OnBind);
        duckdb_table_function_set_init(function, &OnInit);
        duckdb_table_function_set_function(function, &OnNextChunk);
        var state = duckdb_register_table_function(connection, function);
        duckdb_destroy_table_function(ref function);
        if (state != DuckDbState.Success)
        {
            throw new DuckDbException($"table function {name} could not be registered");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (self.IsAllocated)
        {
            self.Free();
        }
    }

    /// <summary>The columns' names and DuckDB types; the caller destroys the types.</summary>
    protected abstract IEnumerable<(string Name, nint LogicalType)> BindColumns();

    /// <summary>Fills the next chunk with up to <paramref name="capacity"/> rows and returns how many; 0 at the end.</summary>
    protected abstract int Fill(nint chunk, int capacity);

    private static RowSource From(nint extraInfo) => (RowSource)GCHandle.FromIntPtr(extraInfo).Target!;

    [UnmanagedCallersOnly]
    private static void OnBind(nint info)
    {
        var source = From(duckdb_bind_get_extra_info(info));
        try
        {
            foreach (var (name, logicalType) in source.BindColumns())
            {
                var type = logicalType;
                duckdb_bind_add_result_column(info, name, type);
                duckdb_destroy_logical_type(ref type);
            }
        }
#pragma warning disable CA1031 // Any exception must stop here: it may not cross native frames.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            source.Failure = exception;
            duckdb_bind_set_error(info, exception.Message);
        }
    }

    // DuckDB requires the callback; a source keeps its position itself and is read once.
    [UnmanagedCallersOnly]
    private static void OnInit(nint info)
    {
    }

    [UnmanagedCallersOnly]
    private static void OnNextChunk(nint info, nint chunk)
    {
        var source = From(duckdb_function_get_extra_info(info));
        try
        {
            duckdb_data_chunk_set_size(chunk, (ulong)source.Fill(chunk, (int)duckdb_vector_size()));
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            source.Failure = exception;
            duckdb_function_set_error(info, exception.Message);
        }
    }
}
