using System.Globalization;

namespace Landscape.Staging.Hosting.Slurm;

/// <summary>The jobs of one activity: submitted, seen, and none left behind when the run is stopped.</summary>
internal sealed class SlurmJobs : IDisposable
{
    // A run that is stopped has about a second before the orchestration kills it.
    private static readonly TimeSpan PatienceWithSubmission = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan PatienceWithCancel = TimeSpan.FromMilliseconds(800);

    private readonly ShardOrder order;
    private readonly SlurmOptions options;
    private readonly string name;
    private readonly SlurmClient client;
    private readonly SubmissionStore submissions;
    private readonly Dictionary<string, Submission?> known = [];
    private readonly CancellationTokenSource hurry = new();
    private readonly CancellationTokenRegistration stop;
    private readonly Lock gate = new();
    private bool stopped;

    /// <summary>Cancels all jobs as soon as the run is being stopped.</summary>
    public SlurmJobs(ShardOrder order, SlurmOptions options)
    {
        (this.order, this.options, name) = (order, options, SlurmExecutor.JobName(order));
        client = new SlurmClient(name, order.Cancellation);
        var shards = Path.GetDirectoryName(order.RequestFile)!;
        submissions = new SubmissionStore(Path.Combine(shards, ".slurm", name));
        stop = order.Cancellation.Register(Stop);
    }

    /// <summary>The tasks in the queue, with their submissions.</summary>
    /// <exception cref="SlurmUnreachableException">No answer.</exception>
    public IReadOnlyList<(SlurmTask Task, Submission Submission)> Tasks() =>
        [.. client.Tasks().Select(task => (task, Known(task))).Where(pair => pair.Item2 is not null).Select(pair => (pair.task, pair.Item2!))];

    /// <summary>Submits a task for each shard.</summary>
    /// <exception cref="SlurmUnreachableException">No answer; the job may be there.</exception>
    /// <exception cref="SlurmRefusedException">The cluster does not take it.</exception>
    public (Submission Submission, Exception? Doubt) Submit(IReadOnlyList<Shard> shards)
    {
        lock (gate)
        {
            order.Cancellation.ThrowIfCancellationRequested();
            var submission = submissions.Begin([.. shards.Select(shard => shard.Name)]);
            try
            {
                client.Submit(submission.Name, shards.Count, Script(submission), OutputOf(submission, "%a"), options.ToArguments(), hurry.Token);
                return (submission, null);
            }
            catch (SlurmUnreachableException failure)
            {
                return (submission, failure);
            }
        }
    }

    /// <summary>How a task fared, in words.</summary>
    public string Describe(SlurmTask task) => client.Details(task).Describe(task);

    /// <summary>What the batch system wrote of a task: its console, and SLURM's own words.</summary>
    public string OutputOf(Submission submission, string index) => Path.Combine(order.LogFolder, $"slurm-{submission.Attempt}-{index}.log");

    /// <summary>Cancels a task.</summary>
    public void Cancel(SlurmTask task) => client.Cancel(task);

    /// <summary>Cancels what is left; a line if that did not work.</summary>
    public void CancelAll()
    {
        if (client.CancelAll(PatienceWithCancel) is { } problem)
        {
            order.Warn($"jobs may be left in the queue ({problem}); they do no harm, and this ends them: scancel --name={name}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Dispose(); // waits for Stop, should it be at work
        if (order.Cancellation.IsCancellationRequested)
        {
            Stop();
        }

        hurry.Dispose();
    }

    private void Stop()
    {
        hurry.CancelAfter(PatienceWithSubmission);
        lock (gate)
        {
            if (!stopped)
            {
                stopped = true;
                CancelAll();
            }
        }
    }

    private Submission? Known(SlurmTask task)
    {
        if (!known.TryGetValue(task.Submission, out var submission))
        {
            known[task.Submission] = submission = submissions.Find(task.Submission);
        }

        return submission is not null && task.Index < submission.Shards.Count ? submission : null;
    }

    // The shards stand in the script itself, which SLURM copies: a task needs no further file to know what to do.
    private string Script(Submission submission) => string.Join('\n',
        "#!/bin/sh",
        $"set -- {string.Join(' ', submission.Shards.Select(Quoted))}",
        "shift \"$SLURM_ARRAY_TASK_ID\"",
        string.Create(
            CultureInfo.InvariantCulture,
            $"exec {Quoted(Environment.ProcessPath!)} exec {Quoted(ShardOrder.Host)} shard {Quoted(order.RequestFile)} --activity {Quoted(order.Activity)} --shard \"$1\" --attempt {submission.Attempt} --threads {options.Cpus}"),
        "");

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
