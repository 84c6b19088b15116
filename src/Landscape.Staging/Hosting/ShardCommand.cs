using System.Globalization;
using System.Runtime.InteropServices;

namespace Landscape.Staging.Hosting;

/// <summary>
/// <c>shard</c>: makes one shard of a stage, in a process of its own, on any machine that sees the repository. It ends with 0 if the shard is kept, by whomever;
/// what stands in the way is told in one line, an exit code and a record beside the shards.
/// </summary>
internal static class ShardCommand
{
    /// <summary>Runs the command; it ends early on SIGTERM and SIGINT. Standard input is not looked at: a queue gives none.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine([.. arguments.Skip(1)], "--activity", "--shard", "--attempt", "--threads");
        var request = RunRequest.Read(arguments is [var path, ..] ? path : throw new UsageException("expected: shard <request.json> --activity NAME --shard NAME --attempt N"));
        var task = new ShardTask(line.One("--activity"), line.One("--shard"), Number("--attempt", line.One("--attempt")));
        var threads = line.All("--threads") is [var text] ? Number("--threads", text) : request.Threads;
        using var work = PartialFolder.In(Path.Combine(Path.GetTempPath(), "landscape"), task.Shard);
        return Run(request with { Output = work.Path, Threads = threads, Log = ShardRequest.LogOf(request, task.Activity, task.Shard, task.Attempt) }, task, work);
    }

    private static int Run(RunRequest request, ShardTask task, PartialFolder work)
    {
        using var process = new HostProcess(request);
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            process.Stop(work.Dispose);
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        PartialFolder.Sweep(Path.GetDirectoryName(work.Path)!, TimeProvider.System.GetUtcNow());
        return process.Run((log, cancellation) => StageRun.ExecuteShard(request, task, log, TimeProvider.System, cancellation), failure => Record(request, task, failure));
    }

    private static void Record(RunRequest request, ShardTask task, Exception failure)
    {
        var items = failure is StageItemException { Failures: var failed } ? failed.Select(item => new FailedItem(item.Item, OneLine.Of(item.Cause))) : [];
        var folder = Path.Combine(request.Shards, ShardStore.FolderName(task.Activity));
        new ShardFailures(folder).Write(new ShardFailure(task.Shard, task.Attempt, OneLine.Of(failure), [.. items], request.Log));
    }

    private static int Number(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new UsageException($"{name} {text}: expected a whole number of at least 1");
}
