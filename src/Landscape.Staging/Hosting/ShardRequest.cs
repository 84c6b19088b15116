namespace Landscape.Staging.Hosting;

/// <summary>The files that a run and the workers of its shards share.</summary>
internal static class ShardRequest
{
    /// <summary>The request that workers read, beside the shards. The one that the orchestration wrote is replaced by its next run, while workers may still wait in a queue.</summary>
    public static string FileOf(RunRequest request) => Path.Combine(request.Shards, "request.json");

    /// <summary>Where the workers' logs of an activity stand.</summary>
    public static string LogFolder(RunRequest request, string activity) =>
        Path.Combine(Path.ChangeExtension(request.Log, null), ShardStore.FolderName(activity));

    /// <summary>The log of an attempt.</summary>
    public static string LogOf(RunRequest request, string activity, string shard, int attempt) =>
        Path.Combine(LogFolder(request, activity), $"{shard}.attempt-{attempt}.log");

    /// <summary>
    /// Writes the request for workers. Two requests of one fingerprint mean the same; the latest names the paths that are in use now.
    /// </summary>
    public static void Write(RunRequest request)
    {
        Directory.CreateDirectory(request.Shards);
        using var partial = PartialFolder.In(request.Shards, "request");
        var file = Path.Combine(partial.Path, "request.json");
        File.WriteAllBytes(file, request.ToBytes());
        File.Move(file, FileOf(request), overwrite: true);
    }
}
