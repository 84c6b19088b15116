using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Landscape.Pipeline;

/// <summary>Starting <c>dotnet</c> without what MSBuild and Cake leave in the environment.</summary>
public static partial class ChildProcess
{
    private const int Interrupt = 2; // SIGINT

    /// <summary>A stage writes its log and, if its shards are computed elsewhere, calls them back. With the launcher's period and the kill itself it stays below the 2 s that are promised.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1300);

    /// <summary>The start information of <c>dotnet</c> with arguments; the child shares the console unless the caller redirects.</summary>
    public static ProcessStartInfo DotNet(Repository repository, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { WorkingDirectory = repository.Root };
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(n => n.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)))
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        return start;
    }

    /// <summary>Runs to the end and returns the exit code; when cancelled, ends the process and everything it started.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled; the process is gone.</exception>
    /// <param name="start">What to run.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="started">Gets the process before it is waited for.</param>
    public static int Run(ProcessStartInfo start, CancellationToken cancellation, Action<Process>? started = null)
    {
        cancellation.ThrowIfCancellationRequested();
        using var process = Process.Start(start)!;
        started?.Invoke(process);
        WaitOrStop(process, cancellation);
        return process.ExitCode;
    }

    /// <summary>The same for a process that writes little: returns its standard output and error too.</summary>
    public static (int ExitCode, string Output, string Error) Capture(ProcessStartInfo start, CancellationToken cancellation)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        WaitOrStop(process, cancellation);
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>Waits for the end; when cancelled, closes the standard input (MSBuild, which has none of its own, gets SIGINT), waits a moment, then kills the whole tree.</summary>
    public static void WaitOrStop(Process process, CancellationToken cancellation)
    {
        try
        {
            process.WaitForExitAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            Stop(process);
            throw;
        }
    }

    private static void Stop(Process process)
    {
        if (process.StartInfo.RedirectStandardInput)
        {
            process.StandardInput.Close();
        }
        else if (!OperatingSystem.IsWindows())
        {
            _ = Send(process.Id, Interrupt);
        }

        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(Patience);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int process, int signal);
}
