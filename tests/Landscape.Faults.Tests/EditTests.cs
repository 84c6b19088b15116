using System.Diagnostics;
using Landscape.Stages.Tests;

namespace Landscape.Faults.Tests;

/// <summary>A file that is edited while a run reads it: the run is of the text before or of the text after, or says that it cannot tell and fails; the next run is of the text after.</summary>
[Collection("faults")]
public sealed class EditTests : IDisposable
{
    private const string Config = "edited";
    private const string ConfigFile = $"configs/{Config}.yml";
    private const string TableFile = "data/edited.csv";
    private const string Goal = "--stage=generate";
    private const int Seed = 20_260_624;

    private const string ConfigText = $"""
        seed: 1
        generate:
          targets:
            - family: table
              file: {TableFile}
            - family: gaussian-process
              input_dim: 1
              kernel:
                kind: matern-5/2
                length: [0.5]
              design:
                kind: gauss-legendre
                points: 8

        """;

    private const string TableText = "x1,y\n-1,0.5\n0,0.25\n1,-0.5\n";

    private readonly Undisturbed undisturbed;
    private readonly Clone clone;

    public EditTests(Undisturbed undisturbed)
    {
        (this.undisturbed, clone) = (undisturbed, undisturbed.Clone);
        Directory.CreateDirectory(clone.PathOf("data"));
        Replace(ConfigFile, ConfigText);
        Replace(TableFile, TableText);
    }

    public void Dispose()
    {
        Directory.Delete(clone.PathOf("data"), recursive: true);
        File.Delete(clone.PathOf(ConfigFile));
        undisturbed.Forget();
    }

    [LinuxTheory]
    [InlineData(TableFile, "0.25", "0.75")]
    [InlineData(ConfigFile, "seed: 1", "seed: 2")]
    public void A_file_that_is_edited_while_a_run_goes_on_is_taken_as_it_was_or_as_it_is_and_never_as_both(string file, string old, string now)
    {
        var before = File.ReadAllText(clone.PathOf(file));
        var after = before.Replace(old, now, StringComparison.Ordinal);
        var (bytesAfter, _) = ResultsOf(file, after);
        var (bytesBefore, duration) = ResultsOf(file, before);
        Assert.NotEqual(bytesBefore, bytesAfter);
        var random = new Random(Seed);
        for (var i = 0; i < Size.Of(small: 2, full: 20); i++)
        {
            // The first edit comes when the run is planned and its stages have not begun; the others whenever they come.
            var moment = duration * random.NextDouble();
            var planned = clone.PathOf($"artifacts/.state/plans/{Config}.run.json");
            Try(file, before, after, clock => i == 0 ? File.Exists(planned) : clock.Elapsed >= moment, bytesBefore, bytesAfter);
        }
    }

    private void Try(string file, string before, string after, Func<Stopwatch, bool> isTime, SortedDictionary<string, string> bytesBefore, SortedDictionary<string, string> bytesAfter)
    {
        Replace(file, before);
        undisturbed.Forget();
        var clock = Stopwatch.StartNew();
        using var run = new ProcessTree(clone, $"--config={Config}", Goal);
        run.WaitFor(() => isTime(clock));
        Replace(file, after);
        var moment = clock.Elapsed;
        var outcome = run.Outcome();
        var refused = outcome.ExitCode == 1 && outcome.Text.Contains($"{file} was changed since the run was planned", StringComparison.Ordinal);
        Assert.True(outcome.ExitCode == 0 || refused, $"{file} edited after {moment}: exit code {outcome.ExitCode}\n{outcome.Text}");
        var isOneOfThem = refused || clone.Results(Config) is var bytes && (bytes.SequenceEqual(bytesBefore) || bytes.SequenceEqual(bytesAfter));
        clone.Succeed($"--config={Config}", Goal);
        var nextIsRight = clone.Results(Config).SequenceEqual(bytesAfter) && !clone.UnfinishedResults().Any();
        Journal.Write(new("edited while a run goes on", $"{file} after {moment.TotalSeconds:0.00} s, exit code {outcome.ExitCode}", refused, !isOneOfThem || !nextIsRight, clock.Elapsed.TotalSeconds));
    }

    private (SortedDictionary<string, string> Bytes, TimeSpan Duration) ResultsOf(string file, string text)
    {
        Replace(file, text);
        undisturbed.Forget();
        var clock = Stopwatch.StartNew();
        clone.Succeed($"--config={Config}", Goal);
        return (clone.Results(Config), clock.Elapsed);
    }

    /// <summary>As editors save: the whole text at once.</summary>
    private void Replace(string file, string text)
    {
        var path = clone.PathOf(file);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }
}
