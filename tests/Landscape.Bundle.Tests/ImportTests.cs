namespace Landscape.Bundle.Tests;

/// <summary>A colleague goes on from a bag.</summary>
[Collection("published")]
public sealed class ImportTests(Published published)
{
    [Fact]
    public void An_imported_run_is_fresh_and_a_part_of_one_is_completed_to_the_same_bytes()
    {
        var before = published.Clone.Results(Published.Config);
        var kept = published.Clone.Root + ".kept";
        Published.Shell(published.Clone.Root, $"mv artifacts '{kept}' && mkdir -p artifacts/.state && cp '{kept}'/.state/built-run '{kept}'/.state/tools-restored artifacts/.state");
        try
        {
            var whole = published.Clone.Succeed("--target=Import", $"--bag={Path.Combine(kept, "bundles", Path.GetFileName(published.Tar))}.gz");
            Assert.Matches(@"tiny: imported \d+ stages", whole.Text);
            Assert.Matches("(?m)^  generate +fresh", whole.Text);
            Assert.Matches("(?m)^  report +fresh", whole.Text);
            Assert.Equal(before, published.Clone.Results(Published.Config));

            Published.Shell(published.Clone.Root, "chmod -R u+w artifacts/store && rm -r artifacts/store");
            var part = published.Clone.Succeed("--target=Import", $"--bag={published.Bag}", "--before=spectra");
            Assert.Matches("(?m)^  spectra +missing", part.Text);
            var rerun = published.Clone.Succeed($"--config={Published.Config}");
            Assert.Equal("spectra classify report", rerun.In("ran"));
            Assert.Equal(before, published.Clone.Results(Published.Config));
        }
        finally
        {
            Published.Shell(published.Clone.Root, $"chmod -R u+w artifacts && rm -r artifacts && mv '{kept}' artifacts");
        }
    }

    [Fact]
    public void A_damaged_bag_is_refused_whole()
    {
        var bag = published.SmallBag("import");
        File.AppendAllText(Path.Combine(bag, "data", "plan.json"), " ");
        var outcome = published.Clone.Run("--target=Import", $"--bag={bag}");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("data/plan.json was changed", outcome.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--bag=no-such-file.tar", 2, "no such file or folder")]
    [InlineData("--bag=docs", 1, "is no unpacked bundle")]
    [InlineData("--bag=README.md", 1, "is no tar")]
    public void What_is_no_bag_is_refused(string argument, int exitCode, string message)
    {
        var outcome = published.Clone.Run("--target=Import", argument);
        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(message, outcome.Text, StringComparison.Ordinal);
    }
}
