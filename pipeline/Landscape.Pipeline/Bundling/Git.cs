using System.ComponentModel;
using System.Diagnostics;

namespace Landscape.Pipeline.Bundling;

/// <summary>Asks git about a checkout; changes nothing in it.</summary>
public sealed class Git(string folder)
{
    /// <summary>The output of a command as text, without the line end.</summary>
    /// <exception cref="PipelineException">It failed; the message is git's.</exception>
    public string Text(params string[] arguments)
    {
        using var reader = new StreamReader(new MemoryStream(Bytes(arguments)));
        return reader.ReadToEnd().TrimEnd('\n');
    }

    /// <summary>The output of a command.</summary>
    /// <exception cref="PipelineException">It failed; the message is git's.</exception>
    public byte[] Bytes(params string[] arguments)
    {
        var (exitCode, output, error) = Run(arguments);
        return exitCode == 0 ? output : throw new PipelineException($"git {arguments[0]} failed: {error.Trim()}");
    }

    /// <summary>Exit code, output and error text of a command.</summary>
    /// <exception cref="PipelineException">There is no git.</exception>
    public (int ExitCode, byte[] Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, "-c", "core.quotePath=false", "-c", "tar.umask=0022", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            return (process.ExitCode, output.ToArray(), error.GetAwaiter().GetResult());
        }
        catch (Win32Exception e)
        {
            throw new PipelineException($"git cannot be run ({e.Message}); a bundle records the commit that it was made from");
        }
    }
}
