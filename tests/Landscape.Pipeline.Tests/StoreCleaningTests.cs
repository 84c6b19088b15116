namespace Landscape.Pipeline.Tests;

/// <summary>Clean lists what no run needs, and never anything that a run references or a present configuration would use.</summary>
public sealed class StoreCleaningTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2126, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TemporaryRepository clone = new();

    public StoreCleaningTests() => clone.Run();

    public void Dispose() => clone.Dispose();

    [Fact]
    public void After_a_run_there_is_nothing_to_clean() => Assert.Empty(Find());

    [Fact]
    public void A_result_that_no_run_references_is_listed_and_deleted_with_what_is_recorded_about_it()
    {
        var old = clone.Decide()[1].Decision.Entry!;
        ChangeSteps("200");
        clone.Run();
        var unneeded = Assert.Single(Find());
        Assert.Equal(("result", clone.Repository.Relative(old.Folder)), (unneeded.Kind, unneeded.Path));
        Assert.Equal(new DirectoryInfo(old.Folder).GetFiles().Sum(f => f.Length), unneeded.Bytes);
        Assert.InRange(unneeded.Age.TotalDays, 1, 100 * 366); // made today, told from a century ahead

        Cleaning.Delete([unneeded]);
        Assert.False(Directory.Exists(old.Folder));
        Assert.False(clone.Store.HasLedger("train", old.Manifest.Fingerprint));
        Assert.All(clone.Decide(), d => Assert.Equal(Freshness.Fresh, d.Decision.Freshness));
    }

    [Fact]
    public void A_result_that_another_configuration_references_stays()
    {
        var first = clone.Plan;
        ChangeSteps("200");
        clone.Plan = clone.Plan with { Config = "other" };
        clone.Run();
        Assert.Empty(Cleaning.Find([first], clone.Graph)); // the plan of "other" is not asked: its run lock is enough
    }

    [Fact]
    public void What_a_stopped_run_finished_stays_because_the_next_run_uses_it()
    {
        File.Delete(clone.Repository.RunLock("small"));
        Assert.Empty(Find());
        Assert.Equal(2, Cleaning.Find([], clone.Graph).Count);
    }

    [Fact]
    public void Shards_stay_while_their_result_is_wanted_and_not_finished()
    {
        ChangeSteps("200");
        var wanted = clone.Decide()[1].Decision.Ingredients!.Fingerprint();
        clone.Write($"artifacts/.state/shards/train/{wanted}/runs/0.parquet", "kept");
        clone.Write($"artifacts/.state/shards/train/{new string('a', 64)}/runs/0.parquet", "old");
        var unneeded = Assert.Single(Find());
        Assert.Equal(("shards", $"artifacts/.state/shards/train/{new string('a', 64)}", 3L), (unneeded.Kind, unneeded.Path, unneeded.Bytes));
        Assert.Empty(Cleaning.Find([clone.Plan, null], clone.Graph)); // a configuration that cannot be planned may want any shard

        clone.Run();
        Assert.Contains(Find(), l => l.Path.EndsWith(wanted, StringComparison.Ordinal) && l.Why == "the result is finished");
    }

    [Fact]
    public void Below_a_stage_that_has_to_run_no_shard_is_given_up()
    {
        clone.Plan = clone.Plan with { Seed = 8 };
        clone.Write($"artifacts/.state/shards/train/{new string('a', 64)}/runs/0.parquet", "may be wanted");
        Assert.Empty(Find());
    }

    [Fact]
    public void Temporary_folders_are_listed()
    {
        Directory.CreateDirectory(clone.Repository.Absolute("artifacts/store/train/.tmp-0123"));
        Directory.CreateDirectory(clone.Repository.Report("small") + ".old");
        Assert.Equal(["artifacts/store/train/.tmp-0123", "artifacts/runs/small/report.old"], Find().Select(l => l.Path));
    }

    [Fact]
    public void An_unreadable_run_lock_stops_the_cleaning()
    {
        File.WriteAllText(clone.Repository.RunLock("small"), "{");
        Assert.Contains("run.lock.json is not readable", Assert.Throws<PipelineException>(() => Find()).Message, StringComparison.Ordinal);
    }

    private StoreCleaning Cleaning => new(clone.Repository, Now);

    private IReadOnlyList<Unneeded> Find() => Cleaning.Find([clone.Plan], clone.Graph);

    private void ChangeSteps(string steps) => clone.Plan = clone.Plan with
    {
        Stages = new Dictionary<string, StagePlan>(clone.Plan.Stages) { ["train"] = TemporaryRepository.StagePlan("train.steps", steps) },
    };
}
