using System.Diagnostics;

namespace Landscape.Staging.Hosting.Slurm;

/// <summary>A task that the queue shows, and which attempt it is.</summary>
internal sealed record SeenTask(SlurmTask Task, int Attempt);

/// <summary>A shard that no task computes any more.</summary>
/// <param name="Sent">The shard.</param>
/// <param name="Seen">Its last task; null if the queue does not know it.</param>
internal sealed record Lost(SentShard Sent, SeenTask? Seen);

/// <summary>A shard that is waited for, and what the queue last said about it.</summary>
internal sealed class SentShard(Shard shard)
{
    /// <summary>How long the receipt of a task that ended well may take to be seen: a network file system remembers for a minute at most that a folder was not there.</summary>
    private static readonly TimeSpan UntilSeen = TimeSpan.FromSeconds(70);

    /// <summary>How long a task may be missing from the queue: long enough for a controller that has just started to read its state.</summary>
    private static readonly TimeSpan UntilLost = TimeSpan.FromSeconds(4);

    private bool confirmed;
    private Stopwatch? gone;

    /// <summary>The shard.</summary>
    public Shard Shard { get; } = shard;

    /// <summary>How often it was submitted, or found in the queue of an earlier run, in this run.</summary>
    public int Attempts { get; private set; }

    /// <summary>The number of the latest attempt.</summary>
    public int Attempt { get; private set; }

    /// <summary>Its place in the latest attempt's array.</summary>
    public int Index { get; private set; }

    /// <summary>Whether a task for it waits or runs.</summary>
    public bool InQueue { get; private set; }

    /// <summary>Whether a task for it runs.</summary>
    public bool Running { get; private set; }

    /// <summary>Why its task waits, in SLURM's words.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>It was submitted.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="index">The place in the array.</param>
    /// <param name="certain">Whether the controller said that it took it.</param>
    public void Submitted(int attempt, int index, bool certain)
    {
        (Attempt, Index, confirmed, gone) = (attempt, index, certain, null);
        (InQueue, Running, Reason) = (true, false, "");
        Attempts += certain ? 1 : 0;
    }

    /// <summary>Takes what the queue shows of its tasks; tells if it has to be submitted again.</summary>
    public Lost? Look(IReadOnlyList<SeenTask> tasks)
    {
        var alive = tasks.Where(seen => !seen.Task.Ended).MaxBy(seen => (seen.Task.Running, seen.Attempt));
        if (alive is { Task: { Hopeless: true } or { Held: true } })
        {
            (InQueue, Running) = (false, false);
            Attempts = Math.Max(Attempts, 1);
            return new Lost(this, alive);
        }

        return alive is not null ? Alive(alive) : InQueue ? Gone(tasks.FirstOrDefault(seen => seen.Attempt == Attempt)) : null;
    }

    private Lost? Alive(SeenTask seen)
    {
        if (!confirmed || Attempts == 0)
        {
            (Attempts, confirmed) = (Attempts + 1, true); // taken over, or the controller had taken it after all
        }

        (Attempt, Index, gone) = (seen.Attempt, seen.Task.Index, null);
        (InQueue, Running, Reason) = (true, seen.Task.Running, seen.Task.Reason);
        return null;
    }

    private Lost? Gone(SeenTask? ended)
    {
        gone ??= Stopwatch.StartNew();
        var patience = !confirmed ? TimeSpan.Zero : ended is null ? UntilLost : ended.Task.Completed ? UntilSeen : TimeSpan.Zero;
        (InQueue, Running) = (gone.Elapsed < patience, false);
        return InQueue || !confirmed ? null : new Lost(this, ended);
    }
}
