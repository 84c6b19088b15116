namespace Landscape.Staging.Hosting;

/// <summary>Has the shards made by an executor, and believes nothing but their receipts.</summary>
internal sealed class SentItems(StageSession session, IShardExecutor executor) : IKeptActivityRunner
{
    /// <inheritdoc/>
    public IReadOnlyList<StageOutput> Run(KeptActivity activity)
    {
        var store = session.ShardsOf(activity.Name);
        var (kept, missing) = LocalItems.Start(session, activity, store);
        if (missing.Count > 0)
        {
            var reasons = Make(activity, store, missing);
            session.Cancellation.ThrowIfCancellationRequested();
            Take(activity, store, kept, missing, reasons);
            KeepAsOne(activity, store, kept);
        }

        return kept.Outputs;
    }

    private IReadOnlyDictionary<Shard, string> Make(KeptActivity activity, ShardStore store, IReadOnlyList<Shard> missing)
    {
        ShardRequest.Write(session.Request);
        Directory.CreateDirectory(ShardRequest.LogFolder(session.Request, activity.Name));
        missing.ToList().ForEach(store.Failures.Forget);
        using var progress = session.Tell(activity.Name, missing.Sum(shard => shard.Count));
        return executor.Make(new ShardOrder(session, activity.Name, missing, store, progress));
    }

    private void Take(KeptActivity activity, ShardStore store, KeptItems kept, IReadOnlyList<Shard> missing, IReadOnlyDictionary<Shard, string> reasons)
    {
        var failures = missing.Where(shard => !kept.TryLoad(shard, session.Warn))
            .SelectMany(shard => Failures(activity, shard, store.Failures.Latest(shard), reasons.GetValueOrDefault(shard)))
            .ToList();
        if (failures.Count > 0)
        {
            throw new StageItemException(activity.Name, activity.Count, failures);
        }
    }

    // Every worker of a later activity reads this one: one file a table instead of one for each shard (200 shards: 0.4 s a worker).
    private static void KeepAsOne(KeptActivity activity, ShardStore store, KeptItems kept)
    {
        var all = new Shard(0, activity.Count, activity.Count);
        if (!store.Has(all))
        {
            store.Save(all, kept.Outputs, attempt: 0);
        }
    }

    private IEnumerable<(string Item, Exception Cause)> Failures(KeptActivity activity, Shard shard, ShardFailure? record, string? reason) => record is { Items.Count: > 0 }
        ? record.Items.Select(item => (item.Item, (Exception)new ShardFailedException($"{item.Cause} (log {record.Log})")))
        : shard.Items.Select(item => (
            activity.ItemName(item),
            (Exception)new ShardFailedException(record is null
                ? reason ?? $"shard {shard.Name} was said to be finished and is not there (logs in {ShardRequest.LogFolder(session.Request, activity.Name)})"
                : $"{record.Cause} (log {record.Log})")));

}

/// <summary>An item was not computed where it was sent to.</summary>
internal sealed class ShardFailedException(string cause) : Exception(cause);
