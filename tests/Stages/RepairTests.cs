using System.Diagnostics;

namespace Landscape.Stages.Tests;

/// <summary>Damage is noticed, named, never used and repaired; a stop leaves nothing half done.</summary>
[Collection("baseline")]
public sealed class RepairTests : IDisposable
{
    private readonly Clone clone;
    private readonly SortedDictionary<string, string> results;

    public RepairTests(Baseline baseline)
    {
        clone = baseline.Clone;
        clone.Succeed($"--config={Baseline.Config}");
        results = clone.Results(Baseline.Config);
    }

    public void Dispose() => clone.Restore();

    [Fact]
    public void An_edited_table_is_made_again_with_the_same_bytes()
    {
        var table = Path.Combine(clone.Entry(Baseline.Config, "spectra"), "spectra.parquet");
        FlipOneBit(table);
        var verify = clone.Run($"--config={Baseline.Config}", "--target=Verify");
        Assert.Equal(1, verify.ExitCode);
        Assert.Contains("spectra.parquet was edited", verify.Text, StringComparison.Ordinal);
        AssertRepairedByRunning("spectra", "spectra.parquet was edited");
    }

    [Fact]
    public void A_deleted_table_is_made_again()
    {
        File.Delete(Path.Combine(clone.Entry(Baseline.Config, "classify"), "classes.parquet"));
        AssertRepairedByRunning("classify", "classes.parquet is missing");
    }

    [Fact]
    public void A_deleted_manifest_is_made_again()
    {
        File.Delete(Path.Combine(clone.Entry(Baseline.Config, "classify"), "manifest.json"));
        AssertRepairedByRunning("classify", "manifest.json is missing");
    }

    [Fact]
    public void A_truncated_figure_is_made_again()
    {
        var figure = Directory.EnumerateFiles(clone.Entry(Baseline.Config, "report"), "*.png", SearchOption.AllDirectories).First();
        File.SetAttributes(figure, FileAttributes.Normal);
        File.WriteAllBytes(figure, File.ReadAllBytes(figure)[..100]);
        AssertRepairedByRunning("report", $"{Path.GetFileName(figure)} was edited");
    }

    [Fact]
    public void A_deleted_result_is_made_again()
    {
        var entry = clone.Entry(Baseline.Config, "spectra");
        Directory.Delete(entry, recursive: true);
        AssertRepairedByRunning("spectra", $"the result was deleted: artifacts/store/spectra/{Path.GetFileName(entry)}");
    }

    [Fact]
    public void An_edited_report_is_published_again_without_running_a_stage()
    {
        File.AppendAllText(clone.PathOf($"artifacts/runs/{Baseline.Config}/report/index.html"), "edited");
        Assert.Contains("report/index.html was edited", clone.Run($"--config={Baseline.Config}", "--target=Verify").Text, StringComparison.Ordinal);
        Assert.Equal("", clone.Succeed($"--config={Baseline.Config}").In("ran"));
        Assert.Equal(results, clone.Results(Baseline.Config));
    }

    [Fact]
    public void A_deleted_run_lock_is_written_again_without_running_a_stage()
    {
        File.Delete(clone.PathOf($"artifacts/runs/{Baseline.Config}/run.lock.json"));
        Assert.Equal("", clone.Succeed($"--config={Baseline.Config}").In("ran"));
        Assert.Equal(results, clone.Results(Baseline.Config));
    }

    [Fact]
    public void Bookkeeping_can_be_deleted_without_losing_a_result()
    {
        Directory.Delete(clone.PathOf("artifacts/.state"), recursive: true);
        Assert.Equal("", clone.Succeed($"--config={Baseline.Config}").In("ran"));
        Assert.Equal(results, clone.Results(Baseline.Config));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stopping_a_run_leaves_nothing_half_done(bool abruptly)
    {
        Directory.Delete(clone.Entry(Baseline.Config, "report"), recursive: true);
        using (var process = clone.Start($"--config={Baseline.Config}"))
        {
            while (process.StandardOutput.ReadLine() is { } line && !line.Contains("report: the result was deleted", StringComparison.Ordinal))
            {
            }

            Stop(process, abruptly);
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
        }

        clone.Succeed($"--config={Baseline.Config}");
        Assert.Empty(clone.UnfinishedResults());
        Assert.Equal(results, clone.Results(Baseline.Config));
    }

    private static void Stop(Process process, bool abruptly)
    {
        if (abruptly || OperatingSystem.IsWindows())
        {
            process.Kill(entireProcessTree: true);
        }
        else
        {
            Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();
        }
    }

    private void AssertRepairedByRunning(string stage, string named)
    {
        var outcome = clone.Succeed($"--config={Baseline.Config}");
        Assert.Equal(stage, outcome.In("ran"));
        Assert.Contains(named, outcome.Text, StringComparison.Ordinal);
        Assert.Equal(results, clone.Results(Baseline.Config));
    }

    private static void FlipOneBit(string file)
    {
        File.SetAttributes(file, FileAttributes.Normal);
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
