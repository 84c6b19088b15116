using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Landscape.Staging.Configuration;

/// <summary>An interval of numbers; an absent end is unbounded. Integers beyond 2^53 are compared rounded, which no option comes near.</summary>
internal sealed record ValueRange(double? Minimum, bool MinimumIsExclusive, double? Maximum, bool MaximumIsExclusive)
{
    /// <summary>From the attribute; the ends of the number types mean "unbounded".</summary>
    public static ValueRange? Of(RangeAttribute? attribute) => attribute is null ? null : new ValueRange(
        Bound(attribute.Minimum), attribute.MinimumIsExclusive, Bound(attribute.Maximum), attribute.MaximumIsExclusive);

    /// <summary>Whether a number lies inside.</summary>
    public bool Contains(double value) =>
        (Minimum is not { } low || (MinimumIsExclusive ? value > low : value >= low))
        && (Maximum is not { } high || (MaximumIsExclusive ? value < high : value <= high));

    /// <summary>"from 1 to 100", "greater than 0 and less than 1", "at least 2"; empty when unbounded.</summary>
    public override string ToString()
    {
        var low = Minimum is { } a ? $"{(MinimumIsExclusive ? "greater than" : "at least")} {Text(a)}" : "";
        var high = Maximum is { } b ? $"{(MaximumIsExclusive ? "less than" : "at most")} {Text(b)}" : "";
        return (Minimum, Maximum, MinimumIsExclusive || MaximumIsExclusive) switch
        {
            ({ } from, { } to, false) => $"from {Text(from)} to {Text(to)}",
            ({ }, { }, true) => $"{low} and {high}",
            _ => low + high,
        };
    }

    private static double? Bound(object end)
    {
        var value = Convert.ToDouble(end, CultureInfo.InvariantCulture);
        return end is int.MaxValue or int.MinValue or long.MaxValue or long.MinValue || Math.Abs(value) >= double.MaxValue ? null : value;
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>How many items a list, or characters a text, has; an absent end is unbounded.</summary>
internal sealed record LengthRange(int Minimum, int? Maximum)
{
    /// <summary>From whichever of the length attributes are there.</summary>
    public static LengthRange? Of(PropertyInfo property)
    {
        var length = property.GetCustomAttribute<LengthAttribute>();
        var text = property.GetCustomAttribute<StringLengthAttribute>();
        var minimum = length?.MinimumLength ?? text?.MinimumLength ?? property.GetCustomAttribute<MinLengthAttribute>()?.Length;
        var maximum = length?.MaximumLength ?? text?.MaximumLength ?? property.GetCustomAttribute<MaxLengthAttribute>()?.Length;
        return minimum is null && maximum is null ? null : new LengthRange(minimum ?? 0, maximum == int.MaxValue ? null : maximum);
    }

    /// <summary>Whether a count lies inside.</summary>
    public bool Contains(int count) => count >= Minimum && !(count > Maximum);

    /// <summary>"2", "1 to 5", "at least 1".</summary>
    public override string ToString() => Maximum switch
    {
        null => $"at least {Minimum}",
        { } maximum when maximum == Minimum => $"{Minimum}",
        _ => $"{Minimum} to {Maximum}",
    };
}

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
