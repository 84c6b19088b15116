using System.Globalization;
using System.Text.Json;

namespace Landscape.Stages.Report;

/// <summary>Position encodings with ticks such as 10⁻⁸, as JSON fragments. Logarithms are left to the renderer: here powers of ten are only compared.</summary>
internal static class Axes
{
    private const int LargestExponent = 60;

    private static readonly double[] Powers =
        [.. Enumerable.Range(-LargestExponent, (2 * LargestExponent) + 1).Select(k => double.Parse($"1e{k}", CultureInfo.InvariantCulture))];

    /// <summary>10^k.</summary>
    public static double Power(int exponent) => Powers[exponent + LargestExponent];

    /// <summary>The k with 10^k &lt;= value &lt; 10^(k+1), for value > 0, within the exponents that an axis can show.</summary>
    public static int Decade(double value)
    {
        var above = Array.FindIndex(Powers, power => power > value);
        return Math.Max(above < 0 ? LargestExponent : above - 1 - LargestExponent, -LargestExponent);
    }

    /// <summary>
    /// A logarithmic channel over the values. What is below 10^floor, zero included, is drawn at the floor, whose tick then says so.
    /// </summary>
    /// <param name="field">The field.</param>
    /// <param name="title">The axis title.</param>
    /// <param name="values">Every value of the field.</param>
    /// <param name="floor">The exponent below which a value is as good as zero.</param>
    /// <param name="mostTicks">How many labels there is room for.</param>
    /// <param name="tight">End the axis a little beyond the values instead of at 1, 2 or 5 times a power of ten.</param>
    public static string Log(string field, string title, IEnumerable<double> values, int floor, int mostTicks = 7, bool tight = false)
    {
        var all = values.ToList();
        var positive = all.Where(v => v >= Power(floor)).DefaultIfEmpty(1).ToList();
        var clamped = all.Any(v => v < Power(floor));
        var (low, high) = tight ? (positive.Min() / 1.08, 1.08 * positive.Max()) : (RoundedDown(positive.Min()), RoundedUp(positive.Max()));
        low = clamped ? Power(floor) : low;
        high = low < high ? high : 10 * low;
        var ticks = LogTicks(low, high, mostTicks).Select(t => (t.Value, clamped && t.Value == low ? $"≤ {t.Label}" : t.Label));
        return Channel(field, title, $$"""{ "type": "log", "domain": [{{Text.Json(low)}}, {{Text.Json(high)}}], "nice": false, "clamp": true }""", ticks);
    }

    /// <summary>A channel that is linear within 10^<paramref name="linear"/> of zero and logarithmic beyond, for values of both signs.</summary>
    /// <param name="field">The field.</param>
    /// <param name="title">The axis title; empty for none.</param>
    /// <param name="values">Every value of the field, or the extreme ones.</param>
    /// <param name="linear">The exponent of the width of the linear part.</param>
    /// <param name="mostTicks">How many labels there is room for on each side of zero.</param>
    /// <param name="grid">Whether the ticks go through the panel.</param>
    public static string SymmetricLog(string field, string title, IEnumerable<double> values, int linear, int mostTicks, bool grid = false)
    {
        var all = values.DefaultIfEmpty(0).ToList();
        var above = Math.Max(RoundedUp(all.Max()), Power(linear));
        var below = Math.Max(RoundedUp(-all.Min()), all.Min() < 0 ? Power(linear) : 0);
        var ticks = OneSide(above, linear, mostTicks).Select(k => (Power(k), Text.PowerOfTen(k)))
            .Append((0.0, "0"))
            .Concat(OneSide(below, linear, mostTicks).Select(k => (-Power(k), "−" + Text.PowerOfTen(k))));
        var scale = $$"""{ "type": "symlog", "constant": {{Text.Json(Power(linear))}}, "domain": [{{Text.Json(below == 0 ? 0 : -below)}}, {{Text.Json(above)}}], "nice": false }""";
        return Channel(field, title, scale, ticks, grid);
    }

    /// <summary>A channel for step counts: linear up to 1, logarithmic beyond.</summary>
    public static string Steps(string field, string title, double most) => SymmetricLog(field, title, [0, most], 0, 4);

    /// <summary>A linear scale over the values with a margin of 4 % on either side. Stated, because a layer without a row has no extent of its own.</summary>
    public static string Range(IEnumerable<double> values)
    {
        var all = values.ToList();
        var margin = all.Max() > all.Min() ? 0.04 * (all.Max() - all.Min()) : 1;
        return $$"""{ "domain": [{{Text.Json(all.Min() - margin)}}, {{Text.Json(all.Max() + margin)}}], "nice": false, "zero": false }""";
    }

    // 1, 2 or 5 times a power of ten, downwards and upwards.
    private static double RoundedDown(double value) => Decade(value) is var k && value >= 5 * Power(k) ? 5 * Power(k) : value >= 2 * Power(k) ? 2 * Power(k) : Power(k);

    private static double RoundedUp(double value) =>
        value <= 0 ? 0 : Decade(value) is var k && value <= Power(k) ? Power(k) : value <= 2 * Power(k) ? 2 * Power(k) : value <= 5 * Power(k) ? 5 * Power(k) : 10 * Power(k);

    // Powers of ten; over less than three decades 2 and 5 times them too, over less than a factor of 5 still more, and then as plain numbers.
    private static IEnumerable<(double Value, string Label)> LogTicks(double low, double high, int mostTicks)
    {
        var (first, last) = (Decade(low), Decade(high));
        var stride = Math.Max(1, (last - first + mostTicks - 1) / mostTicks);
        var fine = last - first < 3;
        double[] steps = high < 5 * low ? [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8] : fine ? [1, 2, 5] : [1];
        return Enumerable.Range(first, last - first + 1).Where(k => (k - first) % stride == 0)
            .SelectMany(k => steps.Select(step => (Value: step * Power(k), Label: fine ? Text.Number(step * Power(k)) : Text.PowerOfTen(k))))
            .Where(t => t.Value >= low && t.Value <= high);
    }

    private static IEnumerable<int> OneSide(double end, int linear, int mostTicks)
    {
        if (end <= Power(linear))
        {
            return [];
        }

        var last = Decade(end);
        var stride = Math.Max(1, (last - linear + mostTicks - 1) / mostTicks);
        return Enumerable.Range(linear, last - linear + 1).Where(k => (last - k) % stride == 0 && k > linear);
    }

    private static string Channel(string field, string title, string scale, IEnumerable<(double Value, string Label)> ticks, bool grid = false)
    {
        var all = ticks.ToList();
        var expression = string.Concat(all.Select(t => $"datum.value == {Text.Json(t.Value)} ? '{t.Label}' : ")) + "''";
        return $$"""
            "field": "{{field}}", "type": "quantitative", "title": {{JsonSerializer.Serialize(title)}}, "scale": {{scale}},
            "axis": { "values": [{{string.Join(", ", all.Select(t => Text.Json(t.Value)))}}], "labelExpr": {{JsonSerializer.Serialize(expression)}}, "labelOverlap": "greedy", "labelFlush": false{{(grid ? ", \"grid\": true" : "")}} }
            """;
    }
}
