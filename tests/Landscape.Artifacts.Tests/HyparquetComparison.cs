using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Landscape.Artifacts.Tests;

/// <summary>
/// Compares Parquet files value by value between our reader and hyparquet, which shares no code with DuckDB. It needs no row record:
/// it takes the columns from the file, so that end-to-end tests can check every table of a run.
/// </summary>
public static class HyparquetComparison
{
    private sealed record FileLine(string Path, int Rows, Dictionary<string, string> Metadata);

    private sealed record ColumnLine(string Column, string Type, JsonElement[] Values);

    private sealed record Cell<T>(T Value)
        where T : notnull;

    private sealed record OptionalCell<T>(T? Value)
        where T : struct;

    private sealed record OptionalTextCell(string? Value);

    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    /// <summary>The first difference of each column, in any of the files; empty if both readers agree on everything.</summary>
    public static IReadOnlyList<string> Differences(params IReadOnlyList<string> paths) => Differences(paths, paths);

    /// <summary>The same, but hyparquet reads other files than we do.</summary>
    internal static IReadOnlyList<string> Differences(IReadOnlyList<string> ours, IReadOnlyList<string> theirs)
    {
        var lines = new Queue<string>(RunHyparquet(theirs).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var differences = new List<string>();
        foreach (var path in ours)
        {
            var file = JsonSerializer.Deserialize<FileLine>(lines.Dequeue(), CamelCase)!;
            Compare(differences, $"{path}: metadata", MetadataOf(path), file.Metadata);
            using var opened = new ParquetFile(path);
            foreach (var column in opened.Columns())
            {
                var line = JsonSerializer.Deserialize<ColumnLine>(lines.Dequeue(), CamelCase)!;
                var place = $"{path}: column {column.Name}";
                Compare(differences, place, $"{column.Name} {column.Type}", $"{line.Column} {line.Type}");
                CompareValues(differences, place, ValuesOf(opened, column), line.Values.Select(TextOf).ToList());
            }
        }

        return differences;
    }

    private static string RunHyparquet(IReadOnlyList<string> paths)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "hyparquet-values.mjs");
        var start = new ProcessStartInfo("node", [script, DuckDbLibrary.NodeModules, .. paths])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        var output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return node.ExitCode == 0 ? output : throw new InvalidOperationException($"hyparquet failed: {errors.Result}");
    }

    private static Dictionary<string, string> MetadataOf(string path)
    {
        var metadata = ParquetTable.ReadMetadata(path);
        return new Dictionary<string, string>
        {
            ["schema"] = metadata.Schema,
            ["schema_version"] = metadata.SchemaVersion.ToString(CultureInfo.InvariantCulture),
            ["stage"] = metadata.Stage,
            ["fingerprint"] = metadata.Fingerprint,
        };
    }

    private static void Compare(List<string> differences, string place, Dictionary<string, string> ours, Dictionary<string, string> theirs) =>
        Compare(differences, place, Joined(ours), Joined(theirs));

    private static string Joined(Dictionary<string, string> entries) =>
        string.Join(", ", entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {entry.Value}"));

    private static void CompareValues(List<string> differences, string place, List<string> ours, List<string> theirs)
    {
        Compare(differences, $"{place}: rows", $"{ours.Count}", $"{theirs.Count}");
        var row = ours.Zip(theirs).TakeWhile(pair => pair.First == pair.Second).Count();
        if (row < Math.Min(ours.Count, theirs.Count))
        {
            Compare(differences, $"{place}, row {row}", ours[row], theirs[row]);
        }
    }

    private static void Compare(List<string> differences, string place, string ours, string theirs)
    {
        if (ours != theirs)
        {
            differences.Add($"{place}: we read {ours}, hyparquet reads {theirs}");
        }
    }

    private static List<string> ValuesOf(ParquetFile file, TableColumn column) => column.Type switch
    {
        "BIGINT" => Cells<OptionalCell<long>>(file, column, cell => TextOf(cell.Value)),
        "INTEGER" => Cells<OptionalCell<int>>(file, column, cell => TextOf(cell.Value)),
        "DOUBLE" => Cells<OptionalCell<double>>(file, column, cell => TextOf(cell.Value)),
        "BOOLEAN" => Cells<Cell<bool>>(file, column, cell => TextOf(cell.Value)),
        "VARCHAR" => Cells<OptionalTextCell>(file, column, cell => TextOf(cell.Value)),
        "BIGINT[]" => Cells<Cell<long[]>>(file, column, cell => ListText(cell.Value)),
        "INTEGER[]" => Cells<Cell<int[]>>(file, column, cell => ListText(cell.Value)),
        "DOUBLE[]" => Cells<Cell<double[]>>(file, column, cell => ListText(cell.Value)),
        "BOOLEAN[]" => Cells<Cell<bool[]>>(file, column, cell => ListText(cell.Value)),
        "VARCHAR[]" => Cells<Cell<string[]>>(file, column, cell => ListText(cell.Value)),
        _ => throw new InvalidOperationException($"column {column.Name} has the unexpected type {column.Type}"),
    };

    private static List<string> Cells<TCell>(ParquetFile file, TableColumn column, Func<TCell, string> text)
        where TCell : class =>
        file.Rows<TCell>([Sql.Identifier(column.Name)]).Select(text).ToList();

    private static string ListText<T>(T[] values) => $"[{string.Join(' ', values.Select(value => TextOf(value)))}]";

    // The same notation as in the script; text is put in brackets after its length, so that no two lists of texts look alike.
    private static string TextOf<T>(T value) => value switch
    {
        null => "null",
        double number when double.IsNaN(number) => Marked("nan"),
        double number => Marked(BitConverter.DoubleToUInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture)),
        bool flag => Marked(flag ? "true" : "false"),
        _ => Marked(Convert.ToString(value, CultureInfo.InvariantCulture)!),
    };

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Array => $"[{string.Join(' ', value.EnumerateArray().Select(TextOf))}]",
        _ => Marked(value.GetString()!),
    };

    private static string Marked(string text) => $"<{text.Length}:{text}>";
}
