namespace Landscape.Pipeline.Tests;

/// <summary>Verify names every damage of a run and changes nothing.</summary>
public sealed class VerificationTests : IDisposable
{
    private readonly TemporaryRepository clone = new();

    public VerificationTests() => clone.Run();

    public void Dispose() => clone.Dispose();

    [Fact]
    public void A_sound_run_is_counted_in_files_and_bytes()
    {
        var answer = Verify();
        Assert.Equal(0, answer.ExitCode);
        // nodes.parquet holds "nodes" (5 bytes), runs.parquet "runs" (4), traces.parquet "traces" (6).
        Assert.Equal((2, 3, 3, 15L), ((int)answer.Json["stages"]!, (int)answer.Json["tables"]!, (int)answer.Json["files"]!, (long)answer.Json["bytes"]!));
        Assert.Empty(answer.Json["unrecorded"]!.AsArray());
    }

    [Fact]
    public void Every_damage_is_named_at_once()
    {
        var (generate, train) = (Folder("generate"), Folder("train"));
        TemporaryRepository.Overwrite(Path.Combine(generate, "nodes.parquet"), "nodeS");
        TemporaryRepository.Overwrite(Path.Combine(train, "runs.parquet"), "ru");
        File.Delete(Path.Combine(train, "traces.parquet"));
        File.WriteAllText(Path.Combine(train, "notes.txt"), "mine");
        var answer = Verify();
        Assert.Equal(1, answer.ExitCode);
        string[] expected =
        [
            "notes.txt does not belong to the result",
            "nodes.parquet was edited: its SHA-256 is not that of the manifest",
            "runs.parquet was edited: truncated to 2 of 4 bytes",
            "traces.parquet is missing",
        ];
        Assert.Equal(expected, answer.Lines.SkipLast(1).Select(l => l[(l.LastIndexOf('/') + 1)..]));
    }

    [Fact]
    public void An_edited_manifest_is_found_by_the_hash_recorded_elsewhere()
    {
        var manifest = Path.Combine(Folder("train"), Manifest.FileName);
        TemporaryRepository.Overwrite(manifest, File.ReadAllText(manifest).Replace("\"durationSeconds\":1.5", "\"durationSeconds\":0.5", StringComparison.Ordinal));
        Assert.Contains("manifest.json was edited", Verify().Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_recorded_hashes_the_manifests_are_said_to_be_unrecorded()
    {
        Store.Delete(clone.Store.Ledgers);
        var answer = Verify();
        Assert.Equal(0, answer.ExitCode);
        Assert.Equal(2, answer.Json["unrecorded"]!.AsArray().Count);
    }

    [Fact]
    public void A_lock_that_mixes_results_of_two_runs_is_refused()
    {
        var mixed = RunLock.Load(clone.Repository, "small")!.Stages["generate"];
        clone.Plan = clone.Plan with { Seed = 8 };
        clone.Run("other");
        var run = RunLock.Load(clone.Repository, "small")!;
        new RunLock(run.Config, run.Seed, new Dictionary<string, LockedStage>(run.Stages) { ["generate"] = mixed }).Save(clone.Repository);
        Assert.Contains(Verify().Lines, l => l.EndsWith("was made from another generate/nodes than the run lock has", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_entry_and_a_missing_lock_are_named()
    {
        Store.Delete(Folder("generate"));
        Assert.Matches("^artifacts/store/generate/[0-9a-f]{64} is missing$", Verify().Lines[0]);
        File.Delete(clone.Repository.RunLock("small"));
        Assert.Contains("run.lock.json is missing", Assert.Throws<PipelineException>(Verify).Message, StringComparison.Ordinal);
    }

    private Answer Verify() => new Verification(clone.Repository, _ => { }).Verify("small");

    private string Folder(string stage) => clone.Repository.Absolute(RunLock.Load(clone.Repository, "small")!.Stages[stage].Path);
}
