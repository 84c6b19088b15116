using System.Security.Cryptography;

namespace Landscape.Artifacts;

/// <summary>
/// The two hashes of a table. <c>sha256</c> is of the file's bytes and guards every use. <c>content</c> is of the schema and the rows
/// alone: it does not depend on Parquet, on DuckDB's version or on the fingerprint in the file's metadata, so a stage whose code
/// changed but whose rows did not lets everything downstream stand.
/// </summary>
public static class ContentHash
{
    /// <summary>SHA-256 of a file's bytes, as 64 lower-case hexadecimal digits.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string OfFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>
    /// SHA-256 over, in this order: the number of columns; name and SQL type of each column; then row by row and column by column a byte
    /// 1 and the value, or a byte 0 for null. Numbers are little-endian as in memory (NaN payloads and the sign of zero count), counts
    /// are 8 bytes, text is UTF-8 after its length in bytes, a list follows its number of elements.
    /// </summary>
    /// <param name="rows">The rows, in the table's order.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string OfRows<TRow>(IReadOnlyList<TRow> rows)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var hash = new CanonicalHash();
        var columns = RowColumns.Of<TRow>();
        AppendSchema(hash, Array.ConvertAll(columns, column => column.Column));
        foreach (var row in rows)
        {
            foreach (var column in columns)
            {
                column.Append(hash, row);
            }
        }

        return hash.Finish();
    }

    private static void AppendSchema(CanonicalHash hash, TableColumn[] columns)
    {
        var text = new TextCodec(nullable: false);
        hash.AppendLength(columns.Length);
        foreach (var column in columns)
        {
            text.AppendValue(hash, column.Name);
            text.AppendValue(hash, column.Type);
        }
    }
}
