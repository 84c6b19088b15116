using System.Globalization;

namespace Landscape.Stages.Report;

/// <summary>Numbers and words as a reader wants them; the same on every machine.</summary>
internal static class Text
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>10⁻⁸ for -8; 1 and 10 for 0 and 1.</summary>
    public static string PowerOfTen(int exponent) => exponent switch
    {
        0 => "1",
        1 => "10",
        _ => "10" + Superscript(exponent),
    };

    /// <summary>Three significant digits that no line break parts: 0.125, 12.5, 1.25 × 10⁻⁷.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
        }

        var parts = value.ToString("E2", CultureInfo.InvariantCulture).Split('E');
        var exponent = int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = parts[0].TrimEnd('0').TrimEnd('.');
        var plain = value == 0 || exponent is >= -3 and <= 4;
        var text = plain ? decimal.Parse(value.ToString("E2", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture).ToString("0.#####", CultureInfo.InvariantCulture) : mantissa == "1" ? PowerOfTen(exponent) : $"{mantissa}\u00a0×\u00a010{Superscript(exponent)}";
        return text.Replace('-', '−');
    }

    /// <summary>A share with four decimals, rounded outwards or not by the caller: 0.9987.</summary>
    public static string Share(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>1 234 567 with thin spaces.</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u202f');

    /// <summary>"1 exception", "2 exceptions".</summary>
    public static string Count(long value, string noun) => $"{Count(value)} {noun}{(value == 1 ? "" : "s")}";

    /// <summary>The text without control characters, which neither HTML nor SVG can hold.</summary>
    public static string Printable(string text) => string.Concat(text.Where(c => c is '\t' or '\n' || !char.IsControl(c)));

    /// <summary>The number as JSON.</summary>
    public static string Json(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>"an" before a vowel, else "a".</summary>
    public static string Article(string word) => "aeiou".Contains(word[0], StringComparison.Ordinal) ? "an" : "a";

    /// <summary>"a, b and c".</summary>
    public static string List(IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    private static string Superscript(int exponent) =>
        (exponent < 0 ? "⁻" : "") + string.Concat(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).Select(digit => Superscripts[digit - '0']));
}
