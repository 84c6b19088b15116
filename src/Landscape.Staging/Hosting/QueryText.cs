using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Landscape.Artifacts;

namespace Landscape.Staging.Hosting;

/// <summary>Rows to be written.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows; each value is null, bool, a number, a string or a list of these. Read once.</param>
/// <param name="Source">What the rows come from; disposed with this.</param>
internal sealed record QueryTable(IReadOnlyList<QueryColumn> Columns, IEnumerable<object?[]> Rows, IDisposable? Source) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Source?.Dispose();
}

/// <summary>
/// Rows as text. CSV and JSON give back every value exactly: doubles in their shortest form that reads back to the same bits, NaN and infinities as
/// NaN, Infinity and -Infinity (strings in JSON, which has no such numbers), null as an empty field of CSV, where an empty text is "".
/// </summary>
internal static class QueryText
{
    private const int ShownRows = 1000;
    private const int ShownWidth = 60;
    private static readonly JavaScriptEncoder Readable = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Aligned columns for the eye; long values and all but the first rows are cut, and that is said.</summary>
    public static void WriteTable(QueryTable table, TextWriter writer)
    {
        var shown = new List<string[]> { table.Columns.Select(c => c.Name).ToArray() };
        var count = 0L;
        foreach (var row in table.Rows)
        {
            if (count++ < ShownRows)
            {
                shown.Add([.. row.Select((value, i) => i == row.Length - 1 ? Plain(value) : Cut(Plain(value)))]);
            }
        }

        var widths = table.Columns.Select((_, i) => i == table.Columns.Count - 1 && !IsNumber(table.Columns[i]) ? 0 : shown.Max(r => r[i].Length)).ToList();
        foreach (var row in shown)
        {
            writer.WriteLine(string.Join("  ", row.Select((cell, i) => IsNumber(table.Columns[i]) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd());
        }

        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"({count} row{(count == 1 ? "" : "s")}{(count > ShownRows ? $", the first {ShownRows} shown: --format=csv has all" : "")})"));
    }

    /// <summary>RFC 4180 with a header line and line feeds.</summary>
    public static void WriteCsv(QueryTable table, TextWriter writer)
    {
        writer.Write(string.Join(',', table.Columns.Select(c => Field(c.Name))) + "\n");
        foreach (var row in table.Rows)
        {
            writer.Write(string.Join(',', row.Select(v => v is null ? "" : Field(Plain(v)))) + "\n");
        }
    }

    /// <summary><c>{"columns": [{"name", "type"}], "rows": [[...], ...]}</c>, a row a line.</summary>
    public static void WriteJson(QueryTable table, TextWriter writer)
    {
        writer.Write("{\"columns\": [");
        writer.Write(string.Join(", ", table.Columns.Select(c => $"{{\"name\": {Quoted(c.Name)}, \"type\": {Quoted(c.Type)}}}")));
        writer.Write("],\n\"rows\": [");
        var separator = "\n";
        foreach (var row in table.Rows)
        {
            writer.Write($"{separator}[{string.Join(", ", row.Select((v, i) => Json(v, table.Columns[i].Type)))}]");
            separator = ",\n";
        }

        writer.Write("]}\n");
    }

    /// <summary>A value as CSV and tables show it; lists are JSON.</summary>
    private static string Plain(object? value) => value switch
    {
        null => "NULL",
        string text => text,
        IList => Json(value, ""),
        bool truth => truth ? "true" : "false",
        _ => Number(value),
    };

    private static string Json(object? value, string type) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string text when type.StartsWith("DECIMAL(", StringComparison.Ordinal) => text,
        string text => Quoted(text),
        IList list => $"[{string.Join(", ", list.Cast<object?>().Select(v => Json(v, "")))}]",
        double number when !double.IsFinite(number) => Quoted(Number(number)),
        float number when !float.IsFinite(number) => Quoted(Number(number)),
        _ => Number(value),
    };

    /// <summary>The shortest text that reads back to the same number.</summary>
    private static string Number(object number) => number switch
    {
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        float f => f.ToString("R", CultureInfo.InvariantCulture),
        BigInteger i => i.ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(number, CultureInfo.InvariantCulture)!,
    };

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, Readable)}\"";

    private static string Field(string text) =>
        text.Length == 0 || text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static string Cut(string text) => text.Length <= ShownWidth ? text : string.Concat(text.AsSpan(0, ShownWidth - 1), "…");

    private static bool IsNumber(QueryColumn column) => column.Type is not ("VARCHAR" or "BOOLEAN") && !column.Type.EndsWith(']');
}
