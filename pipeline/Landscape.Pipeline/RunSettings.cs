namespace Landscape.Pipeline;

/// <summary>How a run computes. Nothing here decides a byte of a result, so none of it is in a fingerprint.</summary>
/// <param name="Threads">How many threads a stage may use.</param>
/// <param name="Shards">How many shards a long activity is cut into, at most.</param>
/// <param name="Executor">Where shards are computed.</param>
public sealed record RunSettings(int Threads, int Shards, string Executor = RunSettings.LocalExecutor)
{
    /// <summary>The executor that computes in the stage's own process.</summary>
    public const string LocalExecutor = "local";

    /// <summary>The executors that the host knows (ShardExecutors); the configuration's section of the same name has the options.</summary>
    public static IReadOnlyList<string> Executors { get; } = [LocalExecutor, "slurm"];
}
