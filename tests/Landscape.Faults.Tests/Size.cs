namespace Landscape.Faults.Tests;

/// <summary>How many faults are tried: a few in CI, all of them under <c>./build.sh --target=Torture</c>, which sets <c>LANDSCAPE_TORTURE=full</c>. The code is the same.</summary>
internal static class Size
{
    /// <summary>Whether this is the full size.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("LANDSCAPE_TORTURE") == "full";

    /// <summary>
    /// How long a process may outlive its run. What is promised is 2 s, and on the quiet machine of the full size it is held to that; in CI other tests run beside it, and starting
    /// a .NET process alone, which has to look around before it can end, takes seconds.
    /// </summary>
    public static TimeSpan ToEnd { get; } = IsFull ? TimeSpan.FromSeconds(2) : Patience;

    /// <summary>How long it is waited for, so that one that takes too long does not end the series.</summary>
    public static TimeSpan Patience => TimeSpan.FromSeconds(30);

    /// <summary>The count that applies.</summary>
    public static int Of(int small, int full) => IsFull ? full : small;
}
