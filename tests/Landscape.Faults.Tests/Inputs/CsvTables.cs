using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Landscape.Faults.Tests.Inputs;

/// <summary>A good CSV table, damaged ones, and a plain reading of the ones that are accepted.</summary>
internal static partial class CsvTables
{
    private static readonly string[] Cells =
    [
        "", " ", "\"\"", "\"", "\"1\"", "NaN", "nan", "inf", "-Infinity", "\u221e", "1e999", "-1e999", "1e-999", "1e308", "-1e308", "1e51", "4.9e-324", "1,5", "1;5", "1.234,5", "0x1F", "1_000",
        "1 000", "1d5", "1f", ".5", "5.", "+1", "--1", "1e", "e5", "\u0661", "\uff11", "\u22121", "1\0", "\01", "TRUE", "null", "=1+1", "'1", "1%", "x1", "-0", "0", "-1", new('1', 400), new('x', 100_000),
    ];

    private static readonly string[] Headers =
    [
        "x1,y", "x1,x2,y", "x2,x1,y,weight", "weight,y,x2,x1", "x1,x1,y,weight", "x1,x3,y,weight", "x2,x3,y,weight", "y,weight,a,b", "X1,X2,Y,Weight", "x1,x2,weight", "x1,x2,y,weight,", ",x1,x2,y", "1,2,3,4",
        "x1;x2;y;weight", "x1\tx2\ty\tweight", " x1 , x2 , y , weight ", "\"x1\",\"x2\",\"y\",\"weight\"", "x1,x2,y,weight,x3", "x1,x2,\0y,weight", "# x1,x2,y,weight", "",
    ];

    /// <summary>Two inputs, values and weights; decimal digits as a printer with 17 digits writes them.</summary>
    public static string Whole(Random random) =>
        "x1,x2,y,weight\n" + string.Concat(Enumerable.Range(0, 12).Select(_ => string.Create(
            CultureInfo.InvariantCulture, $"{(2 * random.NextDouble()) - 1:R},{(2 * random.NextDouble()) - 1:R},{random.NextDouble():R},{random.NextDouble():R}\n")));

    /// <summary>A table with one to three things changed.</summary>
    public static byte[] Mutated(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(Whole(random));
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            bytes = Mutate(bytes, random);
        }

        return bytes;
    }

    /// <summary>
    /// Columns by name as the documentation describes the format: lines, commas, decimal numbers with a point, quotes around a field allowed. Null if it is anything else.
    /// </summary>
    public static Dictionary<string, double[]>? PlainReading(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var rows = reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n').Where(line => line.Trim().Length > 0).Select(line => line.Split(',').Select(Bare).ToArray()).ToList();
        return rows.Count > 1 && rows.TrueForAll(row => row.Length == rows[0].Length) && rows.Skip(1).All(row => row.All(field => Number().IsMatch(field)))
            ? rows[0].Select((name, i) => (name, i)).ToDictionary(c => c.name, c => rows.Skip(1).Select(row => double.Parse(row[c.i], CultureInfo.InvariantCulture)).ToArray())
            : null;
    }

    private static string Bare(string field) => field.Trim() is ['"', .. var inner, '"'] ? inner.Trim() : field.Trim();

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        if (random.Next(5) == 0)
        {
            return Damage.Random(bytes, random);
        }

        var lines = Encoding.UTF8.GetString(bytes).Split('\n').ToList();
        var row = random.Next(lines.Count);
        switch (random.Next(13))
        {
            case 0:
                lines[0] = Headers[random.Next(Headers.Length)];
                break;
            case 1:
                lines.Insert(row, lines[row]);
                break;
            case 2:
                lines[row] += ",1";
                break;
            case 3:
                lines = [.. lines.Select(line => line.Replace(',', random.Next(2) == 0 ? ';' : '\t'))];
                break;
            case 4:
                return Encoding.UTF8.GetBytes(string.Join("\r\n", lines));
            case 5:
                return [0xef, 0xbb, 0xbf, .. bytes];
            case 6:
                return random.Next(2) == 0 ? [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(string.Join('\n', lines))] : Encoding.BigEndianUnicode.GetBytes(string.Join('\n', lines));
            case 7:
                return [.. bytes.Take(random.Next(bytes.Length + 1))];
            case 8:
                lines = [lines[0]];
                break;
            case 9:
                var order = lines.Skip(1).ToArray();
                random.Shuffle(order);
                lines = [lines[0], .. order];
                break;
            default:
                SetCell(lines, row, Cells[random.Next(Cells.Length)], random);
                break;
        }

        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    private static void SetCell(List<string> lines, int row, string value, Random random)
    {
        var column = random.Next(4);
        foreach (var i in random.Next(6) == 0 ? Enumerable.Range(1, lines.Count - 1) : [row])
        {
            var fields = lines[i].Split(',');
            fields[Math.Min(column, fields.Length - 1)] = value;
            lines[i] = string.Join(',', fields);
        }
    }

    [GeneratedRegex(@"\A\s*[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?\s*\z")]
    private static partial Regex Number();
}
