using System.Globalization;

namespace Landscape.Staging.Hosting;

/// <summary>Consecutive items of an activity, computed and kept together.</summary>
/// <param name="First">The position of its first item.</param>
/// <param name="Count">How many items it has; at least 1.</param>
/// <param name="Total">How many items the activity has.</param>
internal sealed record Shard(int First, int Count, int Total)
{
    private const string Of = "of";

    /// <summary>Its name, and that of its folder: <c>10-19-of-640</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{First}-{First + Count - 1}-{Of}-{Total}");

    /// <summary>The positions of its items.</summary>
    public IEnumerable<int> Items => Enumerable.Range(First, Count);

    /// <summary>The shard of a name, or null if it is no shard's name.</summary>
    public static Shard? Named(string name) =>
        name.Split('-') is [var first, var last, Of, var total] && Number(first) is { } from && Number(last) is { } to && Number(total) is { } all && from <= to && to < all
            ? new(from, to - from + 1, all)
            : null;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
