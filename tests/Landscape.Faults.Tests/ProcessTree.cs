using System.Diagnostics;
using System.Text;
using Landscape.Stages.Tests;

namespace Landscape.Faults.Tests;

/// <summary>A process of a run.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">What it is: bash, dotnet (the SDK's start of the build tool), cake, msbuild, worker, plan, host, shard, node, or other.</param>
internal sealed record Member(int Id, string Kind);

/// <summary>
/// A run under way and all processes that belong to it, wherever they hang in the tree: they are known by a variable of their environment, which a
/// child has from its parent and keeps when the parent dies. Linux only (/proc).
/// </summary>
internal sealed class ProcessTree : IDisposable
{
    private const string Variable = "LANDSCAPE_FAULT_RUN";

    private static readonly (string Sign, string Kind)[] Signs =
    [
        ("VBCSCompiler", ""), // the SDK's compiler server: shared by all builds of a user, ends by itself, no part of a run
        ("/nodemode:", "worker"), ("Run.proj", "msbuild"), ("build.slnf", "msbuild"), ("Landscape.Staging.dll\0plan", "plan"), ("Landscape.Staging.dll\0run", "host"), ("Landscape.Staging.dll\0shard", "shard"),
        (".mjs", "node"), ("Cake.dll", "cake"), ("build.sh", "bash"), ("dotnet\0cake", "dotnet"),
    ];

    private static int count;
    private readonly string mark = $"{Variable}={Environment.ProcessId}.{Interlocked.Increment(ref count)}";
    private readonly Process root;
    private readonly StringBuilder text = new();
    private readonly Task reading;

    /// <summary>Starts a run of a clone.</summary>
    public ProcessTree(Clone clone, params string[] arguments)
        : this(clone, c => c.Start(arguments))
    {
    }

    /// <summary>Starts whatever starts a run of a clone.</summary>
    public ProcessTree(Clone clone, Func<Clone, Process> start)
    {
        clone.Environment[Variable] = mark.Split('=')[1];
        root = start(clone);
        clone.Environment.Remove(Variable);
        reading = Task.WhenAll(Read(root.StandardOutput), Read(root.StandardError));
    }

    /// <summary>What the person who started the run waits for.</summary>
    public Process Root => root;

    /// <summary>What was printed so far.</summary>
    public string Text
    {
        get
        {
            lock (text)
            {
                return text.ToString();
            }
        }
    }

    /// <summary>The processes that are alive.</summary>
    public IReadOnlyList<Member> Members() =>
        [.. Directory.EnumerateDirectories("/proc").Where(f => char.IsAsciiDigit(Path.GetFileName(f)[0])).Select(Look).OfType<Member>()];

    /// <summary>Waits until a condition holds or the run is over.</summary>
    /// <returns>Whether the condition holds.</returns>
    public bool WaitFor(Func<bool> condition)
    {
        SpinWait.SpinUntil(() => condition() || root.HasExited);
        return condition();
    }

    /// <summary>Waits for the end of the run, then until no process of it is alive.</summary>
    /// <returns>How long processes outlived the run.</returns>
    public TimeSpan End()
    {
        Assert.True(root.WaitForExit(TimeSpan.FromMinutes(3)), $"the run does not end; alive: {string.Join(", ", Members())}\n{Text}");
        var clock = Stopwatch.StartNew();
        Assert.True(SpinWait.SpinUntil(() => Members().Count == 0, Size.Patience), $"the run ended {Size.Patience} ago; alive: {string.Join(", ", Members())}\n{Text}");
        return clock.Elapsed;
    }

    /// <summary>The exit code and everything that was printed, once no process holds the pipes any more.</summary>
    public Outcome Outcome()
    {
        root.WaitForExit();
        reading.Wait();
        return new(root.ExitCode, Text);
    }

    /// <summary>Sends a signal; a process that is gone already does not mind.</summary>
    public static void Signal(int process, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", "--", $"{process}"]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }

    public void Dispose()
    {
        Members().ToList().ForEach(m => Signal(m.Id, "KILL"));
        root.Dispose();
    }

    private async Task Read(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (text)
            {
                text.AppendLine(line);
            }
        }
    }

    private Member? Look(string folder)
    {
        try
        {
            if (!File.ReadAllText(Path.Combine(folder, "environ")).Split('\0').Contains(mark))
            {
                return null;
            }

            var command = File.ReadAllText(Path.Combine(folder, "cmdline"));
            var kind = Array.Find(Signs, s => command.Contains(s.Sign, StringComparison.Ordinal)).Kind ?? "other";
            return kind.Length == 0 ? null : new(int.Parse(Path.GetFileName(folder)), kind);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // gone while we looked
        }
    }
}
