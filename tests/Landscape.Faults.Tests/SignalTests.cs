using System.Diagnostics;
using Landscape.Stages.Tests;

namespace Landscape.Faults.Tests;

/// <summary>Ctrl-C in a terminal, and SIGTERM at any level of the tree: everything ends at once, with a code that says so, and the next run is right.</summary>
[Collection("faults")]
public sealed class SignalTests(Undisturbed undisturbed)
{
    private const int Seed = 20_260_623;
    private static readonly TimeSpan Patience = Size.ToEnd;

    /// <summary>Stopped by a signal: our own code, or the shell's for a process that had not yet come to handle it.</summary>
    private static readonly int[] Stopped = [130, 143];

    /// <summary>By whom gets the signal: the exit codes that pipeline/README.md names. Below Cake a stage fails, and with it the run.</summary>
    private static readonly (string Kind, int[] ExitCodes)[] Levels = [("dotnet", Stopped), ("cake", Stopped), ("msbuild", [1]), ("worker", [1]), ("host", [1])];

    [LinuxFact(Needs.Terminal)]
    public void Ctrl_C_in_a_terminal_stops_everything()
    {
        var random = new Random(Seed);
        Forget();
        for (var i = 0; i < Size.Of(small: 2, full: 20); i++)
        {
            var moment = undisturbed.Duration * random.NextDouble() / 2;
            Try("Ctrl-C", InTerminal, run => run.WaitFor(() => run.Root.StartTime + moment < DateTime.Now), run => Type(run.Root, '\x03'), Stopped);
        }

        undisturbed.AssertNextRunIsRight();
    }

    [LinuxFact]
    public void SIGTERM_at_any_level_ends_the_run()
    {
        for (var i = 0; i < Size.Of(small: 1, full: 8); i++)
        {
            Forget();
            foreach (var (kind, exitCodes) in Levels)
            {
                Member? victim = null;
                Try($"SIGTERM to {kind}", c => c.Start($"--config={Undisturbed.Config}"), run => run.WaitFor(() => (victim = run.Members().FirstOrDefault(m => m.Kind == kind)) is not null), _ => ProcessTree.Signal(victim!.Id, "TERM"), exitCodes);
            }

            undisturbed.AssertNextRunIsRight();
        }
    }

    private void Forget() => undisturbed.Forget();

    private void Try(string what, Func<Clone, Process> start, Func<ProcessTree, bool> wait, Action<ProcessTree> signal, int[] exitCodes)
    {
        var clock = Stopwatch.StartNew();
        using var run = new ProcessTree(undisturbed.Clone, start);
        if (!wait(run))
        {
            return; // the run was over before its moment
        }

        var moment = clock.Elapsed;
        signal(run);
        var signalled = Stopwatch.StartNew();
        var outlived = run.End(Patience);
        var ended = signalled.Elapsed;
        Assert.True(outlived is not null, $"{what}: alive after {Patience}: {string.Join(", ", run.Members())}\n{run.Text}");
        var outcome = run.Outcome();
        Assert.True(outcome.ExitCode == 0 || exitCodes.Contains(outcome.ExitCode), $"{what} at {moment}: exit code {outcome.ExitCode}\n{outcome.Text}");
        var breaches = Soundness.Breaches(undisturbed);
        Journal.Write(new(
            exitCodes == Stopped && what[0] == 'C' ? "Ctrl-C" : "SIGTERM",
            $"{what} at {moment.TotalSeconds:0.00} s, exit code {outcome.ExitCode}, all gone after {ended.TotalSeconds:0.00} s{string.Concat(breaches)}",
            outcome.ExitCode != 0, breaches.Count > 0, clock.Elapsed.TotalSeconds));
    }

    /// <summary>A pseudo-terminal with the run as its foreground process group: what a person at a keyboard has.</summary>
    private static Process InTerminal(Clone clone)
    {
        var start = clone.StartInfo($"--config={Undisturbed.Config}");
        var command = string.Join(' ', start.ArgumentList.Prepend(start.FileName));
        start.FileName = "script";
        start.ArgumentList.Clear();
        new[] { "-qec", command, "/dev/null" }.ToList().ForEach(start.ArgumentList.Add);
        start.RedirectStandardInput = true;
        return Process.Start(start)!;
    }

    private static void Type(Process terminal, char key)
    {
        terminal.StandardInput.Write(key);
        terminal.StandardInput.Flush();
    }
}
