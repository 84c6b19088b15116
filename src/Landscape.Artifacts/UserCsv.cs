using System.Globalization;
using System.Text;

namespace Landscape.Artifacts;

/// <summary>Reads a user's CSV table; every error names file, line and, where there is one, column.</summary>
internal static class UserCsv
{
    /// <summary>Of a field in a message.</summary>
    private const int LongestShown = 40;

    public static UserTable Read(string path, string name)
    {
        // Blank lines hold no row, wherever they stand.
        var lines = File.ReadLines(path, Encoding.UTF8)
            .Select((text, index) => new Line(name, index + 1, text)).Where(line => line.Text.Trim().Length > 0);
        string[]? names = null;
        var columns = Array.Empty<List<double>>();
        foreach (var line in lines)
        {
            if (names is null)
            {
                names = ReadHeader(line);
                columns = Array.ConvertAll(names, _ => new List<double>());
            }
            else
            {
                AppendRow(line, names, columns);
            }
        }

        return names is null
            ? throw new InvalidDataException($"{name}: the file is empty, expected a header line")
            : new UserTable(name, names, Array.ConvertAll(columns, column => column.ToArray()));
    }

    private static string[] ReadHeader(Line line)
    {
        var names = line.Fields();
        if (Array.TrueForAll(names, name => TryParse(name, out _)))
        {
            throw line.Error("numbers, expected a header line with the columns' names");
        }

        if (names.Length == 1 && names[0].AsSpan().ContainsAny(";\t"))
        {
            throw line.Error("the columns' names are separated by semicolons or tabs, expected commas");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0 || !seen.Add(names[i]))
            {
                throw line.Error($"column {i + 1}: name '{Shown(names[i])}' is empty or stands there twice, expected names that differ");
            }
        }

        return names;
    }

    private static void AppendRow(Line line, string[] names, List<double>[] columns)
    {
        var fields = line.Fields();
        if (fields.Length != names.Length)
        {
            throw line.Error($"{fields.Length} values, expected {names.Length} as in the header");
        }

        for (var i = 0; i < fields.Length; i++)
        {
            columns[i].Add(TryParse(fields[i], out var number) && double.IsFinite(number)
                ? number
                : throw line.Error($"column '{Shown(names[i])}': '{Shown(fields[i])}', expected a finite number such as -1.5e-3"));
        }
    }

    // The runtime ignores NULs behind a number; in a file they are what a crash leaves of a page that was not written.
    private static bool TryParse(string field, out double number) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && !field.Contains('\0', StringComparison.Ordinal);

    private static string Shown(string field) => field.Length <= LongestShown ? field : $"{field[..LongestShown]}...";

    /// <summary>A line of the file and where it stands.</summary>
    private sealed record Line(string Path, int Number, string Text)
    {
        public InvalidDataException Error(string message) =>
            new(string.Create(CultureInfo.InvariantCulture, $"{Path}({Number}): {message}"));

        /// <summary>The fields between commas; a field in double quotes may hold commas, and a quote as two quotes.</summary>
        public string[] Fields()
        {
            var fields = new List<string>();
            var quoted = false;
            var start = 0;
            for (var i = 0; i < Text.Length; i++)
            {
                quoted ^= Text[i] == '"';
                if (Text[i] == ',' && !quoted)
                {
                    fields.Add(Unquote(Text[start..i]));
                    start = i + 1;
                }
            }

            fields.Add(Unquote(Text[start..]));
            return quoted ? throw Error("a quote is not closed, expected it to end in the same line") : fields.ToArray();
        }

        private static string Unquote(string field)
        {
            var text = field.Trim();
            return text is ['"', .. var inner, '"'] ? inner.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
        }
    }
}
