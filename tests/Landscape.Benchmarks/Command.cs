using System.Diagnostics;

namespace Landscape.Benchmarks;

/// <summary>Programs that are timed as a whole.</summary>
internal static class Command
{
    /// <summary>Runs to the end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has its error output.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static void Run(string folder, string command, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{command} {string.Join(' ', arguments)}' failed: {errors.Result}");
        }
    }
}
