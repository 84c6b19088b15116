using System.Globalization;

namespace Landscape.Staging.Hosting.Slurm;

/// <summary>Follows the shards of one activity until each is there or given up.</summary>
internal sealed class SlurmActivity(ShardOrder order, SlurmOptions options, SlurmJobs jobs)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    private readonly List<SentShard> waiting = [.. order.Missing.Select(shard => new SentShard(shard))];
    private readonly Dictionary<Shard, string> givenUp = [];
    private TimeSpan pause = ShortestPause;
    private bool silent;
    private string refusal = "";

    /// <summary>Follows them.</summary>
    /// <returns>Why a shard was given up.</returns>
    public IReadOnlyDictionary<Shard, string> Run()
    {
        while (true)
        {
            order.Cancellation.ThrowIfCancellationRequested();
            var tasks = Ask();
            TakeFinished();
            if (tasks is not null)
            {
                Judge(tasks);
                Submit();
            }

            if (waiting.Count == 0)
            {
                End();
                return givenUp;
            }

            order.Note(Note());
            Pause();
        }
    }

    /// <summary>Workers that are about to end may do so; an old copy on a lost node, or a second attempt, is waited for by nobody.</summary>
    private void End()
    {
        for (pause = ShortestPause; !silent && pause < ShortestPause * 3; Pause())
        {
            if (Ask()?.All(seen => seen.Task.Ended) == true)
            {
                return;
            }
        }

        jobs.CancelAll();
    }

    private IReadOnlyList<(SlurmTask Task, Submission Submission)>? Ask()
    {
        try
        {
            var tasks = jobs.Tasks();
            if (silent)
            {
                order.Say("the SLURM controller answers again");
            }

            silent = false;
            return tasks;
        }
        catch (Exception failure) when (failure is SlurmUnreachableException or SlurmRefusedException)
        {
            order.Cancellation.ThrowIfCancellationRequested();
            Silence(failure);
            return null;
        }
    }

    private void Silence(Exception failure)
    {
        if (!silent)
        {
            order.Warn($"the SLURM controller does not answer ({failure.Message}); waiting for it, finished shards are taken meanwhile");
        }

        silent = true;
    }

    private void TakeFinished()
    {
        foreach (var sent in waiting.Where(sent => order.IsThere(sent.Shard)).ToList())
        {
            Settle(sent);
            order.Done(sent.Shard);
        }
    }

    private void Settle(SentShard sent)
    {
        waiting.Remove(sent);
        pause = ShortestPause;
    }

    private void Judge(IReadOnlyList<(SlurmTask Task, Submission Submission)> tasks)
    {
        var byShard = tasks.ToLookup(pair => pair.Submission.Shards[pair.Task.Index], pair => new SeenTask(pair.Task, pair.Submission.Attempt));
        if (byShard.Count > 0 && waiting.TrueForAll(sent => sent.Attempts == 0) && waiting.Count(sent => byShard[sent.Shard.Name].Any(seen => !seen.Task.Ended)) is > 0 and var adopted)
        {
            order.Say($"{adopted} of {waiting.Count} shards are in the queue from an earlier run; they are waited for");
        }

        foreach (var verdict in waiting.Select(sent => sent.Look([.. byShard[sent.Shard.Name]])).OfType<Lost>().GroupBy(Explain).ToList())
        {
            Resubmit(verdict.Key, [.. verdict]);
        }
    }

    private string Explain(Lost lost) => lost.Seen?.Task switch
    {
        null => "gone from the queue",
        { Hopeless: true, Reason: var reason } => $"waits for what cannot come ({reason})",
        { Held: true, Reason: var reason } => $"could not be started ({reason})",
        var task => jobs.Describe(task),
    };

    private void Resubmit(string cause, IReadOnlyList<Lost> lost)
    {
        foreach (var seen in lost.Select(l => l.Seen).OfType<SeenTask>().Where(seen => !seen.Task.Ended))
        {
            jobs.Cancel(seen.Task);
        }

        var last = lost.Where(l => l.Sent.Attempts > options.Retries || l.Seen is { Task.Hopeless: true }).ToList();
        foreach (var l in last)
        {
            Settle(l.Sent);
            givenUp[l.Sent.Shard] = string.Create(CultureInfo.InvariantCulture, $"{cause}, after {Times(l.Sent.Attempts)} (log {LogOf(l)})");
        }

        foreach (var group in lost.Except(last).GroupBy(l => l.Sent.Attempts))
        {
            var first = group.First();
            var who = group.Count() == 1 ? $"shard {first.Sent.Shard.Name}" : $"{group.Count()} shards, such as {first.Sent.Shard.Name}";
            order.Warn(string.Create(CultureInfo.InvariantCulture, $"{who}: {cause} (log {LogOf(first)}); submitted again, retry {group.Key} of {options.Retries}"));
        }
    }

    private static string Times(int attempts) => attempts == 1 ? "1 attempt" : string.Create(CultureInfo.InvariantCulture, $"{attempts} attempts");

    /// <summary>The worker's own log; where it did not come to writing one, what SLURM kept of the task.</summary>
    private string LogOf(Lost lost)
    {
        var log = order.LogOf(lost.Sent.Shard, lost.Sent.Attempt);
        return File.Exists(log) ? log : Path.Combine(order.LogFolder, $"slurm-{lost.Sent.Attempt}-{lost.Sent.Index}.log");
    }

    private void Submit()
    {
        foreach (var chunk in waiting.Where(sent => !sent.InQueue).Chunk(options.ArrayChunk).ToList())
        {
            try
            {
                var (submission, doubt) = jobs.Submit([.. chunk.Select(sent => sent.Shard)]);
                foreach (var (index, sent) in chunk.Index())
                {
                    sent.Submitted(submission.Attempt, index, doubt is null);
                }

                if (doubt is not null)
                {
                    Silence(doubt);
                    return;
                }
            }
            catch (SlurmRefusedException refused)
            {
                if (!waiting.Exists(sent => sent.InQueue))
                {
                    GiveUp(chunk, refused);
                    continue;
                }

                Postpone(refused);
                return;
            }
        }
    }

    private void GiveUp(IEnumerable<SentShard> shards, SlurmRefusedException refused)
    {
        foreach (var sent in shards)
        {
            Settle(sent);
            givenUp[sent.Shard] = $"the cluster does not take it: {refused.Message}";
        }
    }

    /// <summary>With some of ours in the queue it may be a limit of how many may be there: tried again at every look, told once.</summary>
    private void Postpone(SlurmRefusedException refused)
    {
        if (refusal != refused.Message)
        {
            refusal = refused.Message;
            order.Warn($"{waiting.Count(sent => !sent.InQueue)} shards wait to be submitted: {refusal}");
        }
    }

    private string Note()
    {
        var (running, pending) = (waiting.Count(sent => sent.Running), waiting.Count(sent => sent.InQueue && !sent.Running));
        var reason = running == 0 && pending > 0 && waiting.Find(sent => sent.InQueue)?.Reason is { Length: > 0 } and not "None" and var text ? $" ({text})" : "";
        var all = order.Missing.Count;
        return string.Create(
            CultureInfo.InvariantCulture, $"{all - waiting.Count - givenUp.Count} of {all} shards, {running} running, {pending} pending{reason}, {givenUp.Count} failed");
    }

    // Short while things happen, longer while they do not: the controller serves others too.
    private void Pause()
    {
        order.Cancellation.WaitHandle.WaitOne(pause);
        pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, pause.Ticks * 3 / 2));
    }
}
