using System.Diagnostics;
using Landscape.Stages.Tests;

namespace Landscape.Faults.Tests;

/// <summary>Ctrl-C in a terminal, and SIGTERM at any level of the tree: everything ends at once, with a code that says so, and the next run is right.</summary>
[Collection("faults")]
public sealed class SignalTests(Undisturbed undisturbed)
{
    private const int Seed = 20_260_623;

    /// <summary>Stopped by a signal: our own code, or the shell's for a process that had not yet come to handle it.</summary>
    private static readonly int[] Stopped = [130, 143];

    /// <summary>
    /// By whom gets the signal: the exit codes that pipeline/README.md names. Below Cake a stage fails, and with it the run. The worker comes last: MSBuild replaces one that is gone
    /// before it has answered, after 30 s of its own, and the run gets to its end.
    /// </summary>
    private static readonly (string Kind, int[] ExitCodes)[] Levels = [("dotnet", Stopped), ("cake", Stopped), ("msbuild", [1]), ("host", [1]), ("worker", [1])];

    [LinuxFact(Needs.Terminal)]
    public void Ctrl_C_in_a_terminal_stops_everything()
    {
        var random = new Random(Seed);
        Forget();
        var tried = new List<Fault>();
        while (tried.Count < Size.Of(small: 2, full: 20))
        {
            var moment = undisturbed.Duration * random.NextDouble() / 2;
            if (Try("Ctrl-C", "in a terminal", InTerminal, run => run.WaitFor(() => IsTime(run, moment)), run => Type(run.Root, '\x03'), Stopped) is { } fault)
            {
                tried.Add(fault);
            }
            else
            {
                Forget(); // it had nothing left to do
            }
        }

        undisturbed.AssertNextRunIsRight();
        Assert.True(2 * tried.Count(f => f.Noticed) >= tried.Count, "most runs went on as if no key had been typed"); // one that was nearly done may
        Journal.AssertNoOrphan(tried);
    }

    [LinuxFact]
    public void SIGTERM_at_any_level_ends_the_run()
    {
        var tried = new List<Fault?>();
        for (var i = 0; i < Size.Of(small: 1, full: 8); i++)
        {
            Forget();
            foreach (var (kind, exitCodes) in Levels)
            {
                Member? victim = null;
                tried.Add(Try("SIGTERM", $"to {kind}", c => c.Start($"--config={Undisturbed.Config}"), run => run.WaitFor(() => (victim = run.Members().FirstOrDefault(m => m.Kind == kind)) is not null), _ => ProcessTree.Signal(victim!.Id, "TERM"), exitCodes));
            }

            undisturbed.AssertNextRunIsRight();
        }

        Journal.AssertNoOrphan([.. tried.OfType<Fault>()]);
    }

    private void Forget() => undisturbed.Forget();

    /// <returns>Null if the run was over before its moment.</returns>
    private Fault? Try(string signal, string whom, Func<Clone, Process> start, Func<ProcessTree, bool> wait, Action<ProcessTree> send, int[] exitCodes)
    {
        var clock = Stopwatch.StartNew();
        using var run = new ProcessTree(undisturbed.Clone, start);
        if (!wait(run))
        {
            return null;
        }

        var moment = clock.Elapsed;
        send(run);
        var sent = Stopwatch.StartNew();
        var outlived = run.End();
        var ended = sent.Elapsed;
        var outcome = run.Outcome();
        Assert.True(outcome.ExitCode == 0 || exitCodes.Contains(outcome.ExitCode), $"{signal} {whom} at {moment}: exit code {outcome.ExitCode}\n{outcome.Text}");
        var breaches = Soundness.Breaches(undisturbed);
        var what = $"{whom} at {moment.TotalSeconds:0.00} s, exit code {outcome.ExitCode}, all gone after {ended.TotalSeconds:0.00} s{string.Concat(breaches)}";
        var fault = new Fault(signal, what, outcome.ExitCode != 0, breaches.Count > 0, clock.Elapsed.TotalSeconds, outlived.TotalSeconds);
        Journal.Write(fault);
        return fault;
    }

    /// <summary>A key that is typed before the terminal has a foreground is nobody's.</summary>
    private static bool IsTime(ProcessTree run, TimeSpan moment) => run.Root.StartTime + moment < DateTime.Now && run.Members().Any(m => m.Kind is "dotnet" or "cake");

    /// <summary>A pseudo-terminal with the run as its foreground process group: what a person at a keyboard has, even if these tests run in the background, where SIGINT is ignored.</summary>
    private static Process InTerminal(Clone clone)
    {
        var start = clone.StartInfo($"--config={Undisturbed.Config}");
        var command = "env --default-signal=INT " + string.Join(' ', start.ArgumentList.Prepend(start.FileName));
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
