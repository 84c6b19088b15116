namespace Landscape.Staging.Hosting;

/// <summary>What the host's exit codes mean; the orchestration knows nothing else of a stage's fate.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>The configuration or the command line is wrong; nothing ran.</summary>
    public const int BadConfiguration = 2;

    /// <summary>The stage failed; the last line on standard error names the item and the cause.</summary>
    public const int StageFailed = 3;

    /// <summary>An input is missing or not what was recorded; it was not used.</summary>
    public const int DamagedInput = 4;

    /// <summary>Stopped from outside.</summary>
    public const int Cancelled = 130;
}
