namespace Landscape.Stages.Tests;

[Collection("baseline")]
public sealed class DeterminismTests(Baseline baseline)
{
    [Fact]
    public void A_run_in_another_folder_with_one_thread_gives_the_same_bytes()
    {
        using var other = new Clone();
        baseline.Clone.Succeed("--config=smoke");
        other.Succeed("--config=smoke", "--jobs=1");
        var (here, there) = (baseline.Clone.Results("smoke"), other.Results("smoke"));
        Assert.Contains(here.Keys, f => f.EndsWith(".parquet", StringComparison.Ordinal));
        Assert.Contains(here.Keys, f => f.EndsWith(".png", StringComparison.Ordinal));
        Assert.Contains(here.Keys, f => f.EndsWith(".pdf", StringComparison.Ordinal));
        Assert.Equal(here, there);
    }
}
