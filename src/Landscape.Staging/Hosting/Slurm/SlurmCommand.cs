using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Landscape.Staging.Hosting.Slurm;

/// <summary>How a SLURM command ended.</summary>
/// <param name="ExitCode">Its exit code; -1 if it had to be stopped.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Error">What it complained about, one line.</param>
internal sealed record SlurmAnswer(int ExitCode, string Output, string Error)
{
    // The client library's own words (slurm_errno.c); which daemon it was stands behind them.
    private static readonly string[] SignsOfNoController = ["Unable to contact slurm controller", "Socket timed out", "Zero Bytes were transmitted", "Communication connection failure"];

    /// <summary>Whether nobody answered: neither a yes nor a no.</summary>
    public bool Unreachable => ExitCode == -1 || (ExitCode != 0 && SignsOfNoController.Any(sign => Error.Contains(sign, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>Runs the commands of SLURM's client package.</summary>
internal static class SlurmCommand
{
    /// <summary>The commands that must be installed where a run is started.</summary>
    public static readonly IReadOnlyList<string> Needed = ["sbatch", "squeue", "scancel", "scontrol"];

    // Variables that would change what the commands select or print; where jobs go by default (SBATCH_PARTITION, ...) stays the user's choice.
    private static readonly string[] Misleading = ["SQUEUE_", "SCANCEL_", "SCONTROL_", "SBATCH_ARRAY", "SBATCH_JOB_NAME", "SBATCH_OUTPUT", "SBATCH_ERROR", "SBATCH_WAIT", "SBATCH_TEST_ONLY"];

    /// <summary>The commands that are not on the PATH.</summary>
    public static IReadOnlyList<string> Missing()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return [.. Needed.Where(command => !folders.Any(folder => File.Exists(Path.Combine(folder, command))))];
    }

    /// <summary>Runs a command to its end; kills it when that takes too long or it is cancelled.</summary>
    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    public static SlurmAnswer Run(string command, IEnumerable<string> arguments, TimeSpan patience, CancellationToken cancellation, string standardInput = "")
    {
        using var process = Start(command, arguments);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        Feed(process, standardInput);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(patience);
        try
        {
            process.WaitForExitAsync(deadline.Token).GetAwaiter().GetResult();
            return new(process.ExitCode, output.GetAwaiter().GetResult(), OneLine.Escaped(string.Join("; ", Lines(error.GetAwaiter().GetResult()))));
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            return new(-1, "", string.Create(CultureInfo.InvariantCulture, $"{command} did not end within {patience.TotalSeconds:0.#} s"));
        }
    }

    /// <summary>The lines of a text that have something in them.</summary>
    public static IReadOnlyList<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Process Start(string command, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(key => Misleading.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))).ToList())
        {
            start.Environment.Remove(name);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new InvalidOperationException($"{command} cannot be started: {failure.Message}", failure);
        }
    }

    private static void Feed(Process process, string standardInput)
    {
        try
        {
            process.StandardInput.Write(standardInput);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code and error output say why.
        }
    }
}
