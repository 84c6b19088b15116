using System.ComponentModel.DataAnnotations;
using System.Globalization;

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
