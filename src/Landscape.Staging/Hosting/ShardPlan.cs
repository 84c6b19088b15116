namespace Landscape.Staging.Hosting;

/// <summary>How the items that are still to be computed are cut into shards. Nothing that a shard holds depends on it.</summary>
internal static class ShardPlan
{
    /// <summary>How many shards an activity has at most, unless a run asks for another number.</summary>
    public const int DefaultCount = 64;

    /// <summary>
    /// The shards that are missing: every activity has the same grid of ceil(items / count) consecutive items a shard, and where other shards cover a part
    /// of a cell, what is left of it.
    /// </summary>
    /// <param name="items">How many items there are.</param>
    /// <param name="count">How many shards the whole activity is cut into, at most.</param>
    /// <param name="isThere">Whether an item's output is there.</param>
    public static IReadOnlyList<Shard> Missing(int items, int count, Func<int, bool> isThere)
    {
        var size = Math.Max(1, (int)(((long)items + count - 1) / count));
        var missing = new List<Shard>();
        for (var item = 0; item < items; item++)
        {
            if (!isThere(item))
            {
                var first = item;
                var end = Math.Min(items, ((first / size) + 1) * size);
                while (item + 1 < end && !isThere(item + 1))
                {
                    item++;
                }

                missing.Add(new Shard(first, item + 1 - first, items));
            }
        }

        return missing;
    }
}
