using System.Diagnostics;

namespace Landscape.Faults.Tests;

/// <summary>Several runs at once in one clone, of the same configuration and of another, and readers beside them: they wait or share, and all are right.</summary>
[Collection("faults")]
public sealed class ConcurrencyTests(Undisturbed undisturbed)
{
    private const string Other = "quicker";
    private const string Goal = "--stage=certify"; // of the other configuration: enough to have both write and sweep in one store
    private static readonly string[] Readers = ["Status", "Why", "Verify"];

    [LinuxFact]
    public async Task Two_and_four_runs_at_once_and_readers_beside_them_are_all_right()
    {
        var clone = undisturbed.Clone;
        File.WriteAllText(clone.PathOf($"configs/{Other}.yml"), File.ReadAllText(clone.PathOf($"configs/{Undisturbed.Config}.yml")).Replace("seed: 1", "seed: 2", StringComparison.Ordinal));
        clone.Succeed($"--config={Other}", Goal);
        var other = clone.Results(Other);
        for (var i = 0; i < Size.Of(small: 1, full: 6); i++)
        {
            await AtOnce(other, i % 2 == 0 ? 4 : 2);
        }

        File.Delete(clone.PathOf($"configs/{Other}.yml"));
        Directory.Delete(clone.PathOf($"artifacts/runs/{Other}"), recursive: true);
    }

    /// <summary>kill -9 of Cake, and a run at once: it waits for what Cake has started, and nothing of that gets into its way.</summary>
    [LinuxFact]
    public void A_run_right_after_the_kill_of_another_waits_for_its_last_processes()
    {
        for (var i = 0; i < Size.Of(small: 1, full: 10); i++)
        {
            undisturbed.Forget();
            var clock = Stopwatch.StartNew();
            using var killed = new ProcessTree(undisturbed.Clone, $"--config={Undisturbed.Config}");
            Assert.True(killed.WaitFor(() => killed.Members().Any(m => m.Kind == "host")), killed.Text);
            foreach (var member in killed.Members().Where(m => m.Kind is "dotnet" or "cake"))
            {
                ProcessTree.Signal(member.Id, "KILL");
            }

            var next = undisturbed.Run();
            var wrong = !undisturbed.IsRight() || undisturbed.Clone.UnfinishedResults().Any();
            var waited = next.Text.Contains("waiting for", StringComparison.Ordinal);
            Journal.Write(new("kill -9 and a run at once", $"Cake {i}{(waited ? ", the next run said that it waits" : "")}", waited, wrong, clock.Elapsed.TotalSeconds));
        }
    }

    private async Task AtOnce(SortedDictionary<string, string> other, int count)
    {
        undisturbed.Forget();
        var clock = Stopwatch.StartNew();
        var clone = undisturbed.Clone;
        var runs = Enumerable.Range(0, count).Select(i => Task.Run(() => i % 2 == 0 ? clone.Run($"--config={Undisturbed.Config}") : clone.Run($"--config={Other}", Goal))).ToList();
        var readers = Task.Run(() => Readers.Select(r => (Reader: r, Outcome: clone.Run($"--target={r}", $"--config={Undisturbed.Config}"))).ToList());
        foreach (var outcome in await Task.WhenAll(runs))
        {
            Assert.True(outcome.ExitCode == 0, outcome.Text);
        }

        // While results come to be, a reader may find them incomplete and say so; it must not fall over.
        Assert.All(await readers, r => Assert.True(r.Outcome.ExitCode is 0 or 1 or 3 && !r.Outcome.Text.Contains("   at ", StringComparison.Ordinal) && !r.Outcome.Text.Contains("failed:", StringComparison.Ordinal), $"{r.Reader}: {r.Outcome.Text}"));
        var wrong = !undisturbed.IsRight() || !clone.Results(Other).SequenceEqual(other) || clone.UnfinishedResults().Any();
        var waited = runs.Count(r => r.Result.Text.Contains("waiting for another run", StringComparison.Ordinal));
        Journal.Write(new($"{count} runs at once", $"two configurations, {waited} waited, {Readers.Length} readers", waited > 0, wrong, clock.Elapsed.TotalSeconds));
    }
}
