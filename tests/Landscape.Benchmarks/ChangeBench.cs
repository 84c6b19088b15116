using System.Globalization;
using System.Text.Json;

namespace Landscape.Benchmarks;

/// <summary>Seconds of a run after one value of the configuration changed that one stage reads.</summary>
/// <param name="BuildS"><c>./build.sh --stage=rates</c>.</param>
/// <param name="StageS">The stage's own part of it, by its manifest.</param>
/// <param name="AddedS">The difference.</param>
/// <param name="SnakemakeS">Snakemake with a changed parameter of one rule that takes no time.</param>
internal sealed record ChangeRow(double BuildS, double StageS, double AddedS, double? SnakemakeS);

/// <summary>What it costs to run the one stage that a change concerns, beyond the stage itself. Medians.</summary>
internal static class ChangeBench
{
    private const int Repetitions = 5;
    private const string Config = "bench-change";

    /// <summary>Works in the checkout, with a configuration of its own: smoke.yml with another number of steps each time.</summary>
    public static ChangeRow Run(PeerRegister peers)
    {
        var file = Path.Combine(RepositoryRoot.Path, "configs", Config + ".yml");
        try
        {
            Change(file, 0);
            var runs = Enumerable.Range(1, Repetitions).Select(i => Change(file, i)).ToList();
            var (build, stage) = (Timing.Median(runs.Select(r => r.Build)), Timing.Median(runs.Select(r => r.Stage)));
            return new ChangeRow(build, stage, Timing.Median(runs.Select(r => r.Build - r.Stage)), Snakemake(peers));
        }
        finally
        {
            File.Delete(file);
            Directory.Delete(RunFolder, recursive: true);
        }
    }

    private static string RunFolder => Path.Combine(RepositoryRoot.Path, "artifacts", "runs", Config);

    private static (double Build, double Stage) Change(string file, int change)
    {
        // No two benches ask for the same number of steps: the store would have the result.
        var steps = 2001 + (((DateTime.UtcNow.Ticks / TimeSpan.TicksPerSecond) + change) % 10_000);
        var smoke = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "configs", "smoke.yml"));
        File.WriteAllText(file, smoke.Replace("  steps: 2000", string.Create(CultureInfo.InvariantCulture, $"  steps: {steps}"), StringComparison.Ordinal));
        var build = Timing.Seconds(() => Command.Run(RepositoryRoot.Path, "bash", "build.sh", $"--config={Config}", "--stage=rates"));
        return (build, SecondsOfStage());
    }

    private static double SecondsOfStage()
    {
        using var run = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(RunFolder, "run.lock.json")));
        var folder = run.RootElement.GetProperty("stages").GetProperty("rates").GetProperty("path").GetString()!;
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, folder, "manifest.json")));
        return manifest.RootElement.GetProperty("durationSeconds").GetDouble();
    }

    private static double? Snakemake(PeerRegister peers)
    {
        var found = File.Exists(SnakemakePeer.Program);
        SnakemakePeer.Register(peers, found);
        if (!found)
        {
            return null;
        }

        using var folder = new TemporaryFolder();
        double Change(int change)
        {
            SnakemakePeer.Write(folder.Path, $"{change}");
            return Timing.Seconds(() => Command.Run(folder.Path, SnakemakePeer.Program, SnakemakePeer.Arguments));
        }

        Change(0);
        return Timing.Median(Enumerable.Range(1, Repetitions).Select(Change).ToList());
    }
}
