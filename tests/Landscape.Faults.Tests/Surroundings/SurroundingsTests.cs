using System.Diagnostics;
using System.Runtime.InteropServices;
using Landscape.Stages.Tests;

namespace Landscape.Faults.Tests.Surroundings;

/// <summary>Clock, times of files, language, time zone, umask and folder decide nothing: the bytes are those of the undisturbed run.</summary>
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
        // Under libfaketime a run takes ten times as long, most of it in the figures: they are for the full size.
        AssertRunsAnew("clock 9,000 days behind, umask 0", umask: 0, Size.IsFull ? [] : ["--stage=train"]);
    }

    /// <summary>A comma as decimal point and a time zone off the full hour; an i whose capital is not I, and files that everyone may write.</summary>
    [Theory]
    [InlineData("de_DE.UTF-8", "Asia/Kathmandu", 0x3F)]
    [InlineData("tr_TR.UTF-8", "America/St_Johns", 0)]
    public void Another_persons_language_time_zone_and_umask_change_no_byte(string language, string timeZone, int umask)
    {
        Surround(new() { ["LANG"] = language, ["LC_ALL"] = language, ["TZ"] = timeZone });
        AssertRunsAnew($"{language}, {timeZone}, umask {Convert.ToString(umask, 8)}", umask);
    }

    [Fact]
    public void A_checkout_in_a_folder_with_an_odd_name_builds_nothing_and_gives_the_same_bytes()
    {
        const string Name = "ein 'anderer' Ordner, 50 % & größer (Kopie)";
        var clock = Stopwatch.StartNew();
        using var other = new Clone(withBuild: true, folder: Name);
        File.WriteAllText(other.PathOf($"configs/{Undisturbed.Config}.yml"), Undisturbed.Text);
        var outcome = other.Succeed($"--config={Undisturbed.Config}");
        Assert.DoesNotContain("building", outcome.Text, StringComparison.Ordinal);
        Journal.Write(new Fault("other surroundings", $"a checkout in {Name}", Noticed: false, !other.Results(Undisturbed.Config).SequenceEqual(undisturbed.Bytes), clock.Elapsed.TotalSeconds));
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

    /// <param name="kind">What surrounds the run.</param>
    /// <param name="umask">The mode bits that new files lack.</param>
    /// <param name="arguments">How far to go; what is missing then is added without what surrounded.</param>
    private void AssertRunsAnew(string kind, int umask, params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        undisturbed.Forget();
        var before = SetUmask(umask);
        var outcome = clone.Run([$"--config={Undisturbed.Config}", .. arguments]);
        _ = SetUmask(before);
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        clone.Environment.Clear();
        undisturbed.Run();
        Journal.Write(new Fault("other surroundings", kind, Noticed: false, !undisturbed.IsRight(), clock.Elapsed.TotalSeconds));
    }

    private void Surround(Dictionary<string, string> variables) => variables.ToList().ForEach(v => clone.Environment[v.Key] = v.Value);

    [LibraryImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetUmask(int mask);
}
