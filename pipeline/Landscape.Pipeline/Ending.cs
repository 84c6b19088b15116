namespace Landscape.Pipeline;

/// <summary>What an exit code says about how a process ended.</summary>
public static class Ending
{
    private const int Signalled = 128; // a shell's and .NET's code of a process that signal n ended is 128 + n

    private static readonly Dictionary<int, string> Signals = new()
    {
        [6] = "SIGABRT: it crashed",
        [9] = "SIGKILL: by hand, or by the system, then mostly because memory ran out",
        [11] = "SIGSEGV: it crashed",
        [15] = "SIGTERM",
    };

    /// <summary>Such as <c>; the host was killed by signal 9 (SIGKILL: ...)</c>; nothing if no signal ended it.</summary>
    public static string OfSignal(int exitCode, string process) =>
        exitCode <= Signalled || exitCode is PipelineException.Stopped ? ""
        : Signals.TryGetValue(exitCode - Signalled, out var name) ? $"; {process} was killed by signal {exitCode - Signalled} ({name})"
        : "";
}
