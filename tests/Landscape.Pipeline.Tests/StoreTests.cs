namespace Landscape.Pipeline.Tests;

public sealed class StoreTests : IDisposable
{
    private readonly TemporaryRepository clone = new();
    private readonly StageProject stage;
    private readonly Ingredients ingredients;

    public StoreTests()
    {
        stage = clone.Graph["generate"];
        ingredients = clone.Decide()[0].Decision.Ingredients!;
    }

    private string Fingerprint => ingredients.Fingerprint();

    public void Dispose() => clone.Dispose();

    [Fact]
    public void A_result_in_the_making_is_not_found()
    {
        TemporaryRepository.FillResult(clone.Store.Begin(stage.Name, Fingerprint), stage, ingredients);
        Assert.Equal(new StoreLookup(null, null), clone.Store.Find(stage.Name, Fingerprint));
    }

    [Fact]
    public void A_committed_result_is_found_and_leaves_no_temporary_folder()
    {
        var entry = clone.Commit(stage, ingredients);
        Assert.Equal(entry.Folder, clone.Store.Find(stage.Name, Fingerprint).Entry?.Folder);
        Assert.Equal([entry.Folder], Directory.GetDirectories(Path.GetDirectoryName(entry.Folder)!));
    }

    [Fact]
    public void A_committed_result_is_read_only()
    {
        var entry = clone.Commit(stage, ingredients);
        Assert.All(Directory.GetFiles(entry.Folder), f => Assert.True(File.GetAttributes(f).HasFlag(FileAttributes.ReadOnly)));
    }

    [Fact]
    public void Of_two_equal_results_the_first_is_kept()
    {
        var first = clone.Commit(stage, ingredients, "first");
        var second = clone.Commit(stage, ingredients, "second");
        Assert.Equal(first.Folder, second.Folder);
        Assert.Equal("nodesfirst", File.ReadAllText(Path.Combine(second.Folder, "nodes.parquet")));
        Assert.Single(Directory.GetDirectories(Path.GetDirectoryName(first.Folder)!));
    }

    [Fact]
    public void A_result_without_all_it_names_is_not_committed()
    {
        var temporary = clone.Store.Begin(stage.Name, Fingerprint);
        TemporaryRepository.FillResult(temporary, stage, ingredients);
        File.Delete(Path.Combine(temporary, "nodes.parquet"));
        var refused = Assert.Throws<PipelineException>(() => clone.Store.Commit(stage.Name, Fingerprint, temporary));
        Assert.Contains("nodes.parquet is missing", refused.Message, StringComparison.Ordinal);
        Assert.Equal(new StoreLookup(null, null), clone.Store.Find(stage.Name, Fingerprint));
    }

    [Theory]
    [InlineData("nodes.parquet", "nodes.parquet was edited")]
    [InlineData("manifest.json", "manifest.json is not readable")]
    public void An_edited_file_is_damage(string file, string damage)
    {
        var entry = clone.Commit(stage, ingredients);
        TemporaryRepository.Overwrite(Path.Combine(entry.Folder, file), "other");
        AssertDamaged(damage);
    }

    [Theory]
    [InlineData("nodes.parquet")]
    [InlineData("manifest.json")]
    public void A_deleted_file_is_damage(string file)
    {
        var entry = clone.Commit(stage, ingredients);
        File.Delete(Path.Combine(entry.Folder, file));
        AssertDamaged($"{file} is missing");
    }

    [Fact]
    public void A_manifest_edited_where_no_hash_looks_is_damage()
    {
        var manifest = Path.Combine(clone.Commit(stage, ingredients).Folder, "manifest.json");
        TemporaryRepository.Overwrite(manifest, File.ReadAllText(manifest).Replace("1.5", "2.5", StringComparison.Ordinal));
        AssertDamaged("manifest.json was edited");
    }

    /// <summary>Bookkeeping may be deleted, and results be copied without it.</summary>
    [Fact]
    public void A_manifest_edited_where_no_hash_looks_is_damage_without_the_ledger_too()
    {
        var manifest = Path.Combine(clone.Commit(stage, ingredients).Folder, "manifest.json");
        Directory.Delete(clone.Store.Ledgers, recursive: true);
        Assert.NotNull(clone.Store.Find(stage.Name, Fingerprint).Entry);
        TemporaryRepository.Overwrite(manifest, File.ReadAllText(manifest).Replace("1.5", "2.5", StringComparison.Ordinal));
        AssertDamaged("manifest.json was edited");
    }

    [Fact]
    public void A_result_that_was_replaced_by_another_one_sound_in_itself_is_damage()
    {
        var entry = clone.Commit(stage, ingredients, "first");
        var ledger = File.ReadAllText(Path.Combine(clone.Store.Ledgers, stage.Name, Fingerprint));
        Store.Delete(entry.Folder);
        clone.Commit(stage, ingredients, "second");
        clone.Write(clone.Repository.Relative(Path.Combine(clone.Store.Ledgers, stage.Name, Fingerprint)), ledger);
        AssertDamaged("manifest.json was replaced");
    }

    [Fact]
    public void A_file_in_place_of_a_result_is_damage()
    {
        clone.Write(clone.Repository.Relative(clone.Store.Folder(stage.Name, Fingerprint)), "");
        AssertDamaged("is a file");
        Store.Delete(clone.Store.Folder(stage.Name, Fingerprint));
        Assert.NotNull(clone.Commit(stage, ingredients));
    }

    [Fact]
    public void A_result_under_the_name_of_another_is_damage()
    {
        var entry = clone.Commit(stage, ingredients);
        var other = ingredients with { Seed = 99 };
        Directory.Move(entry.Folder, clone.Store.Folder(stage.Name, other.Fingerprint()));
        var found = clone.Store.Find(stage.Name, other.Fingerprint());
        Assert.Null(found.Entry);
        Assert.Equal("manifest.json is of another fingerprint", found.Damage);
    }

    /// <summary>Killed before the last step of a commit, which is the rename: at no moment there is an entry that the ledger does not vouch for.</summary>
    [Fact]
    public void The_ledger_vouches_for_a_manifest_before_the_entry_appears()
    {
        var temporary = clone.Store.Begin(stage.Name, Fingerprint);
        TemporaryRepository.FillResult(temporary, stage, ingredients);
        clone.Write($"artifacts/store/{stage.Name}/{Fingerprint}", "a file in the way of the rename");
        Assert.ThrowsAny<IOException>(() => clone.Store.Commit(stage.Name, Fingerprint, temporary));
        Assert.Equal(ContentHash.OfFile(Path.Combine(temporary, Manifest.FileName)), File.ReadAllText(Path.Combine(clone.Store.Ledgers, stage.Name, Fingerprint)));
    }

    [Fact]
    public void The_sweep_deletes_what_killed_processes_leave_and_nothing_else()
    {
        var entry = clone.Commit(stage, ingredients);
        var temporary = clone.Store.Begin(stage.Name, (ingredients with { Seed = 99 }).Fingerprint());
        const string RunFile = "artifacts/runs/small/run.lock.json";
        clone.Write(RunFile, "in place");
        string[] leftovers = [RunFile + ".77.tmp", "artifacts/runs/small/report.new/index.html", "artifacts/runs/small/report.old/index.html", "artifacts/.state/manifests/train/x.77.tmp"];
        leftovers.ToList().ForEach(f => clone.Write(f, "half"));
        new Leftovers(clone.Repository, "small").Sweep();
        Assert.False(Directory.Exists(temporary));
        Assert.DoesNotContain(leftovers, f => File.Exists(clone.Repository.Absolute(f)));
        Assert.Equal("in place", File.ReadAllText(clone.Repository.Absolute(RunFile)));
        Assert.NotNull(clone.Store.Find(stage.Name, entry.Manifest.Fingerprint).Entry);
    }

    private void AssertDamaged(string damage)
    {
        var found = clone.Store.Find(stage.Name, Fingerprint);
        Assert.Null(found.Entry);
        Assert.Contains(damage, found.Damage, StringComparison.Ordinal);
    }
}
