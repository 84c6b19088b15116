using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landscape.Stages.Report;

/// <summary>A specification as a file to read and to edit: indented, but every row of data on one line.</summary>
internal static class SpecText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Plain) { WriteIndented = true, NewLine = "\n" };

    public static string Of(JsonObject spec)
    {
        var head = (JsonObject)spec.DeepClone();
        head.Remove("data");
        var rows = spec["data"]!["values"]!.AsArray().Select(row => "      " + row!.ToJsonString(Plain));
        var text = head.ToJsonString(Indented);
        return $"{text[..text.LastIndexOf("\n}", StringComparison.Ordinal)]},\n  \"data\": {{\n    \"values\": [\n{string.Join(",\n", rows)}\n    ]\n  }}\n}}\n";
    }
}
