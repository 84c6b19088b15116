using System.Diagnostics;

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

    /// <summary>The child of a run that was killed: started while the lock was held, alive after its parent has let go.</summary>
    [Fact]
    public async Task A_run_waits_for_what_a_killed_run_has_started()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there is no inheritance to test
        }

        using var clone = new TemporaryRepository();
        Directory.CreateDirectory(clone.Repository.State);
        Process child;
        using (TreeLock.Hold(clone.Repository))
        {
            child = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        }

        var said = new TaskCompletionSource<string>();
        var next = Task.Run(() => RepositoryLock.Acquire(clone.Repository, said.SetResult, CancellationToken.None));
        Assert.Equal("waiting for the last processes of a run that was killed to end", await said.Task);
        Assert.False(next.IsCompleted);
        child.StandardInput.Close();
        (await next).Dispose();
        child.Dispose();
    }

    [Fact]
    public void A_lock_that_cannot_be_written_is_an_error_and_no_reason_to_wait()
    {
        using var clone = new TemporaryRepository();
        clone.Write("artifacts/.state/lock/a-folder-in-its-place", "");
        Assert.Throws<UnauthorizedAccessException>(() => RepositoryLock.Acquire(clone.Repository, _ => Assert.Fail("waits"), CancellationToken.None));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(3, "")]
    [InlineData(130, "")]
    [InlineData(137, "; the host was killed by signal 9 (SIGKILL: by hand, or by the system, then mostly because memory ran out)")]
    public void An_exit_code_tells_the_signal_that_ended_a_process(int exitCode, string message) => Assert.Equal(message, Ending.OfSignal(exitCode, "the host"));

    [Fact]
    public void Waiting_for_the_lock_can_be_stopped()
    {
        using var clone = new TemporaryRepository();
        using var held = RepositoryLock.Acquire(clone.Repository, _ => { }, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => RepositoryLock.Acquire(clone.Repository, _ => stop.Cancel(), stop.Token));
    }

    [Fact]
    public void What_a_killed_build_left_is_ended_deleted_and_built_again()
    {
        using var clone = new TemporaryRepository();
        var project = clone.Repository.Absolute("stages/20-Train");
        var assembly = clone.Graph["train"].Assembly;
        using var build = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true })!;
        var (note, said) = (new BuildNote(clone.Repository), new List<string>());

        note.Write(build); // and then Cake is killed
        note.ClearUp([project], said.Add);

        build.WaitForExit();
        Assert.False(File.Exists(assembly));
        Assert.True(File.Exists(Path.Combine(project, "Train.csproj")));
        Assert.Equal(["the last build was stopped or killed: its outputs are deleted and built again"], said);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)] // errors in the sources
    [InlineData(137, false)]
    public void A_build_that_ended_by_itself_keeps_its_outputs_even_if_it_ended_before_it_was_noted(int exitCode, bool kept)
    {
        using var clone = new TemporaryRepository();
        var note = new BuildNote(clone.Repository);
        using (var build = Process.Start(new ProcessStartInfo("true"))!)
        {
            build.WaitForExit();
            note.Write(build);
        }

        note.Ended(exitCode);
        note.ClearUp([clone.Repository.Absolute("stages/20-Train")], _ => { });
        Assert.Equal(kept, File.Exists(clone.Graph["train"].Assembly));
    }

    [Fact]
    public void A_property_of_a_build_stands_for_just_the_characters_that_were_given()
    {
        const string Value = "a, b; 50% (c) $(d) @(e) 'f' *?";
        var argument = BuildProperty.Argument("P", Value);
        Assert.DoesNotContain(argument["-p:P=".Length..], c => ",;$@'()*?".Contains(c, StringComparison.Ordinal)); // what MSBuild would read as its own
        Assert.Equal("-p:P=" + Value, Uri.UnescapeDataString(argument)); // MSBuild takes %XX back as an address does
    }

    [Fact]
    public void A_journal_of_faults_is_counted_by_kind_without_the_line_that_is_being_written()
    {
        using var clone = new TemporaryRepository();
        clone.Write("journal", """
            {"kind":"kill -9","what":"a","noticed":true,"wrong":false,"seconds":1.5,"outlived":0.25}
            {"kind":"disk full","what":"b","noticed":false,"wrong":false,"seconds":2}
            {"kind":"kill -9","what":"c","noticed":false,"wrong":true,"seconds":3,"outlived":1.75}
            {"kind":"kill
            """);
        var counts = Torture.CountsOf(clone.Repository.Absolute("journal"));
        Assert.Equal([new("kill -9", 2, 1, 1, 4.5, 1.75), new("disk full", 1, 0, 0, 2, null)], counts);
        Assert.Equal("all                                  3        1              1        1.8        7", Torture.Table(counts).Last()); // 1.5 + 2 + 3 = 6.5, rounded up
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
