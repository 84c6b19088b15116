using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>JSON with object keys in ordinal order and no white space: one text for one value.</summary>
public static class CanonicalJson
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Readable = new(Compact) { WriteIndented = true, NewLine = "\n" };

    /// <summary>The canonical text of a value.</summary>
    public static string Text(JsonNode? node) => Sorted(node)?.ToJsonString(Compact) ?? "null";

    /// <summary>The same, indented, for files that people read.</summary>
    public static string Indented(JsonNode? node) => (Sorted(node)?.ToJsonString(Readable) ?? "null") + "\n";

    /// <summary>A JSON object of texts.</summary>
    public static JsonObject Object(IEnumerable<KeyValuePair<string, string>> values) =>
        new(values.Select(v => KeyValuePair.Create(v.Key, (JsonNode?)JsonValue.Create(v.Value))));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
