using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Landscape.Slurm.Tests;

/// <summary>
/// A SLURM of two nodes (two processors each) on loopback, run by <c>cluster.sh</c> as this user in a folder of its own. It lives as long as this process: its standard input ends
/// with us, however we end. The commands of this process and its children speak to it.
/// </summary>
public sealed class SlurmCluster : IDisposable
{
    private const int Attempts = 3;
    private readonly Process? shell;

    public SlurmCluster()
    {
        if (SlurmFactAttribute.Missing is not null)
        {
            return; // every test is skipped
        }

        // Free ports are free until another process takes one: a cluster that does not come up gets others.
        for (var attempt = 1; shell is null; attempt++)
        {
            (shell, var complaint) = TryStart();
            Assert.True(shell is not null || attempt < Attempts, $"no cluster: {complaint}");
        }

        Environment.SetEnvironmentVariable("SLURM_CONF", Path.Combine(Folder, "slurm.conf"));
    }

    /// <summary>Configuration, state and logs of the daemons.</summary>
    public string Folder { get; private set; } = "";

    /// <summary>Kills a daemon (<c>controller</c>, <c>n1</c>, <c>n2</c>); tasks of a node go on.</summary>
    public void Stop(string daemon) => Command($"stop {daemon}");

    /// <summary>Starts it again.</summary>
    public void Start(string daemon) => Command($"start {daemon}");

    /// <summary>Waits until both nodes wait for work. A node on which a task could not be started is drained by SLURM: a busy machine is no reason to lose it.</summary>
    public static void WaitUntilIdle() => Until.True(
        () =>
        {
            var states = Ask("sinfo", "-h", "-N", "-o", "%T").Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (states.Any(state => state.StartsWith("drain", StringComparison.Ordinal)))
            {
                Ask("scontrol", "update", "NodeName=n1,n2", "State=RESUME");
            }

            return states is ["idle", "idle"];
        },
        "idle nodes",
        () => Ask("sinfo", "-N", "-R"));

    /// <summary>The jobs that wait or run, <c>name|index|state|node</c>.</summary>
    public static IReadOnlyList<string> Jobs() => Ask("squeue", "-h", "-r", "-o", "%j|%K|%T|%N").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The output of a command.</summary>
    public static string Ask(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + error.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        if (shell is null)
        {
            return;
        }

        shell.StandardInput.Close();
        shell.WaitForExit();
        shell.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private (Process? Shell, string Complaint) TryStart()
    {
        Folder = Directory.CreateTempSubdirectory("slurm-").FullName;
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "cluster.sh"), Folder, .. FreePorts(3)];
        var process = Process.Start(new ProcessStartInfo("bash", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var line = process.StandardOutput.ReadLine();
        if (line == "ready")
        {
            return (process, "");
        }

        var rest = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(Folder, recursive: true);
        return (null, line + "\n" + rest);
    }

    private void Command(string line)
    {
        shell!.StandardInput.WriteLine(line);
        shell.StandardInput.Flush();
        Assert.Equal("done", shell.StandardOutput.ReadLine());
    }

    private static List<string> FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => $"{((IPEndPoint)listener.LocalEndpoint).Port}").ToList();
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }
}

/// <summary>The tests of the cluster share one and take turns.</summary>
[CollectionDefinition("slurm")]
public sealed class SlurmCollection : ICollectionFixture<SlurmCluster>;

/// <summary>A test that needs SLURM's daemons and clients; skipped, with the reason, where they are not installed.</summary>
public sealed class SlurmFactAttribute : FactAttribute
{
    private static readonly string[] Needed = ["slurmctld", "slurmd", "sbatch", "squeue", "scancel", "scontrol", "sinfo", "munged", "mungekey", "setpriv"];

    public SlurmFactAttribute() => Skip = Missing;

    /// <summary>Why it is skipped; null if it is not.</summary>
    public static string? Missing { get; } = Reason();

    private static string? Reason()
    {
        var folders = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':');
        var missing = Needed.Where(command => !folders.Any(folder => File.Exists(Path.Combine(folder, command)))).ToList();
        return missing.Count == 0 ? null : $"not installed: {string.Join(", ", missing)} (Debian: apt-get install slurmctld slurmd slurm-client munge)";
    }
}

/// <summary>Waiting for something to become true elsewhere.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static void True(Func<bool> condition, string what, Func<string>? context = null)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Patience, $"waited in vain for {what}\n{context?.Invoke()}");
            Thread.Sleep(50); // between two looks at another process
        }
    }
}
