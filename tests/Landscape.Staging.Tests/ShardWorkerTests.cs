using System.Collections.Concurrent;
using System.Diagnostics;
using Landscape.Artifacts;
using Landscape.Staging.Hosting;
using Serilog.Core;

namespace Landscape.Staging.Tests;

/// <summary>Shards that are made by processes of their own, and what the run that asked for them believes.</summary>
public sealed class ShardWorkerTests : IDisposable
{
    private const string Activity = "kept sums";
    private readonly HostFixture host = new();

    // 20 items in shards of five.
    private const int ShardCount = 4;
    private const string First = "0-4-of-20";
    private const string Last = "15-19-of-20";

    /// <summary>Makes every shard by a worker inside this process, unless a test says otherwise.</summary>
    private sealed class Workers(Action<ShardOrder, Shard>? make = null) : IShardExecutor
    {
        public ConcurrentQueue<(string Activity, string Shard)> Made { get; } = [];

        public IReadOnlyDictionary<Shard, string> Make(ShardOrder order)
        {
            foreach (var shard in order.Missing)
            {
                Made.Enqueue((order.Activity, shard.Name));
                (make ?? Work)(order, shard);
                order.Done(shard);
            }

            return new Dictionary<Shard, string>();
        }

        public static void Work(ShardOrder order, Shard shard) => ShardWorkerTests.Work(RunRequest.Read(order.RequestFile), order.Activity, shard.Name, 1);
    }

    private string ShardFolder => Path.Combine(host.Folder, "shards", "kept-sums");

    [Fact]
    public void Shards_of_workers_give_the_bytes_of_a_run_in_one_process()
    {
        var request = Request("""{"mode": "keep"}""");
        var workers = new Workers();
        Assert.Equal(InOneProcess("""{"mode": "plain"}"""), host.Run(request, executor: workers).Tables["sums"]);
        Assert.Equal([(Activity, First), (Activity, "5-9-of-20"), (Activity, "10-14-of-20"), (Activity, Last)], workers.Made);
        Assert.Contains(host.Lines, line => line.StartsWith("toy: kept sums: 20 of 20 (100 %)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_worker_of_a_later_activity_takes_the_earlier_one_from_its_shards()
    {
        const string Twice = """{"mode": "keep-twice"}""";
        var workers = new Workers();
        Assert.Equal(InOneProcess(Twice), host.Run(Request(Twice), executor: workers).Tables["sums"]);
        Assert.Equal(2 * ShardCount, workers.Made.Count);
        Directory.Delete(Path.Combine(ShardFolder, "0-19-of-20"), recursive: true); // a finished activity stands there as one shard too
        Work(Request(Twice), "kept differences", First, 1);
        Directory.Delete(Path.Combine(ShardFolder, "5-9-of-20"), recursive: true);
        var failure = Assert.Throws<UsageException>(() => Work(Request(Twice), "kept differences", First, 1));
        Assert.Equal("kept sums, which come before kept differences: shard 5-9-of-20 is missing", failure.Message);
    }

    [Fact]
    public void A_worker_process_needs_a_request_a_name_and_a_number_and_leaves_nothing_but_the_shard()
    {
        var file = host.Write(Request("""{"mode": "keep"}"""));
        var (exitCode, output, error) = HostFixture.RunShard(file, Activity, Last, 3);
        Assert.Equal((0, 0), (exitCode, error.Length));
        Assert.StartsWith("toy: kept sums: 5 of 5 (100 %)", Assert.Single(output), StringComparison.Ordinal);
        Assert.Equal([Last], Directory.EnumerateFileSystemEntries(ShardFolder).Select(path => Path.GetFileName(path)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(host.Output));
        Assert.True(File.Exists(Path.Combine(host.Folder, "logs", "toy", "kept-sums", $"{Last}.attempt-3.log")));
    }

    [Fact]
    public void A_second_attempt_at_a_finished_shard_computes_nothing_and_ends_well()
    {
        Work(Request("""{"mode": "keep"}"""), Activity, First, 1);
        // Its items would fail if they were computed.
        Work(Request("""{"mode": "keep", "fail": [0]}"""), Activity, First, 2);
        Assert.Equal(1, ShardReceipt.Read(Path.Combine(ShardFolder, First)).Attempt);
    }

    [Fact]
    public void Of_two_attempts_that_finish_at_the_same_moment_the_first_stays_and_both_end_well()
    {
        var (store, shard, outputs) = Outputs(scale: 1);
        var together = new Barrier(8);
        Parallel.ForEach(Enumerable.Range(1, 8), new ParallelOptions { MaxDegreeOfParallelism = 8 }, attempt =>
        {
            together.SignalAndWait(TimeSpan.FromSeconds(1)); // as many as the pool lets meet
            store.Save(shard, outputs, attempt);
        });
        Assert.Equal(outputs.SelectMany(o => o.Rows<NumberRow>()), store.Load(shard)!.SelectMany(o => o.Rows<NumberRow>()));
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.Combine(host.Folder, "store")));
    }

    [Fact]
    public void Two_attempts_with_different_rows_are_an_error_that_names_both_hashes()
    {
        var (store, shard, outputs) = Outputs(scale: 1);
        store.Save(shard, outputs, 1);
        var kept = ShardReceipt.Read(Path.Combine(host.Folder, "store", shard.Name)).Sha256["numbers"];
        var failure = Assert.Throws<NondeterministicShardException>(() => store.Save(shard, Outputs(scale: 2).Outputs, 2));
        Assert.StartsWith("shard 0-1-of-2 was computed twice with different results: numbers has SHA-256 ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(kept, failure.Message, StringComparison.Ordinal);
        Assert.Equal(kept, ShardReceipt.Read(Path.Combine(host.Folder, "store", shard.Name)).Sha256["numbers"]);
    }

    [Fact]
    public void A_failed_item_ends_a_worker_with_exit_code_3_and_a_record_that_the_run_repeats()
    {
        var request = Request("""{"mode": "keep", "fail": [17]}""");
        var workers = new Workers((order, shard) => HostFixture.RunShard(order.RequestFile, order.Activity, shard.Name, 1));
        var failure = Assert.Throws<StageItemException>(() => host.Run(request, executor: workers));
        Assert.Equal(["sum 17"], failure.Items);
        var log = Path.Combine(host.Folder, "logs", "toy", "kept-sums", $"{Last}.attempt-1.log");
        Assert.Equal($"1 of 20 kept sums failed: sum 17: told to fail at 17 (log {log})", failure.Message);
        Assert.Contains("   at Landscape.Staging.ToyStage.ToyStage.Sum", File.ReadAllText(log));
        Assert.True(File.Exists(Path.Combine(ShardFolder, $"{Last}.failed-1.json")));
        Assert.Equal(ShardCount - 1, Directory.GetDirectories(ShardFolder).Length);
    }

    [Fact]
    public void An_item_that_runs_out_of_memory_is_an_item_that_failed()
    {
        // The item asks for 1 GiB where 200 MiB (0xC800000) are allowed.
        var file = host.Write(Request("""{"mode": "keep", "exhaust": [3]}"""));
        var (exitCode, _, error) = HostFixture.RunShard(file, Activity, First, 1, ("DOTNET_GCHeapHardLimit", "0xC800000"));
        Assert.Equal(3, exitCode);
        Assert.StartsWith("toy: 1 of 5 kept sums failed: sum 3: OutOfMemoryException: ", Assert.Single(error), StringComparison.Ordinal);
        var record = new ShardFailures(ShardFolder).Latest(new Shard(0, 5, 20))!;
        Assert.Equal("sum 3", Assert.Single(record.Items).Item);
    }

    [Fact]
    public void An_executor_that_says_done_is_not_believed()
    {
        var request = Request("""{"mode": "keep"}""");
        var failure = Assert.Throws<StageItemException>(() => host.Run(request, executor: new Workers((_, _) => { })));
        Assert.Equal(20, failure.Items.Count);
        Assert.Contains($"sum 0: shard {First} was said to be finished and is not there (logs in {Path.Combine(host.Folder, "logs", "toy", "kept-sums")})", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shard_that_is_damaged_on_its_way_is_not_believed()
    {
        var request = Request("""{"mode": "keep"}""");
        var workers = new Workers((order, shard) =>
        {
            Workers.Work(order, shard);
            if (shard.Name == First)
            {
                File.AppendAllText(Path.Combine(ShardFolder, First, "sums.parquet"), "x");
            }
        });
        Assert.Equal(5, Assert.Throws<StageItemException>(() => host.Run(request, executor: workers)).Items.Count);
        Assert.Contains(host.Lines, line => line.Contains($"shard {First} of an earlier run is damaged and not used", StringComparison.Ordinal));
    }

    [Fact]
    public void A_worker_refuses_an_assembly_that_was_built_again()
    {
        var request = Request("""{"mode": "keep"}""");
        request.Ingredients["assemblies"]!["Landscape.Staging.ToyStage"] = new string('0', 64);
        var (exitCode, _, error) = HostFixture.RunShard(host.Write(request), Activity, First, 1);
        Assert.Equal(2, exitCode);
        Assert.Equal($"toy: {HostFixture.ToyAssembly} was built again since the run was planned; plan again", Assert.Single(error));
        Assert.Throws<UsageException>(() => host.Run(request));
    }

    [Fact]
    public void A_worker_refuses_a_damaged_input_that_it_reads_and_does_not_look_at_others()
    {
        var numbers = host.Numbers();
        File.AppendAllText(numbers.Path, "x");
        var request = Request("""{"mode": "keep"}""") with { Inputs = new Dictionary<string, RequestInput> { ["source/numbers"] = numbers } };
        Work(request, Activity, First, 1);
        Assert.Throws<DamagedInputException>(() => host.Run(request));
    }

    [Fact]
    public void An_activity_that_does_not_exist_is_named_with_those_that_do()
    {
        var request = Request("""{"mode": "keep"}""");
        host.Run(request, executor: new Workers());
        Assert.Equal(
            "stage toy has no kept activity 'kept sum'; expected kept sums; did you mean 'kept sums'?",
            Assert.Throws<UsageException>(() => Work(request, "kept sum", First, 1)).Message);
    }

    [Theory]
    [InlineData("0-4-of-21")]
    [InlineData("4-3-of-20")]
    [InlineData("15-20-of-20")]
    [InlineData("first")]
    public void A_shard_that_does_not_exist_is_refused(string shard) => Assert.Equal(
        $"'{shard}' is no shard of the 20 kept sums; expected first-last-of-20",
        Assert.Throws<UsageException>(() => Work(Request("""{"mode": "keep"}"""), Activity, shard, 1)).Message);

    [Fact]
    public void What_a_killed_worker_leaves_is_swept_when_its_process_is_dead_and_never_before()
    {
        Directory.CreateDirectory(ShardFolder);
        using var dead = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, "--version") { RedirectStandardOutput = true })!;
        dead.WaitForExit();
        string Partial(string node, int process) => Directory.CreateDirectory(Path.Combine(ShardFolder, $".partial-{node}~{process}~1~{First}-attempt-1")).FullName;
        var ofDead = Partial(Environment.MachineName, dead.Id);
        var ofAlive = Partial(Environment.MachineName, Environment.ProcessId);
        var ofOtherNode = Partial("elsewhere", dead.Id);
        var ofOtherNodeLongAgo = Partial("elsewhere", dead.Id + 1);
        Directory.SetLastWriteTimeUtc(ofOtherNodeLongAgo, DateTime.UtcNow.AddDays(-2)); // a shard is written in seconds
        host.Run(Request("""{"mode": "keep"}"""));
        Assert.Equal([false, true, true, false], new[] { ofDead, ofAlive, ofOtherNode, ofOtherNodeLongAgo }.Select(Directory.Exists));
    }

    public void Dispose() => host.Dispose();

    private static void Work(RunRequest request, string activity, string shard, int attempt)
    {
        var work = Directory.CreateTempSubdirectory("landscape-worker-").FullName;
        try
        {
            StageRun.ExecuteShard(request with { Output = work }, new ShardTask(activity, shard, attempt), Logger.None, TimeProvider.System, default);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private RunRequest Request(string options) => host.Request(options) with { ShardCount = ShardCount };

    private (ShardStore Store, Shard Shard, StageOutput[] Outputs) Outputs(double scale)
    {
        DuckDbLibrary.UseNodeModules(host.Request().NodeModules);
        var rows = new Dictionary<string, Type> { ["numbers"] = typeof(NumberRow) };
        var store = new ShardStore(Path.Combine(host.Folder, "store"), "numbers", rows, new TableOrigin("toy", new string('f', 64)), TimeProvider.System);
        return (store, new Shard(0, 2, 2), [.. Enumerable.Range(0, 2).Select(i => new StageOutput().Add([new NumberRow(i, scale * i)]))]);
    }

    private static TableEntry InOneProcess(string options)
    {
        using var other = new HostFixture();
        return other.Run(other.Request(options)).Tables["sums"];
    }
}
