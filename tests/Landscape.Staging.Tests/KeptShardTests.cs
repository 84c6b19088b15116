using Landscape.Artifacts;

namespace Landscape.Staging.Tests;

/// <summary>What a stopped run leaves, and what the next one makes of it.</summary>
public sealed class KeptShardTests : IDisposable
{
    private const int Items = 640;
    private readonly HostFixture host = new();

    /// <summary>Every look at this clock finds a minute gone: an activity counts as long from its first item on.</summary>
    private sealed class MinuteAfterMinute : TimeProvider
    {
        private long minutes;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => 60 * Interlocked.Increment(ref minutes);
    }

    // 640 items make 64 shards of ten.
    private string ShardFolder => Path.Combine(host.Folder, "shards", "kept-sums");

    [Fact]
    public void The_run_after_a_failure_computes_the_failed_shard_alone_and_ends_with_the_bytes_of_an_undisturbed_one()
    {
        var failure = Assert.Throws<StageItemException>(() => Run($$"""{"count": {{Items}}, "mode": "keep", "fail": [17]}"""));
        Assert.Equal(["sum 17"], failure.Items);
        Assert.Equal(63, Directory.GetDirectories(ShardFolder).Length);
        Assert.False(Directory.Exists(Path.Combine(ShardFolder, "10-19-of-640")));
        host.ClearOutput();
        var resumed = Run(Kept()).Tables["sums"];
        Assert.Contains(host.Lines, line => line.Contains("630 of 640 were finished by an earlier run", StringComparison.Ordinal));
        Assert.Contains(host.Lines, line => line.StartsWith("toy: kept sums: 10 of 10", StringComparison.Ordinal));
        Assert.Equal(Undisturbed(), resumed);
    }

    [Theory]
    [InlineData("sums.parquet", true)]
    [InlineData("sums.parquet", false)]
    [InlineData("shard.json", true)]
    [InlineData("shard.json", false)]
    public void A_damaged_shard_is_named_and_computed_again(string file, bool truncated)
    {
        Run(Kept());
        host.ClearOutput();
        Damage(Path.Combine(ShardFolder, "100-109-of-640", file), truncated);
        var resumed = Run(Kept()).Tables["sums"];
        Assert.Contains(host.Lines, line => line.Contains("shard 100-109-of-640 of an earlier run is damaged and not used", StringComparison.Ordinal));
        Assert.Contains(host.Lines, line => line.Contains("630 of 640 were finished", StringComparison.Ordinal));
        Assert.Equal(Undisturbed(), resumed);
    }

    [Fact]
    public void What_is_done_within_seconds_is_not_kept()
    {
        host.Run(host.Request("""{"count": 20, "mode": "keep"}"""));
        Assert.False(Directory.Exists(ShardFolder));
    }

    public void Dispose() => host.Dispose();

    private static string Kept() => $$"""{"count": {{Items}}, "mode": "keep"}""";

    // Another fixture, no shards, an ordinary clock and the plain loop.
    private static TableEntry Undisturbed()
    {
        using var other = new HostFixture();
        return other.Run(other.Request($$"""{"count": {{Items}}}""")).Tables["sums"];
    }

    private StageManifest Run(string options) => host.Run(host.Request(options), time: new MinuteAfterMinute());

    private static void Damage(string path, bool truncated)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, truncated ? bytes[..(bytes.Length / 2)] : bytes);
    }
}
