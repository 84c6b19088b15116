using System.Diagnostics;
using System.Runtime.InteropServices;
using Landscape.Pipeline;
using Landscape.Stages.Tests;

namespace Landscape.Faults.Tests.Surroundings;

/// <summary>Clock, times of files and umask decide nothing: the bytes are those of the undisturbed run.</summary>
[Collection("faults")]
public sealed partial class SurroundingsTests : IDisposable
{
    /// <summary>Where Debian's package libfaketime puts it.</summary>
    private static readonly string? FakeTime = Directory.Exists("/usr/lib") ? Directory.EnumerateFiles("/usr/lib", "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true }).FirstOrDefault() : null;

    private readonly Undisturbed undisturbed;
    private readonly Clone clone;

    public SurroundingsTests(Undisturbed undisturbed)
    {
        (this.undisturbed, clone) = (undisturbed, undisturbed.Clone);
        undisturbed.Run();
    }

    public void Dispose()
    {
        clone.Environment.Clear();
        undisturbed.Run();
        Assert.True(undisturbed.IsRight());
    }

    [Fact]
    public void A_clock_that_is_years_behind_changes_no_byte()
    {
        Assert.True(FakeTime is not null || !Size.IsFull, "the full size needs libfaketime (Debian: apt-get install libfaketime)");
        if (FakeTime is null)
        {
            Console.WriteLine("skipped: libfaketime is not installed");
            return;
        }

        Surround(new() { ["LD_PRELOAD"] = FakeTime, ["FAKETIME"] = "-9000d", ["DONT_FAKE_MONOTONIC"] = "1", ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1", ["LC_ALL"] = "C" });
        AssertRunsAnew("clock 9,000 days behind, umask 0", umask: 0);
    }

    [Theory]
    [InlineData(1970)]
    [InlineData(2100)]
    public void Touching_every_file_runs_and_builds_nothing(int year)
    {
        var clock = Stopwatch.StartNew();
        foreach (var file in Directory.EnumerateFiles(clone.Root, "*", SearchOption.AllDirectories).Where(f => !f.Contains("node_modules", StringComparison.Ordinal)))
        {
            File.SetLastWriteTimeUtc(file, new DateTime(year, 1, 2, 0, 0, 0, DateTimeKind.Utc));
        }

        var first = clone.Run($"--config={Undisturbed.Config}");
        Directory.Delete(clone.PathOf("artifacts/.state/receipts"), recursive: true);
        var second = clone.Run($"--config={Undisturbed.Config}");
        var right = first.Text.Contains("nothing to do", StringComparison.Ordinal) && second.ExitCode == 0 && second.In("ran") + second.In("reused") == "" && !second.Text.Contains("building", StringComparison.Ordinal);
        Journal.Write(new Fault("touched every file", $"to {year}", Noticed: false, !right || !undisturbed.IsRight(), clock.Elapsed.TotalSeconds));
    }

    private void AssertRunsAnew(string kind, int umask)
    {
        var clock = Stopwatch.StartNew();
        Forget(clone.Root);
        var before = SetUmask(umask);
        var outcome = clone.Run($"--config={Undisturbed.Config}");
        _ = SetUmask(before);
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        Journal.Write(new Fault("other surroundings", kind, Noticed: false, !undisturbed.IsRight(), clock.Elapsed.TotalSeconds));
    }

    private void Surround(Dictionary<string, string> variables) => variables.ToList().ForEach(v => clone.Environment[v.Key] = v.Value);

    /// <summary>Everything but what the build made.</summary>
    private static void Forget(string root) => new[] { "store", "runs", ".state/receipts", ".state/plans", ".state/manifests" }.Select(f => Path.Combine(root, "artifacts", f)).ToList().ForEach(Store.Delete);

    [LibraryImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetUmask(int mask);
}
