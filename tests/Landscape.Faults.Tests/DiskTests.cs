using System.Diagnostics;

namespace Landscape.Faults.Tests;

/// <summary>A disk that is full at some moment of a run, and one that cannot be written: the message says so, and what is half made is never taken for a result.</summary>
[Collection("faults")]
public sealed class DiskTests(Undisturbed undisturbed)
{
    private const long Plenty = 1L << 28;
    private static readonly string[] NoSpace = ["no space left on device", "the disk was full"]; // the system's words, and .NET's where it reserves room
    private const string NotWritable = "read-only file system";
    private const string ConfigFile = $"configs/{Undisturbed.Config}.yml";

    /// <summary>The store fills up at tables, figures and manifests of one stage after the other.</summary>
    [LinuxFact(Needs.Mounts)]
    public void A_store_without_room_is_named_and_nothing_of_it_is_taken_for_a_result()
    {
        undisturbed.Run();
        var all = SizeOf("artifacts/store");
        var count = Size.Of(small: 2, full: 10);
        for (var i = 0; i < count; i++)
        {
            Fill("artifacts/store", (long)(all * (i + 0.5) / count), withContent: false);
        }
    }

    /// <summary>Plan, request, log, result of a stage, ledger and receipt; in steps of two pages of memory.</summary>
    [LinuxFact(Needs.Mounts)]
    public void Bookkeeping_without_room_is_named()
    {
        undisturbed.Forget();
        var present = SizeOf("artifacts/.state");
        for (var i = 0; i < Size.Of(small: 1, full: 8); i++)
        {
            undisturbed.Forget();
            Fill("artifacts/.state", present + (8192 * ((3 * i) + 4)), withContent: true);
        }
    }

    /// <summary>The run lock and the published report.</summary>
    [LinuxFact(Needs.Mounts)]
    public void A_run_folder_without_room_is_named()
    {
        undisturbed.Run();
        var all = SizeOf("artifacts/runs");
        for (var i = 0; i < Size.Of(small: 1, full: 4); i++)
        {
            Fill("artifacts/runs", Math.Max(4096, all * i / 4), withContent: false);
        }
    }

    [LinuxFact(Needs.Mounts)]
    public void Artifacts_that_cannot_be_written_can_be_read_and_verified_and_a_run_that_has_to_write_says_what_it_cannot()
    {
        undisturbed.Run();
        var clock = Stopwatch.StartNew();
        var clone = undisturbed.Clone;
        using (Mount.ReadOnly(clone.PathOf("artifacts")))
        {
            Assert.Contains("nothing to do", undisturbed.Run().Text, StringComparison.Ordinal);
            Assert.Equal(0, clone.Run("--target=Status", $"--config={Undisturbed.Config}").ExitCode);
            Assert.Equal(0, clone.Run("--target=Verify", $"--config={Undisturbed.Config}").ExitCode);
            clone.Edit(ConfigFile, "trace_runs: 5", "trace_runs: 6");
            var outcome = clone.Run($"--config={Undisturbed.Config}");
            clone.Restore();
            Assert.Equal(1, outcome.ExitCode);
            Assert.Contains(NotWritable, outcome.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("   at ", outcome.Text, StringComparison.Ordinal);
        }

        undisturbed.AssertNextRunIsRight();
        Journal.Write(new("read-only artifacts", "no-op, Status, Verify and a run that has to write", Noticed: true, Wrong: false, clock.Elapsed.TotalSeconds));
    }

    /// <summary>Runs with too little room in a folder, looks at what is there, makes room, and runs again.</summary>
    private void Fill(string folder, long bytes, bool withContent)
    {
        var clock = Stopwatch.StartNew();
        using var mount = Mount.Small(undisturbed.Clone.PathOf(folder), bytes, withContent);
        var outcome = undisturbed.Clone.Run($"--config={Undisturbed.Config}");
        var named = outcome.ExitCode == 1 && Array.Exists(NoSpace, words => outcome.Text.Contains(words, StringComparison.OrdinalIgnoreCase));
        Assert.True(outcome.ExitCode == 0 || named, $"{folder} with {bytes} bytes: exit code {outcome.ExitCode}\n{outcome.Text}");
        Assert.DoesNotContain("   at ", outcome.Text, StringComparison.Ordinal); // a stack trace
        var breaches = Soundness.Breaches(undisturbed);
        mount.Resize(Plenty);
        undisturbed.Run();
        var wrong = breaches.Count > 0 || !undisturbed.IsRight() || undisturbed.Clone.UnfinishedResults().Any();
        Journal.Write(new("disk full", $"{folder} of {bytes} bytes, exit code {outcome.ExitCode}{string.Concat(breaches)}", named, wrong, clock.Elapsed.TotalSeconds));
    }

    /// <summary>In memory: whole pages a file.</summary>
    private long SizeOf(string folder) =>
        new DirectoryInfo(undisturbed.Clone.PathOf(folder)).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Sum(f => f is FileInfo file ? (file.Length + 4095) / 4096 * 4096 : 0);
}
