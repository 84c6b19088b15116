namespace Landscape.Staging.Hosting;

/// <summary>
/// Keeps shards when their last item is finished; from the moment on when the activity has taken <see cref="KeepAfter"/>: what takes seconds is
/// quicker computed again than kept.
/// </summary>
internal sealed class ShardWriter
{
    /// <summary>How long an activity runs before its shards are kept.</summary>
    public static readonly TimeSpan KeepAfter = TimeSpan.FromSeconds(5);

    private readonly ShardStore store;
    private readonly KeptItems kept;
    private readonly TimeProvider time;
    private readonly long started;
    private readonly Dictionary<int, Shard> shardOf;
    private readonly Dictionary<Shard, int> missing;
    private readonly HashSet<Shard> unwritten = [];
    private readonly Lock gate = new();

    /// <summary>Waits for the items of shards.</summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="kept">Takes the outputs.</param>
    /// <param name="shards">The shards that are missing.</param>
    /// <param name="time">The clock.</param>
    public ShardWriter(ShardStore store, KeptItems kept, IReadOnlyList<Shard> shards, TimeProvider time)
    {
        (this.store, this.kept, this.time, started) = (store, kept, time, time.GetTimestamp());
        shardOf = shards.SelectMany(shard => shard.Items.Select(item => (item, shard))).ToDictionary(pair => pair.item, pair => pair.shard);
        missing = shards.ToDictionary(shard => shard, shard => shard.Count);
    }

    /// <summary>Takes an item's output; its shard is written when it is the last.</summary>
    public void Finish(int item, StageOutput output)
    {
        kept.Put(item, output);
        List<Shard> ready;
        lock (gate)
        {
            if (--missing[shardOf[item]] == 0)
            {
                unwritten.Add(shardOf[item]);
            }

            ready = time.GetElapsedTime(started) >= KeepAfter ? [.. unwritten.OrderBy(shard => shard.First)] : [];
            unwritten.ExceptWith(ready);
        }

        ready.ForEach(shard => store.Save(shard, kept.OutputsOf(shard), attempt: 0));
    }
}
