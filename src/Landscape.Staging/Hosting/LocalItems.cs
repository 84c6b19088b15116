namespace Landscape.Staging.Hosting;

/// <summary>Computes the items in this process, on its threads.</summary>
internal sealed class LocalItems(StageSession session) : IKeptActivityRunner
{
    /// <inheritdoc/>
    public IReadOnlyList<StageOutput> Run(KeptActivity activity)
    {
        var store = session.ShardsOf(activity.Name);
        var (kept, missing) = Start(session, activity, store);
        var writer = new ShardWriter(store, kept, missing, session.Time);
        using var progress = session.Tell(activity.Name, kept.Remaining.Count);
        ItemLoop.Run(activity.Name, kept.Remaining, Compute, activity.ItemName, session.Request.Threads, progress.Done, session.Cancellation);
        return kept.Outputs;

        bool Compute(int item)
        {
            writer.Finish(item, activity.Compute(item));
            return true;
        }
    }

    /// <summary>What earlier runs left of an activity, and the shards that it lacks; what dead processes left is removed.</summary>
    public static (KeptItems Kept, IReadOnlyList<Shard> Missing) Start(StageSession session, KeptActivity activity, ShardStore store)
    {
        store.Sweep();
        var kept = new KeptItems(store, activity.Count);
        kept.LoadAll(session.Warn);
        if (activity.Count - kept.Remaining.Count is > 0 and var finished)
        {
            session.Say($"{activity.Name}: {finished} of {activity.Count} were finished by an earlier run and are kept");
        }

        return (kept, ShardPlan.Missing(activity.Count, session.Request.ShardCount, kept.Has));
    }
}
