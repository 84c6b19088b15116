namespace Landscape.Staging.Hosting;

/// <summary>
/// Has missing shards made by processes elsewhere, each by the host's <c>shard</c> command: a queue of a cluster, for example. What it says about them is
/// not believed: the shard's receipt counts.
/// </summary>
internal interface IShardExecutor
{
    /// <summary>Returns when every shard is there or given up.</summary>
    /// <returns>Why a shard was given up, by shard, in one line; the log's path belongs into it. Shards without an entry are thought to be there.</returns>
    /// <exception cref="OperationCanceledException">The run is being stopped; nothing that this executor started goes on.</exception>
    IReadOnlyDictionary<Shard, string> Make(ShardOrder order);
}

/// <summary>Shards of an activity that are to be made.</summary>
/// <param name="session">The stage at work.</param>
/// <param name="activity">The activity's name.</param>
/// <param name="missing">The shards.</param>
/// <param name="store">Where they will stand.</param>
/// <param name="progress">Counts their items.</param>
internal sealed class ShardOrder(StageSession session, string activity, IReadOnlyList<Shard> missing, ShardStore store, Progress progress)
{
    private readonly HashSet<Shard> done = [];

    /// <summary>The stage's name.</summary>
    public string Stage => session.Request.Stage;

    /// <summary>The stage's fingerprint.</summary>
    public string Fingerprint => session.Request.Fingerprint;

    /// <summary>The activity's name: the value of <c>--activity</c>.</summary>
    public string Activity => activity;

    /// <summary>The shards to make; a shard's name is the value of <c>--shard</c>.</summary>
    public IReadOnlyList<Shard> Missing => missing;

    /// <summary>The request of the <c>shard</c> command. It stays until the stage's result is in the store.</summary>
    public string RequestFile => ShardRequest.FileOf(session.Request);

    /// <summary>The assembly of the host: <c>dotnet exec Host shard RequestFile --activity ... --shard ... --attempt ...</c></summary>
    public static string Host => typeof(IShardExecutor).Assembly.Location;

    /// <summary>Where the attempts' logs stand; an executor may put its own files there.</summary>
    public string LogFolder => ShardRequest.LogFolder(session.Request, activity);

    /// <summary>The log that the <c>shard</c> command writes.</summary>
    public string LogOf(Shard shard, int attempt) => ShardRequest.LogOf(session.Request, activity, shard.Name, attempt);

    /// <summary>Whether a shard's folder is there: a look that costs nothing and proves nothing.</summary>
    public bool IsThere(Shard shard) => store.Has(shard);

    /// <summary>The record of the latest attempt at a shard that failed and could say why, or null.</summary>
    public ShardFailure? FailureOf(Shard shard) => store.Failures.Latest(shard);

    /// <summary>Counts a shard's items as done; only the first call for a shard counts.</summary>
    public void Done(Shard shard)
    {
        lock (done)
        {
            if (done.Add(shard))
            {
                progress.Done(shard.Count);
            }
        }
    }

    /// <summary>What is shown behind the counts from now on, such as <c>12 of 64 shards, 4 running, 48 pending</c>.</summary>
    public void Note(string note) => progress.Note = note;

    /// <summary>Shows a line.</summary>
    public void Say(string line) => session.Say($"{activity}: {line}");

    /// <summary>Shows a warning.</summary>
    public void Warn(string line) => session.Warn($"{activity}: {line}");

    /// <summary>Set when the run is being stopped.</summary>
    public CancellationToken Cancellation => session.Cancellation;
}
