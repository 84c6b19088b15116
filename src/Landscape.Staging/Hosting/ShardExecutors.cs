using Landscape.Artifacts;

namespace Landscape.Staging.Hosting;

/// <summary>The executors by name.</summary>
internal static class ShardExecutors
{
    /// <summary>The executor that a request names; null for the one that computes in this process.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static IShardExecutor? Of(RunRequest request) => request.Executor == RunRequest.LocalExecutor
        ? null
        : throw new UsageException($"unknown executor '{request.Executor}'; {NearestName.Hint(request.Executor, [RunRequest.LocalExecutor])}");
}
