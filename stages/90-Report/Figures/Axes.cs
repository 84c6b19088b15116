using System.Globalization;
using System.Text.Json;

namespace Landscape.Stages.Report;

/// <summary>Position encodings with whole decades and ticks such as 10⁻⁸, as JSON fragments.</summary>
internal static class Axes
{
    private const int LargestExponent = 60;
    private const int MostTicks = 7;

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

    /// <summary>A logarithmic channel over the decades of the values. What is below the floor, zero included, is drawn at the floor, which is labelled so.</summary>
    public static string Log(string field, string title, IEnumerable<double> values, int floor = -LargestExponent, string axis = "")
    {
        var all = values.Where(double.IsFinite).ToList();
        var positive = all.Where(v => v >= Power(floor)).DefaultIfEmpty(1).ToList();
        var clamped = all.Any(v => v < Power(floor));
        var low = clamped ? floor : Decade(positive.Min());
        var high = Math.Max(Decade(positive.Max()) + (Power(Decade(positive.Max())) < positive.Max() ? 1 : 0), low + 1);
        var ticks = Ticks(low, high).ToList();
        var labels = ticks.Select(k => (Power(k), clamped && k == floor ? $"≤ {Text.PowerOfTen(k)}" : Text.PowerOfTen(k)));
        return Channel(field, title, $$"""{ "type": "log", "domain": [{{Text.Json(Power(low))}}, {{Text.Json(Power(high))}}], "nice": false, "clamp": true }""", labels, axis);
    }

    /// <summary>A channel that is linear within 10^<paramref name="linear"/> of zero and logarithmic beyond, for values of both signs.</summary>
    public static string SymmetricLog(string field, string title, IEnumerable<double> values, int linear, string axis = "")
    {
        var all = values.ToList();
        var (below, above) = (Reach(all.Select(v => -v), linear), Reach(all, linear));
        var ticks = Ticks(linear, above ?? linear).Where(k => above is not null && k > linear).Select(k => (Power(k), Text.PowerOfTen(k)))
            .Append((0.0, "0"))
            .Concat(Ticks(linear, below ?? linear).Where(k => below is not null && k > linear).Select(k => (-Power(k), "−" + Text.PowerOfTen(k))));
        var (low, high) = (below is { } b ? -Power(b) : -Power(linear), above is { } a ? Power(a) : Power(linear));
        return Channel(field, title, $$"""{ "type": "symlog", "constant": {{Text.Json(Power(linear))}}, "domain": [{{Text.Json(low)}}, {{Text.Json(high)}}], "nice": false }""", ticks, axis);
    }

    /// <summary>A channel for step counts: linear near zero, logarithmic beyond.</summary>
    public static string Steps(string field, string title, double most) =>
        SymmetricLog(field, title, [most], 0);

    private static int? Reach(IEnumerable<double> values, int linear)
    {
        var most = values.DefaultIfEmpty(0).Max();
        return most <= 0 ? null : Math.Max(linear + 1, Decade(most) + (Power(Decade(most)) < most ? 1 : 0));
    }

    private static IEnumerable<int> Ticks(int low, int high)
    {
        var stride = Math.Max(1, (high - low + MostTicks - 1) / MostTicks);
        return Enumerable.Range(low, high - low + 1).Where(k => (high - k) % stride == 0);
    }

    private static string Channel(string field, string title, string scale, IEnumerable<(double Value, string Label)> ticks, string axis)
    {
        var all = ticks.ToList();
        var expression = string.Concat(all.Select(t => $"datum.value == {Text.Json(t.Value)} ? '{t.Label}' : ")) + "''";
        return $$"""
            "field": "{{field}}", "type": "quantitative", "title": {{JsonSerializer.Serialize(title)}}, "scale": {{scale}},
            "axis": { "values": [{{string.Join(", ", all.Select(t => Text.Json(t.Value)))}}], "labelExpr": {{JsonSerializer.Serialize(expression)}}{{(axis.Length > 0 ? ", " + axis : "")}} }
            """;
    }
}
