using System.Globalization;
using System.Text.RegularExpressions;

namespace Landscape.Staging.Configuration;

/// <summary>
/// How plain scalars read: the JSON-like part of YAML 1.2's core schema (sections 10.2, 10.3). No octal, no hexadecimal, no <c>yes</c> and
/// <c>no</c>, no digit separators; numbers always with a decimal point, whatever the machine's culture.
/// </summary>
internal static partial class ScalarSyntax
{
    /// <summary>Nothing: <c>null</c>, <c>~</c> or an empty plain scalar.</summary>
    public static bool IsNull(ScalarNode node) => !node.Quoted && node.Text is ("" or "~" or "null" or "Null" or "NULL");

    /// <summary>A decimal integer.</summary>
    public static bool IsInteger(ScalarNode node) => !node.Quoted && IntegerPattern().IsMatch(node.Text);

    /// <summary>A decimal number, finite or not.</summary>
    public static bool IsNumber(ScalarNode node) => !node.Quoted && NumberPattern().IsMatch(node.Text);

    /// <summary>An infinity or NaN, as YAML or as other languages write it.</summary>
    public static bool IsNonFinite(ScalarNode node) => !node.Quoted && NonFinitePattern().IsMatch(node.Text);

    /// <summary><c>true</c> or <c>false</c>, nothing else.</summary>
    public static bool IsBoolean(ScalarNode node) => !node.Quoted && node.Text is ("true" or "false");

    /// <summary>The kind of a scalar for error messages.</summary>
    public static string KindOf(ScalarNode node) => node switch
    {
        { Quoted: true } => "the text",
        _ when IsInteger(node) => "the integer",
        _ when IsNumber(node) => "the number",
        _ when IsNonFinite(node) => "the non-finite number",
        _ when IsBoolean(node) => "the truth value",
        _ => "the text",
    };

    /// <summary>Parses an integer of 64 bits.</summary>
    public static bool TryInteger(ScalarNode node, out long value)
    {
        value = 0;
        return IsInteger(node) && long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Parses a finite double; a number that overflows is none, and neither is one that loses itself by rounding to zero.</summary>
    public static bool TryNumber(ScalarNode node, out double value)
    {
        value = 0;
        return IsNumber(node)
            && double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value)
            && (value != 0 || !NonZeroMantissa().IsMatch(node.Text));
    }

    [GeneratedRegex(@"^[-+]?[0-9]+\z")]
    private static partial Regex IntegerPattern();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^([-+]?\.?inf(inity)?|\.?nan)\z", RegexOptions.IgnoreCase)]
    private static partial Regex NonFinitePattern();

    [GeneratedRegex(@"^[-+]?[0.]*[1-9]")]
    private static partial Regex NonZeroMantissa();
}
