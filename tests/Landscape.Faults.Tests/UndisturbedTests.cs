namespace Landscape.Faults.Tests;

[Collection("faults")]
public sealed class UndisturbedTests(Undisturbed undisturbed)
{
    [Fact]
    public void A_run_without_faults_leaves_the_bytes_that_all_others_are_compared_with()
    {
        undisturbed.Run();
        Assert.True(undisturbed.IsRight());
        Assert.Contains(undisturbed.Bytes.Keys, f => f.EndsWith("run.lock.json", StringComparison.Ordinal));
        Assert.Contains(undisturbed.Bytes.Keys, f => f.EndsWith("report/index.html", StringComparison.Ordinal));
        Assert.Contains(undisturbed.Bytes.Keys, f => f.EndsWith("claims.parquet", StringComparison.Ordinal));
    }
}
