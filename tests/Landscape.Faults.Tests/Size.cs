namespace Landscape.Faults.Tests;

/// <summary>How many faults are tried: a few in CI, all of them under <c>./build.sh --target=Torture</c>, which sets <c>LANDSCAPE_TORTURE=full</c>. The code is the same.</summary>
internal static class Size
{
    /// <summary>Whether this is the full size.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("LANDSCAPE_TORTURE") == "full";

    /// <summary>The count that applies.</summary>
    public static int Of(int small, int full) => IsFull ? full : small;
}
