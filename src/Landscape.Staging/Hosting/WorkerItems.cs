namespace Landscape.Staging.Hosting;

/// <summary>The shard that a worker is to make.</summary>
/// <param name="Activity">The activity's name.</param>
/// <param name="Shard">The shard's name.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
internal sealed record ShardTask(string Activity, string Shard, int Attempt);

/// <summary>
/// Computes one shard of one activity: earlier activities are loaded from their shards, and the stage is left when the shard is kept.
/// </summary>
internal sealed class WorkerItems(StageSession session, ShardTask task) : IKeptActivityRunner
{
    private readonly List<string> seen = [];

    /// <summary>The kept activities that the stage came to.</summary>
    public IReadOnlyList<string> Seen => seen;

    /// <inheritdoc/>
    /// <exception cref="ShardFinishedException">Always, once the shard is kept.</exception>
    public IReadOnlyList<StageOutput> Run(KeptActivity activity)
    {
        seen.Add(activity.Name);
        var store = session.ShardsOf(activity.Name);
        var kept = new KeptItems(store, activity.Count);
        if (activity.Name != task.Activity)
        {
            return Earlier(activity, kept);
        }

        var shard = ShardOf(activity);
        if (!kept.TryLoad(shard, session.Warn))
        {
            Compute(activity, shard, kept);
            store.Save(shard, kept.OutputsOf(shard), task.Attempt);
        }

        throw new ShardFinishedException();
    }

    private IReadOnlyList<StageOutput> Earlier(KeptActivity activity, KeptItems kept)
    {
        kept.LoadAll(line => throw new UsageException($"{activity.Name}, which come before {task.Activity}: {line}"));
        return ShardPlan.Missing(activity.Count, session.Request.ShardCount, kept.Has) is [var missing, ..]
            ? throw new UsageException($"{activity.Name}, which come before {task.Activity}: shard {missing.Name} is missing")
            : kept.Outputs;
    }

    private Shard ShardOf(KeptActivity activity) => Shard.Named(task.Shard) is { } shard && shard.Total == activity.Count
        ? shard
        : throw new UsageException($"'{task.Shard}' is no shard of the {activity.Count} {activity.Name}; expected first-last-of-{activity.Count}");

    private void Compute(KeptActivity activity, Shard shard, KeptItems kept)
    {
        using var progress = session.Tell(activity.Name, shard.Count);
        ItemLoop.Run(activity.Name, [.. shard.Items], Put, activity.ItemName, session.Request.Threads, progress.Done, session.Cancellation);

        bool Put(int item)
        {
            kept.Put(item, activity.Compute(item));
            return true;
        }
    }
}

/// <summary>Leaves a stage whose shard is finished. It is no error.</summary>
internal sealed class ShardFinishedException : Exception;
