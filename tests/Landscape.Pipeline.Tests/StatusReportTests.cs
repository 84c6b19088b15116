namespace Landscape.Pipeline.Tests;

/// <summary>Status without the code: what the run lock and the store say, nothing built, nobody waited for.</summary>
public sealed class StatusReportTests : IDisposable
{
    private readonly TemporaryRepository clone = new();

    public StatusReportTests()
    {
        clone.Write("LandscapePipeline.sln", "");
        clone.Run();
    }

    public void Dispose() => clone.Dispose();

    [Fact]
    public void Where_the_code_is_not_built_that_is_the_state_and_sound_results_are_told()
    {
        var answer = Status();
        Assert.Equal(Answer.NotFresh, answer.ExitCode);
        Assert.Equal(["unbuilt", "unbuilt"], States(answer));
        Assert.False((bool)answer.Json["built"]!);
        Assert.Contains("  train      unbuilt   the sources changed since the last build; the latest run's result is sound", answer.Lines);
    }

    [Fact]
    public void Damage_and_absence_are_seen_without_the_code()
    {
        var run = RunLock.Load(clone.Repository, "small")!;
        TemporaryRepository.Overwrite(clone.Repository.Absolute(run.Stages["train"].Path + "/runs.parquet"), "other");
        Store.Delete(clone.Repository.Absolute(run.Stages["generate"].Path));
        Assert.Equal(["missing", "damaged"], States(Status()));
    }

    [Fact]
    public void A_run_in_progress_is_not_waited_for_and_its_stage_is_running()
    {
        using var held = RepositoryLock.Acquire(clone.Repository, _ => { }, CancellationToken.None);
        using var mark = RunInProgress.Begin(clone.Repository, "small", clone.Graph.Stages);
        AtomicFile.Write(StageHost.RequestFile(clone.Repository, "small", "train"), "{}");
        clone.Write("artifacts/.state/logs/small/train.log", "2026-11-22T02:00:00.000+00:00 INF train: training runs: 3 of 10\n2026-11-22T02:00:01.000+00:00 DBG more\n");
        var answer = Status();
        Assert.Equal(["unbuilt", "running"], States(answer));
        Assert.Equal($"process {Environment.ProcessId} runs small", answer.Lines[0]);
        Assert.EndsWith("train: training runs: 3 of 10", answer.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_of_the_run_shows_every_state_as_a_word()
    {
        Status();
        var svg = File.ReadAllText(Path.Combine(clone.Repository.RunFolder("small"), PipelinePicture.FileName));
        Assert.Equal(2, svg.Split(">unbuilt</text>").Length - 1);
        Assert.Contains("made in 1.50 s", svg, StringComparison.Ordinal);
        _ = System.Xml.Linq.XDocument.Parse(svg);
    }

    [Fact]
    public void The_picture_of_a_run_shows_what_failed_and_what_was_not_reached()
    {
        PipelinePicture.Draw(clone.Repository, "small", clone.Graph.Stages, [new("generate", "failed", "", 2.5, ["broken"]), null]);
        var svg = File.ReadAllText(Path.Combine(clone.Repository.RunFolder("small"), PipelinePicture.FileName));
        Assert.Contains(">failed</text>", svg, StringComparison.Ordinal);
        Assert.Contains(">2.50 s</text>", svg, StringComparison.Ordinal);
        Assert.Contains(">not run</text>", svg, StringComparison.Ordinal);
    }

    private Answer Status() => new StatusReport(clone.Repository).Status(["small"], null, CancellationToken.None);

    private static IEnumerable<string> States(Answer answer) => answer.Json["configs"]![0]!["stages"]!.AsArray().Select(s => (string)s!["state"]!);
}
