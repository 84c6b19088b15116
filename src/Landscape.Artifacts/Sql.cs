namespace Landscape.Artifacts;

/// <summary>Quotes names, texts and paths for SQL.</summary>
internal static class Sql
{
    /// <summary>A quoted identifier.</summary>
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A quoted text.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A quoted path to one file: DuckDB would take *, ? and [ as patterns, so each stands in brackets of its own.</summary>
    public static string File(string path) =>
        Text(string.Concat(Path.GetFullPath(path).Select(letter => letter is '*' or '?' or '[' ? $"[{letter}]" : letter.ToString())));
}
