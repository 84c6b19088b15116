using Landscape.Artifacts;

namespace Landscape.Staging.Configuration;

/// <summary>The end of an error message about a name.</summary>
internal static class Suggestions
{
    /// <summary>The choices, then the nearest one if there is any.</summary>
    public static string Among(string written, IReadOnlyCollection<string> choices) => choices.Count switch
    {
        0 => "nothing is allowed here",
        1 => $"expected {choices.First()}",
        _ => $"expected one of {string.Join(", ", choices)}",
    }
    + NearestName.Hint(written, choices);
}
