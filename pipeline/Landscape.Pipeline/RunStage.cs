using System.Diagnostics;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Landscape.Pipeline;

/// <summary>
/// The MSBuild task behind a stage project's run face. MSBuild brings the upstream results and runs independent stages in parallel;
/// what is fresh is decided here and never by a timestamp.
/// </summary>
public sealed class RunStage : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource cancellation = new();

    /// <summary>The root of the clone.</summary>
    [Required]
    public string RepositoryRoot { get; set; } = "";

    /// <summary>The configuration's name.</summary>
    [Required]
    public string Config { get; set; } = "";

    /// <summary>How many threads a stage may use.</summary>
    [Required]
    public int Threads { get; set; }

    /// <summary>How many shards a long activity is cut into, at most.</summary>
    [Required]
    public int Shards { get; set; }

    /// <summary>Where shards are computed.</summary>
    [Required]
    public string Executor { get; set; } = "";

    /// <summary>The process that started the run; the stage is stopped when it is gone.</summary>
    [Required]
    public int Owner { get; set; }

    /// <summary>The stage's csproj.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The upstream stages' <see cref="Result"/> items.</summary>
    public ITaskItem[] Upstream { get; set; } = [];

    /// <summary>The stage's name, with its store folder in the metadata <c>Folder</c>.</summary>
    [Output]
    public ITaskItem? Result { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        var repository = new Repository(RepositoryRoot);
        var stage = StageProject.Load(ProjectFile);
        using var watch = new Timer(_ => StopIfOwnerIsGone(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
        try
        {
            StopIfOwnerIsGone(); // or a chain of fresh stages would go on to its end
            cancellation.Token.ThrowIfCancellationRequested();
            var plan = Plan.OfRun(repository, Config);
            var runner = new StageRunner(repository, plan, new RunSettings(Threads, Shards, Executor), line => Log.LogMessage(MessageImportance.High, line));
            var (entry, result) = runner.Run(stage, UpstreamEntries(), cancellation.Token);
            result.Save(repository, Config);
            Result = new TaskItem(stage.Name, new Dictionary<string, string> { ["Folder"] = entry.Folder });
            return true;
        }
        catch (OperationCanceledException)
        {
            return Fail(repository, stage, "LP0002", "stopped");
        }
        catch (Exception e) when (e is PipelineException or IOException or UnauthorizedAccessException)
        {
            return Fail(repository, stage, "LP0001", e.Message);
        }
    }

    /// <inheritdoc/>
    public void Cancel() => cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose() => cancellation.Dispose();

    private Dictionary<string, StoreEntry> UpstreamEntries() => Upstream.ToDictionary(
        u => u.ItemSpec,
        u => new StoreEntry(u.GetMetadata("Folder"), Manifest.Load(u.GetMetadata("Folder"))),
        StringComparer.Ordinal);

    private bool Fail(Repository repository, StageProject stage, string code, string reason)
    {
        Log.LogError(null, code, null, null, 0, 0, 0, 0, $"stage {stage.Name} failed: {reason}");
        try
        {
            new StageResult(stage.Name, code == "LP0002" ? "stopped" : "failed", "", 0, [reason]).Save(repository, Config);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk, mostly, and the reason of the failure too, which is said: a stage without a result counts as one that did not run.
            Log.LogWarning($"the summary will not know of it: {e.Message}");
        }

        return false;
    }

    private void StopIfOwnerIsGone()
    {
        try
        {
            using var owner = Process.GetProcessById(Owner);
        }
        catch (ArgumentException)
        {
            cancellation.Cancel();
        }
    }
}
