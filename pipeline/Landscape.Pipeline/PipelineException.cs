namespace Landscape.Pipeline;

/// <summary>An error that a person can act on; the message is shown as it is, without a stack trace.</summary>
public sealed class PipelineException(string message, int exitCode = 1) : Exception(message)
{
    /// <summary>Exit code of a refused argument or configuration.</summary>
    public const int Refused = 2;

    /// <summary>Exit code of a run that was stopped, as of a process that a signal ended.</summary>
    public const int Stopped = 130;

    /// <summary>The exit code of the command.</summary>
    public int ExitCode { get; } = exitCode;
}
