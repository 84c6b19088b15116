using System.Text.Encodings.Web;
using System.Text.Json;

namespace Landscape.Benchmarks;

/// <summary>How the bench writes JSON: snake_case keys; what was not measured is null.</summary>
internal static class Json
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static JsonSerializerOptions Indented { get; } = new(Options) { WriteIndented = true };
}
