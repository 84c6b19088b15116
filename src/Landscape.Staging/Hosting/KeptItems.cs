namespace Landscape.Staging.Hosting;

/// <summary>
/// The bookkeeping of <see cref="StageContext.ForEachKept"/>: which items earlier runs have finished, and which shards are complete. Shards are written from
/// the moment on when the activity has taken <see cref="KeepAfter"/>: what takes seconds is quicker computed again than kept.
/// </summary>
internal sealed class KeptItems
{
    /// <summary>How long an activity runs before its shards are kept.</summary>
    public static readonly TimeSpan KeepAfter = TimeSpan.FromSeconds(5);

    private const int MostShards = 64;

    private readonly ShardStore store;
    private readonly TimeProvider time;
    private readonly long started;
    private readonly StageOutput?[] outputs;
    private readonly int shardSize;
    private readonly int[] missing;
    private readonly HashSet<int> unwritten = [];
    private readonly Lock gate = new();

    /// <summary>Loads the shards that earlier runs have finished.</summary>
    /// <param name="store">The activity's shards.</param>
    /// <param name="count">How many items there are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="warn">Gets a line about each shard that cannot be used.</param>
    public KeptItems(ShardStore store, int count, TimeProvider time, Action<string> warn)
    {
        (this.store, this.time, started) = (store, time, time.GetTimestamp());
        outputs = new StageOutput?[count];
        shardSize = Math.Max(1, (count + MostShards - 1) / MostShards);
        missing = [.. Enumerable.Range(0, (count + shardSize - 1) / shardSize).Select(shard => Load(shard, warn) ? 0 : SizeOf(shard))];
    }

    /// <summary>The items that are still to be computed.</summary>
    public IReadOnlyList<int> Remaining => [.. Enumerable.Range(0, outputs.Length).Where(i => outputs[i] is null)];

    /// <summary>The outputs in item order, once all are there.</summary>
    public IReadOnlyList<StageOutput> Outputs => [.. outputs.Select(o => o!)];

    /// <summary>Takes an item's output; its shard is written when it is the last.</summary>
    public void Finish(int item, StageOutput output)
    {
        outputs[item] = output;
        List<int> ready;
        lock (gate)
        {
            if (--missing[item / shardSize] == 0)
            {
                unwritten.Add(item / shardSize);
            }

            ready = time.GetElapsedTime(started) >= KeepAfter ? [.. unwritten.Order()] : [];
            unwritten.ExceptWith(ready);
        }

        ready.ForEach(shard => store.Save(NameOf(shard), [.. ItemsOf(shard).Select(i => outputs[i]!)]));
    }

    private bool Load(int shard, Action<string> warn)
    {
        try
        {
            if (store.Load(NameOf(shard)) is not { } kept)
            {
                return false;
            }

            kept.CopyTo(outputs, shard * shardSize);
            return true;
        }
        catch (IOException failure)
        {
            warn($"shard {NameOf(shard)} of an earlier run is damaged and not used: {failure.Message}");
            store.Discard(NameOf(shard));
            return false;
        }
    }

    private int SizeOf(int shard) => Math.Min(shardSize, outputs.Length - (shard * shardSize));

    private IEnumerable<int> ItemsOf(int shard) => Enumerable.Range(shard * shardSize, SizeOf(shard));

    private string NameOf(int shard) => $"{shard * shardSize}-{(shard * shardSize) + SizeOf(shard) - 1}-of-{outputs.Length}";
}
