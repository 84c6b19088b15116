using Landscape.Artifacts;

namespace Landscape.Faults.Tests.Inputs;

/// <summary>Good Parquet tables of several layouts, tables that are none of ours, and damaged ones.</summary>
internal static class ParquetTables
{
    private const string Nodes = "SELECT sin(i)::DOUBLE AS x1, cos(i)::FLOAT AS x2, (i % 7)::INTEGER AS y, (1 + i % 3)::DECIMAL(9, 2) AS weight FROM range(500) t(i)";

    private static readonly string[] Layouts =
    [
        $"{Nodes}|COMPRESSION uncompressed", $"{Nodes}|COMPRESSION zstd", $"{Nodes}|COMPRESSION snappy", $"{Nodes}|COMPRESSION gzip", $"{Nodes}|COMPRESSION lz4_raw",
        $"{Nodes}|COMPRESSION uncompressed, PARQUET_VERSION v2", $"{Nodes}|COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE 2048",
        "SELECT i / 7.0 AS x1, i AS y FROM range(5000) t(i)|COMPRESSION uncompressed, ROW_GROUP_SIZE 2048",
    ];

    /// <summary>SQL of tables that are no target, with what their refusal says.</summary>
    public static IReadOnlyDictionary<string, string> Others { get; } = new Dictionary<string, string>
    {
        ["SELECT 1 AS x1, 'a' AS y"] = "column 'y' is VARCHAR, expected a numeric type",
        ["SELECT [1.0, 2.0] AS x1, 1 AS y UNION ALL SELECT [1.0], 1"] = "expected a numeric type",
        ["SELECT {'a': 1} AS x1, 1 AS y"] = "expected a numeric type",
        ["SELECT DATE '2020-01-01' AS x1, 1 AS y"] = "column 'x1' is DATE, expected a numeric type",
        ["SELECT true AS x1, 1 AS y"] = "column 'x1' is BOOLEAN, expected a numeric type",
        ["SELECT 1 AS x1, NULL::DOUBLE AS y"] = "row 1, column 'y': null, expected a finite number",
        ["SELECT i AS x1, CASE WHEN i < 3000 THEN 1.5::DOUBLE END AS y FROM range(3001) t(i)"] = "row 3001, column 'y': null, expected a finite number",
        ["SELECT 1 AS x1, 'nan'::DOUBLE AS y"] = "row 1, column 'y': NaN, expected a finite number",
        ["SELECT 1 AS x1, '-inf'::DOUBLE AS y"] = "row 1, column 'y': -Infinity, expected a finite number",
        ["SELECT 1 AS x1, 2 AS y WHERE false"] = "the table has no rows",
        ["SELECT 1 AS x1, 2 AS z"] = "columns x1, z; expected x1..xd without gaps (d at most 32), y and optionally weight",
        ["SELECT 1 AS x1, 2 AS y, 3 AS x3"] = "expected x1..xd without gaps (d at most 32), y and optionally weight",
        ["SELECT 1 AS X1, 2 AS y"] = "columns X1, y; expected x1..xd without gaps (d at most 32), y and optionally weight",
        ["SELECT 1 AS x1, 2 AS y, -1 AS weight"] = "column weight must hold nonnegative numbers with a positive, finite sum",
        ["SELECT 1 AS x1, 2 AS y, 0 AS weight"] = "column weight must hold nonnegative numbers with a positive, finite sum",
        ["SELECT 1 AS x1, 2 AS y, 1e308::DOUBLE AS weight FROM range(2)"] = "column weight must hold nonnegative numbers with a positive, finite sum",
        ["SELECT 1 AS x1, 1e51::DOUBLE AS y"] = "row 1, column y: 1E+51; expected numbers of at most 1E+50 in absolute value",
    };

    /// <summary>Writes a query's rows.</summary>
    public static void Write(string path, string sql, string options = "COMPRESSION zstd")
    {
        using var session = new DuckDbSession();
        session.Execute($"COPY ({sql}) TO {Sql.Text(path)} (FORMAT parquet, {options})");
    }

    /// <summary>The bytes of a good table in each layout.</summary>
    public static List<byte[]> Wholes(string folder)
    {
        var path = Path.Combine(folder, "whole.parquet");
        return [.. Layouts.Select(layout => layout.Split('|')).Select(layout =>
        {
            Write(path, layout[0], layout[1]);
            return File.ReadAllBytes(path);
        })];
    }

    /// <summary>Damage anywhere, or in the footer alone, which says where everything is and is a small part of a file.</summary>
    public static byte[] Mutated(byte[] whole, Random random)
    {
        if (random.Next(2) == 0)
        {
            return Damage.Random(whole, random);
        }

        var footer = BitConverter.ToInt32(whole, whole.Length - 8) + 8;
        return [.. whole[..^footer], .. Damage.BitFlipped(whole[^footer..], random)];
    }
}
