using Landscape.Artifacts;
using Landscape.Staging.Hosting.Slurm;

namespace Landscape.Staging.Hosting;

/// <summary>The executors by name.</summary>
internal static class ShardExecutors
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [RunRequest.LocalExecutor, SlurmOptions.Section];

    /// <summary>The executor that a request names; null where it computes in this process.</summary>
    /// <exception cref="UsageException">There is none of that name, or its options do not fit.</exception>
    public static IShardExecutor? Of(RunRequest request) => request.Executor switch
    {
        RunRequest.LocalExecutor => null,
        SlurmOptions.Section => SlurmOptions.Of(request.ExecutorOptions) is var options && options.Stages.Contains(request.Stage) ? new SlurmExecutor(options) : null,
        var other => throw new UsageException($"unknown executor '{other}'; {NearestName.Hint(other, Names)}"),
    };
}
