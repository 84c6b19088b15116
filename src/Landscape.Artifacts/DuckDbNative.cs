using System.Runtime.InteropServices;

namespace Landscape.Artifacts;

/// <summary>Success or failure of a native call.</summary>
internal enum DuckDbState
{
    Success = 0,
    Error = 1,
}

/// <summary>Type identifiers of DuckDB's C API, for the column types that tables have.</summary>
internal enum DuckDbType
{
    Boolean = 1,
    Integer = 4,
    BigInt = 5,
    Double = 11,
    Varchar = 17,
}

/// <summary>Kinds of statements, as far as they are told apart.</summary>
internal enum DuckDbStatementType
{
    Invalid = 0,
    Select = 1,
}

/// <summary>DuckDB's <c>duckdb_result</c>: five deprecated fields and a pointer, passed by value to some functions.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DuckDbResultHandle
{
    private readonly ulong deprecatedColumnCount;
    private readonly ulong deprecatedRowCount;
    private readonly ulong deprecatedRowsChanged;
    private readonly nint deprecatedColumns;
    private readonly nint deprecatedErrorMessage;
    private readonly nint internalData;
}

/// <summary>DuckDB's <c>duckdb_list_entry</c>: where a row's elements stand in the list's child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DuckDbListEntry(ulong Offset, ulong Length);

/// <summary>
/// The functions of DuckDB's stable C API (version 1.5) that tables need, under their C names. The library is found and loaded by
/// <see cref="DuckDbLibrary"/>; nothing here may be called before <see cref="DuckDbLibrary.EnsureLoaded"/>.
/// </summary>
internal static unsafe partial class DuckDbNative
{
    internal const string Library = "duckdb";

    // Library, database, connection
    [LibraryImport(Library)] internal static partial nint duckdb_library_version();
    [LibraryImport(Library)] internal static partial void duckdb_free(nint pointer);
    [LibraryImport(Library)] internal static partial DuckDbState duckdb_create_config(out nint config);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial DuckDbState duckdb_set_config(nint config, string name, string option);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_config(ref nint config);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial DuckDbState duckdb_open_ext(string? path, out nint database, nint config, out nint error);
    [LibraryImport(Library)] internal static partial void duckdb_close(ref nint database);
    [LibraryImport(Library)] internal static partial DuckDbState duckdb_connect(nint database, out nint connection);
    [LibraryImport(Library)] internal static partial void duckdb_disconnect(ref nint connection);

    // Statements and results
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial DuckDbState duckdb_prepare(nint connection, string sql, out nint statement);
    [LibraryImport(Library)] internal static partial nint duckdb_prepare_error(nint statement);
    [LibraryImport(Library)] internal static partial DuckDbStatementType duckdb_prepared_statement_type(nint statement);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_prepare(ref nint statement);
    [LibraryImport(Library)] internal static partial DuckDbState duckdb_execute_prepared_streaming(nint statement, out DuckDbResultHandle result);
    [LibraryImport(Library)] internal static partial nint duckdb_result_error(ref DuckDbResultHandle result);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_result(ref DuckDbResultHandle result);
    [LibraryImport(Library)] internal static partial nint duckdb_fetch_chunk(DuckDbResultHandle result);

    // Data chunks and vectors
    [LibraryImport(Library)] internal static partial ulong duckdb_vector_size();
    [LibraryImport(Library)] internal static partial ulong duckdb_data_chunk_get_size(nint chunk);
    [LibraryImport(Library)] internal static partial void duckdb_data_chunk_set_size(nint chunk, ulong size);
    [LibraryImport(Library)] internal static partial nint duckdb_data_chunk_get_vector(nint chunk, ulong column);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_data_chunk(ref nint chunk);
    [LibraryImport(Library)] internal static partial void* duckdb_vector_get_data(nint vector);
    [LibraryImport(Library)] internal static partial ulong* duckdb_vector_get_validity(nint vector);
    [LibraryImport(Library)] internal static partial void duckdb_vector_ensure_validity_writable(nint vector);
    [LibraryImport(Library)] internal static partial void duckdb_vector_assign_string_element_len(nint vector, ulong row, byte* text, ulong length);
    [LibraryImport(Library)] internal static partial nint duckdb_list_vector_get_child(nint vector);
    [LibraryImport(Library)] internal static partial ulong duckdb_list_vector_get_size(nint vector);
    [LibraryImport(Library)] internal static partial DuckDbState duckdb_list_vector_reserve(nint vector, ulong capacity);
    [LibraryImport(Library)] internal static partial DuckDbState duckdb_list_vector_set_size(nint vector, ulong size);

    // Logical types
    [LibraryImport(Library)] internal static partial nint duckdb_create_logical_type(DuckDbType type);
    [LibraryImport(Library)] internal static partial nint duckdb_create_list_type(nint elementType);
    [LibraryImport(Library)] internal static partial void duckdb_destroy_logical_type(ref nint type);

    // Table functions
    [LibraryImport(Library)] internal static partial nint duckdb_create_table_function();
    [LibraryImport(Library)] internal static partial void duckdb_destroy_table_function(ref nint function);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial void duckdb_table_function_set_name(nint function, string name);
    [LibraryImport(Library)] internal static partial void duckdb_table_function_set_extra_info(nint function, nint extraInfo, nint destroy);
    [LibraryImport(Library)] internal static partial void duckdb_table_function_set_bind(nint function, delegate* unmanaged<nint, void> bind);
    [LibraryImport(Library)] internal static partial void duckdb_table_function_set_init(nint function, delegate* unmanaged<nint, void> init);
    [LibraryImport(Library)] internal static partial void duckdb_table_function_set_function(nint function, delegate* unmanaged<nint, nint, void> body);
    [LibraryImport(Library)] internal static partial DuckDbState duckdb_register_table_function(nint connection, nint function);
    [LibraryImport(Library)] internal static partial nint duckdb_bind_get_extra_info(nint info);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial void duckdb_bind_add_result_column(nint info, string name, nint type);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial void duckdb_bind_set_error(nint info, string error);
    [LibraryImport(Library)] internal static partial nint duckdb_function_get_extra_info(nint info);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial void duckdb_function_set_error(nint info, string error);
}
