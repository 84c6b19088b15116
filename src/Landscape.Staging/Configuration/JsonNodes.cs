using System.Text.Json;

namespace Landscape.Staging.Configuration;

/// <summary>Canonical JSON as nodes, so that a request's options go through the same binder and the same checks as a configuration.</summary>
internal static class JsonNodes
{
    private static readonly Position Start = new(1, 1);

    /// <summary>The node of a JSON value.</summary>
    public static ConfigNode Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new MappingNode(Start, [.. json.EnumerateObject().Select(property => new Entry(property.Name, Start, Of(property.Value)))]),
        JsonValueKind.Array => new SequenceNode(Start, [.. json.EnumerateArray().Select(Of)]),
        JsonValueKind.String => new ScalarNode(Start, json.GetString()!, Quoted: true),
        _ => new ScalarNode(Start, json.GetRawText(), Quoted: false),
    };
}
