namespace Landscape.Staging.Hosting;

/// <summary>Which items of an activity are finished, and their outputs.</summary>
/// <param name="store">The activity's shards.</param>
/// <param name="count">How many items there are.</param>
internal sealed class KeptItems(ShardStore store, int count)
{
    private readonly StageOutput?[] outputs = new StageOutput?[count];

    /// <summary>The positions of the items that are still to be computed.</summary>
    public IReadOnlyList<int> Remaining => [.. Enumerable.Range(0, count).Where(i => !Has(i))];

    /// <summary>The outputs in item order, once all are there.</summary>
    public IReadOnlyList<StageOutput> Outputs => [.. outputs.Select(o => o!)];

    /// <summary>Whether an item's output is there.</summary>
    public bool Has(int item) => outputs[item] is not null;

    /// <summary>Takes an item's output.</summary>
    public void Put(int item, StageOutput output) => outputs[item] = output;

    /// <summary>The outputs of a shard's items, all of which are there.</summary>
    public IReadOnlyList<StageOutput> OutputsOf(Shard shard) => [.. shard.Items.Select(i => outputs[i]!)];

    /// <summary>
    /// Takes the outputs of all shards that are kept, however the items were cut when they were made. One that cannot be used is named and removed;
    /// one of another number of items is named and left.
    /// </summary>
    /// <param name="warn">Gets a line about each shard that is not used.</param>
    public void LoadAll(Action<string> warn)
    {
        foreach (var shard in store.Present())
        {
            if (shard.Total != count)
            {
                warn($"shard {shard.Name} is not used: there are {count} items");
            }
            else if (shard.Items.Any(i => !Has(i)))
            {
                TryLoad(shard, warn);
            }
        }
    }

    /// <summary>Takes a shard's outputs if it is there and sound; one that is damaged is named and removed.</summary>
    /// <returns>Whether it was.</returns>
    public bool TryLoad(Shard shard, Action<string> warn)
    {
        try
        {
            return Load(shard);
        }
        catch (IOException failure)
        {
            warn($"shard {shard.Name} of an earlier run is damaged and not used: {failure.Message}");
            store.Discard(shard);
            return false;
        }
    }

    /// <summary>Takes a shard's outputs if it is there.</summary>
    /// <returns>Whether it is.</returns>
    /// <exception cref="IOException">It is damaged.</exception>
    public bool Load(Shard shard)
    {
        if (store.Load(shard) is not { } kept)
        {
            return false;
        }

        kept.CopyTo(outputs, shard.First);
        return true;
    }
}
