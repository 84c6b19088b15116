namespace Landscape.Pipeline.Tests;

/// <summary>The run lock, the receipt and the published report.</summary>
public sealed class RunRecordTests : IDisposable
{
    private readonly TemporaryRepository clone = new();

    public void Dispose() => clone.Dispose();

    [Fact]
    public void The_run_lock_has_the_format_of_the_contract()
    {
        var tables = new Dictionary<string, LockedTable> { ["runs"] = new("runs.parquet", "ab", 3) };
        new RunLock("small", 7, new Dictionary<string, LockedStage> { ["train"] = new("f1", "artifacts/store/train/f1", tables) }).Save(clone.Repository);
        const string Expected = """
            {
              "config": "small",
              "seed": 7,
              "stages": {
                "train": {
                  "fingerprint": "f1",
                  "path": "artifacts/store/train/f1",
                  "tables": {
                    "runs": {
                      "file": "runs.parquet",
                      "rows": 3,
                      "sha256": "ab"
                    }
                  }
                }
              }
            }

            """;
        Assert.Equal(Expected, File.ReadAllText(clone.Repository.RunLock("small")));
        Assert.Equal("f1", RunLock.Load(clone.Repository, "small")!.Stages["train"].Fingerprint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{ \"config\": \"small\" }")]
    public void A_run_lock_that_is_none_counts_as_no_run(string text)
    {
        clone.Write("artifacts/runs/small/run.lock.json", text);
        Assert.Null(RunLock.Load(clone.Repository, "small"));
    }

    [Fact]
    public void A_receipt_holds_until_a_file_or_the_sources_change()
    {
        clone.Write("data/a.csv", "1");
        var receipt = new Receipt(clone.Repository, "small", null);
        Assert.False(receipt.Holds());
        receipt.Write(SourceTree.Hash(clone.Repository, SourceTree.Files(clone.Repository, withTests: false)), [Hashed("data/a.csv"), Hashed("configs/small.yml")]);
        Assert.True(receipt.Holds());
        clone.Write("data/a.csv", "2");
        Assert.False(receipt.Holds());
        clone.Write("data/a.csv", "1");
        Assert.True(receipt.Holds());
        File.Delete(clone.Repository.Absolute("data/a.csv"));
        Assert.False(receipt.Holds());
        clone.Write("data/a.csv", "1");
        clone.Write("src/A.cs", "class A;");
        Assert.False(receipt.Holds());
    }

    /// <summary>Every cut and every flipped bit: what is left of a receipt could otherwise hold for less than the whole run.</summary>
    [Fact]
    public void A_damaged_receipt_or_that_of_another_run_never_holds()
    {
        clone.Write("data/a.csv", "1");
        clone.Write("data/b.csv", "2");
        var sources = SourceTree.Hash(clone.Repository, SourceTree.Files(clone.Repository, withTests: false));
        new Receipt(clone.Repository, "small", "train").Write(sources, [Hashed("data/a.csv"), Hashed("data/b.csv")]);
        var path = clone.Repository.Absolute("artifacts/.state/receipts/small.train");
        var whole = File.ReadAllBytes(path);
        var damaged = Enumerable.Range(0, whole.Length).SelectMany(i => new[] { whole[..i], [.. whole[..i], (byte)(whole[i] ^ 1), .. whole[(i + 1)..]] });
        foreach (var bytes in damaged)
        {
            File.WriteAllBytes(path, bytes);
            Assert.False(new Receipt(clone.Repository, "small", "train").Holds());
        }

        File.WriteAllBytes(path, whole);
        Assert.True(new Receipt(clone.Repository, "small", "train").Holds());
        File.Copy(path, clone.Repository.Absolute("artifacts/.state/receipts/small"));
        Assert.False(new Receipt(clone.Repository, "small", null).Holds());
    }

    [Fact]
    public void A_stage_result_that_was_damaged_counts_as_not_reached()
    {
        new StageResult("train", "ran", "f1", 1, ["why"]).Save(clone.Repository, "small");
        Assert.Equal("f1", StageResult.Load(clone.Repository, "small", "train")?.Fingerprint);
        var path = StageResult.FileOf(clone.Repository, "small", "train");
        File.WriteAllText(path, File.ReadAllText(path).Replace("f1", "f2", StringComparison.Ordinal));
        Assert.Null(StageResult.Load(clone.Repository, "small", "train"));
    }

    [Fact]
    public void The_published_report_is_the_result_of_the_report_stage_and_nothing_else()
    {
        var folder = Directory.CreateDirectory(clone.Repository.Absolute("result/figures")).Parent!.FullName;
        clone.Write("result/index.html", "page");
        clone.Write("result/figures/a.svg", "figure");
        clone.Write("artifacts/runs/small/report/old.html", "old");
        var files = new Dictionary<string, string> { ["index.html"] = ContentHash.OfText("page"), ["figures/a.svg"] = ContentHash.OfText("figure") };
        var entry = new StoreEntry(folder, new("f", clone.Decide()[0].Decision.Ingredients!, new Dictionary<string, StoredTable>(), files, 1));

        Assert.Equal(2, ReportPublisher.Damage(clone.Repository, "small", entry).Count);
        ReportPublisher.Publish(clone.Repository, "small", entry);
        Assert.Empty(ReportPublisher.Damage(clone.Repository, "small", entry));
        Assert.False(File.Exists(Path.Combine(clone.Repository.Report("small"), "old.html")));
        Assert.Single(Directory.GetDirectories(clone.Repository.RunFolder("small")));

        clone.Write("artifacts/runs/small/report/index.html", "edited");
        Assert.Equal(["artifacts/runs/small/report/index.html was edited"], ReportPublisher.Damage(clone.Repository, "small", entry));
    }

    private KeyValuePair<string, string> Hashed(string path) =>
        KeyValuePair.Create(clone.Repository.Absolute(path), ContentHash.OfFile(clone.Repository.Absolute(path)));
}
