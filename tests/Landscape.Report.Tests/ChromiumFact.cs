namespace Landscape.Report.Tests;

/// <summary>A fact that needs headless Chromium: skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    public ChromiumFactAttribute()
    {
        if (Browser is null)
        {
            Skip = $"none of {string.Join(", ", Names)} is on the path (Debian: apt-get install chromium)";
        }
    }

    /// <summary>The browser's path; null without one.</summary>
    public static string? Browser { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
