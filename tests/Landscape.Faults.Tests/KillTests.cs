using System.Diagnostics;
using Landscape.Stages.Tests;

namespace Landscape.Faults.Tests;

/// <summary>kill -9 of any process of a run, at any moment.</summary>
[Collection("faults")]
public sealed class KillTests(Undisturbed undisturbed)
{
    private const string Kind = "kill -9";
    private const int Seed = 20_260_622; // every moment and victim is drawn from it; the machine's timing decides what they hit

    [LinuxFact]
    public void A_run_after_kills_at_random_moments_has_the_bytes_of_an_undisturbed_run()
    {
        var random = new Random(Seed);
        var (all, row) = (Size.Of(small: 12, full: 200), Size.Of(small: 12, full: 20));
        var kills = new List<Fault>();
        while (kills.Count < all)
        {
            undisturbed.Forget();
            var killed = Enumerable.Range(0, Math.Min(all - kills.Count, row)).Select(_ => Kill(random)).OfType<Fault>().ToList();
            undisturbed.Run();
            var right = undisturbed.IsRight() && !undisturbed.Clone.UnfinishedResults().Any();
            killed.ForEach(f => Journal.Write(f with { Wrong = f.Wrong || !right }));
            kills.AddRange(killed);
        }

        Journal.AssertNoOrphan(kills);
    }

    /// <summary>Every other time results get lost too, so that the next run is not over before it began.</summary>
    private void Lose(Random random)
    {
        var stages = Directory.Exists(undisturbed.Clone.PathOf("artifacts/store")) ? Directory.GetDirectories(undisturbed.Clone.PathOf("artifacts/store")) : [];
        if (random.Next(2) == 0 && stages.Length > 0)
        {
            Array.Sort(stages, StringComparer.Ordinal);
            Directory.Delete(stages[random.Next(stages.Length)], recursive: true);
        }
    }

    /// <summary>Starts a run, kills one process of it, and looks at what is left.</summary>
    /// <returns>Null if the run was over before.</returns>
    private Fault? Kill(Random random)
    {
        Lose(random);
        var moment = undisturbed.Duration * random.NextDouble() / 3;
        var (kindChoice, memberChoice) = (random.NextDouble(), random.NextDouble());
        var clock = Stopwatch.StartNew();
        using var run = new ProcessTree(undisturbed.Clone, $"--config={Undisturbed.Config}");
        if (run.WaitFor(() => clock.Elapsed >= moment) && Choose(run.Members(), kindChoice, memberChoice) is { } victim)
        {
            ProcessTree.Signal(victim.Id, "KILL");
            var what = $"{victim.Kind} at {clock.Elapsed.TotalSeconds:0.00} s";
            var outlived = run.End();
            var outcome = run.Outcome();
            var breaches = Soundness.Breaches(undisturbed);
            return new(Kind, $"{what}, exit code {outcome.ExitCode}{string.Concat(breaches)}", IsNamed(victim, outcome), breaches.Count > 0, clock.Elapsed.TotalSeconds, outlived.TotalSeconds);
        }

        return null;
    }

    /// <summary>First what kind of process, then which: there are many more workers than hosts.</summary>
    private static Member? Choose(IReadOnlyList<Member> members, double kindChoice, double memberChoice)
    {
        var kinds = members.GroupBy(m => m.Kind).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (kinds.Count == 0)
        {
            return null;
        }

        var kind = kinds[(int)(kindChoice * kinds.Count)].OrderBy(m => m.Id).ToList();
        return kind[(int)(memberChoice * kind.Count)];
    }

    private static bool IsNamed(Member victim, Outcome outcome) => victim.Kind switch
    {
        "host" => outcome.Text.Contains("the host was killed by signal 9", StringComparison.Ordinal),
        "msbuild" => outcome.Text.Contains("MSBuild was killed by signal 9", StringComparison.Ordinal),
        "node" => outcome.Text.Contains("killed by signal 9", StringComparison.Ordinal),
        _ => outcome.ExitCode != 0,
    };
}
