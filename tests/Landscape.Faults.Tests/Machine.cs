using System.Diagnostics;

namespace Landscape.Faults.Tests;

/// <summary>What can be done on this machine.</summary>
internal static class Machine
{
    /// <summary>Whether a command can be run in a pseudo-terminal.</summary>
    public static bool HasTerminals { get; } = Succeeds("script", "-qec", "true", "/dev/null");

    /// <summary>Whether file systems can be mounted.</summary>
    public static bool MayMount { get; } = TryMount();

    /// <summary>Runs a command; whether it ended with 0.</summary>
    public static bool Succeeds(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
            process.StandardInput.Close();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static bool TryMount()
    {
        var folder = Directory.CreateTempSubdirectory("landscape-mount-").FullName;
        var mounted = Succeeds("mount", "-t", "tmpfs", "tmpfs", folder) && Succeeds("umount", folder);
        Directory.Delete(folder);
        return mounted;
    }
}
