using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Landscape.Staging.Configuration;

/// <summary>
/// The validation attributes of an option. On a list, <see cref="RangeAttribute"/>, <see cref="RegularExpressionAttribute"/>,
/// <see cref="AllowedValuesAttribute"/> and <see cref="DeniedValuesAttribute"/> speak of every item, the length attributes and any other of the list.
/// </summary>
internal sealed record OptionRules(ValueRange? Range, LengthRange? Length, IReadOnlyList<ValidationAttribute> ItemRules, IReadOnlyList<ValidationAttribute> WholeRules)
{
    /// <summary>No rules.</summary>
    public static OptionRules None { get; } = new(null, null, [], []);

    /// <summary>The rules that apply to each item of a list.</summary>
    public OptionRules ForItems => new(Range, null, ItemRules, []);

    /// <summary>Whether a text may be these digits (its pattern says so): they are then no number written by mistake.</summary>
    public bool AdmitsDigits(string text) =>
        text.All(char.IsAsciiDigit) && ItemRules.OfType<RegularExpressionAttribute>().Any(pattern => pattern.IsValid(text));

    /// <summary>Reads the attributes of a property.</summary>
    public static OptionRules Of(PropertyInfo property)
    {
        var others = property.GetCustomAttributes<ValidationAttribute>().Where(rule =>
            rule is not (RangeAttribute or LengthAttribute or MinLengthAttribute or MaxLengthAttribute or StringLengthAttribute or RequiredAttribute)).ToLookup(OfItems);
        return new OptionRules(ValueRange.Of(RangeWithNumbers(property)), LengthRange.Of(property), [.. others[true]], [.. others[false]]);
    }

    /// <summary>What is wrong with a bound value: null if nothing, else what the attribute says.</summary>
    public string? Violation(object value, string key) =>
        (value is IList ? WholeRules : ItemRules.Concat(WholeRules)).FirstOrDefault(rule => !rule.IsValid(value))?.FormatErrorMessage(key);

    private static bool OfItems(ValidationAttribute rule) => rule is RegularExpressionAttribute or AllowedValuesAttribute or DeniedValuesAttribute;

    private static RangeAttribute? RangeWithNumbers(PropertyInfo property)
    {
        var range = property.GetCustomAttribute<RangeAttribute>();
        return range is null or { Minimum: not string } || double.TryParse((string)range.Minimum, CultureInfo.InvariantCulture, out _)
            ? range
            : throw new StageDefinitionException($"{property.DeclaringType?.Name}.{property.Name}: a range must have numbers as ends");
    }
}
