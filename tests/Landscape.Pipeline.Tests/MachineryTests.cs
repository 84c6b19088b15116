namespace Landscape.Pipeline.Tests;

/// <summary>What stands between the decisions and the machine: assemblies, the lock, test results, the bootstrap.</summary>
public sealed class MachineryTests
{
    [Fact]
    public void The_closure_has_the_assemblies_that_code_refers_to_and_no_framework()
    {
        var closure = AssemblyClosure.Hashes(typeof(MachineryTests).Assembly.Location).Keys;
        Assert.Contains("Landscape.Pipeline", closure);
        Assert.Contains("FSharp.Core", closure); // through FsCheck only
        Assert.DoesNotContain("System.Runtime", closure);
        Assert.DoesNotContain("xunit.runner.visualstudio.testadapter", closure); // stands beside it, and no code of ours refers to it
    }

    [Fact]
    public void A_missing_assembly_is_named()
    {
        Assert.Contains("Nothing.dll is missing", Assert.Throws<PipelineException>(() => AssemblyClosure.Hashes("/Nothing.dll")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_waits_says_so_and_then_gets_the_lock()
    {
        using var clone = new TemporaryRepository();
        var said = new TaskCompletionSource<string>();
        Task<RepositoryLock> second;
        using (RepositoryLock.Acquire(clone.Repository, _ => Assert.Fail("nobody holds it"), CancellationToken.None))
        {
            second = Task.Run(() => RepositoryLock.Acquire(clone.Repository, said.SetResult, CancellationToken.None));
            Assert.Equal($"waiting for another run in this folder (process {Environment.ProcessId}) to end", await said.Task);
            Assert.False(second.IsCompleted);
        }

        (await second).Dispose();
    }

    [Fact]
    public void Waiting_for_the_lock_can_be_stopped()
    {
        using var clone = new TemporaryRepository();
        using var held = RepositoryLock.Acquire(clone.Repository, _ => { }, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => RepositoryLock.Acquire(clone.Repository, _ => stop.Cancel(), stop.Token));
    }

    [Fact]
    public void Test_results_are_read_from_the_counters()
    {
        using var clone = new TemporaryRepository();
        clone.Write("a.trx", """<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><ResultSummary><Counters total="10" executed="9" passed="7" failed="1" error="1" /></ResultSummary></TestRun>""");
        var counts = TestRun.Read(clone.Repository.Absolute("a.trx"));
        Assert.Equal("7 passed, 2 failed", counts.ToString());
        Assert.Equal(1, counts.Skipped);
        Assert.Equal("14 passed, 4 failed", (counts + counts).ToString());
        Assert.Equal("3 passed, 0 failed", new TestRun.Counts(3, 0, 0).ToString());
    }

    [Fact]
    public void The_compiled_pipeline_knows_whether_its_sources_changed()
    {
        using var clone = new TemporaryRepository();
        foreach (var name in typeof(Bootstrap).Assembly.GetManifestResourceNames())
        {
            using var source = new StreamReader(typeof(Bootstrap).Assembly.GetManifestResourceStream(name)!);
            clone.Write($"pipeline/Landscape.Pipeline/{name}", source.ReadToEnd());
        }

        Assert.True(Bootstrap.IsCurrent(clone.Repository.Root));
        clone.Write("pipeline/Landscape.Pipeline/New.cs", "");
        Assert.False(Bootstrap.IsCurrent(clone.Repository.Root));
        File.Delete(clone.Repository.Absolute("pipeline/Landscape.Pipeline/New.cs"));
        Assert.True(Bootstrap.IsCurrent(clone.Repository.Root));
        File.AppendAllText(clone.Repository.Absolute("pipeline/Landscape.Pipeline/Store.cs"), "// edited");
        Assert.False(Bootstrap.IsCurrent(clone.Repository.Root));
    }

    [Fact]
    public void Canonical_json_sorts_keys_at_every_depth_and_keeps_the_order_of_lists()
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse("""{ "b": [ { "z": 1, "a": "ü" }, 0 ], "a": null }""");
        Assert.Equal("""{"a":null,"b":[{"a":"ü","z":1},0]}""", CanonicalJson.Text(json));
    }
}
