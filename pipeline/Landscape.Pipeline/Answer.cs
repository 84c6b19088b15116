using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>What a target that explains found: lines for people, one JSON document for scripts, and the exit code for both.</summary>
/// <param name="ExitCode">Of the command.</param>
/// <param name="Lines">Plain text.</param>
/// <param name="Json">The same as data (docs/operations.md).</param>
public sealed record Answer(int ExitCode, IReadOnlyList<string> Lines, JsonObject Json)
{
    /// <summary>Exit code of Status when something is not fresh.</summary>
    public const int NotFresh = 3;

    /// <summary>A JSON array of texts.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);
}
