using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Landscape.Staging.Hosting;

/// <summary>Runs scripts in Node.js: standard input in, standard output back.</summary>
/// <param name="scripts">The folder of the scripts.</param>
/// <param name="modules">The installed packages.</param>
internal sealed class NodeScript(string scripts, string modules)
{
    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">Its file name in the folder of scripts.</param>
    /// <param name="standardInput">What it reads.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">No such script, no Node, or the script failed; the message has its error output.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public byte[] Run(string script, byte[] standardInput, CancellationToken cancellation)
    {
        var path = Path.Combine(scripts, script);
        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"there is no script {script} in {scripts}");
        }

        using var process = Start(path);
        using var kill = cancellation.Register(() => Kill(process));
        var output = ReadAll(process.StandardOutput.BaseStream);
        var error = ReadAll(process.StandardError.BaseStream);
        Feed(process, standardInput);
        process.WaitForExit();
        Task.WaitAll([output, error], CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode == 0
            ? output.Result
            : throw new InvalidOperationException($"script {script} failed with exit code {process.ExitCode}{OfSignal(process.ExitCode)}: {Encoding.UTF8.GetString(error.Result).Trim()}");
    }

    // 128 + n is how a process that signal n ended shows.
    private static string OfSignal(int exitCode) => exitCode == 128 + 9 ? " (killed by signal 9: by hand, or by the system, then mostly because memory ran out)" : "";

    private Process Start(string path)
    {
        var start = new ProcessStartInfo("node", [path])
        {
            WorkingDirectory = scripts,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_PATH"] = modules;
        start.Environment.Remove("NODE_OPTIONS");
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new InvalidOperationException($"Node.js cannot be started ({failure.Message}); install Node.js 20 and make sure that 'node' is on the PATH", failure);
        }
    }

    private static async Task<byte[]> ReadAll(Stream stream)
    {
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory).ConfigureAwait(false);
        return memory.ToArray();
    }

    private static void Feed(Process process, byte[] standardInput)
    {
        try
        {
            process.StandardInput.BaseStream.Write(standardInput);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The script ended without reading everything; its exit code and error output say why.
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            // Already gone.
        }
    }
}
