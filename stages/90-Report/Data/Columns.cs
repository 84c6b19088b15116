using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landscape.Stages.Report;

/// <summary>
/// Rows as columns, the short form in which the page carries data to its scripts: <c>{ "count": 3, "columns": { "x": [1, 2, 3], "kind": { "values": ["a", "b"], "index": [0, 1, 0] } } }</c>.
/// A column in which values repeat is a list of distinct values and, a row, the place in it.
/// </summary>
internal static class Columns
{
    /// <summary>The records' properties as columns.</summary>
    public static JsonObject Of<TRow>(IReadOnlyList<TRow> rows) => Of(JsonSerializer.SerializeToNode(rows)!.AsArray());

    /// <summary>The columns of objects that all have the properties of the first.</summary>
    public static JsonObject Of(JsonArray rows)
    {
        var columns = new JsonObject();
        foreach (var name in rows.Count == 0 ? [] : rows[0]!.AsObject().Select(property => property.Key))
        {
            columns[name] = Column([.. rows.Select(row => row![name])]);
        }

        return new JsonObject { ["count"] = rows.Count, ["columns"] = columns };
    }

    private static JsonNode Column(IReadOnlyList<JsonNode?> values)
    {
        var texts = values.Select(value => value?.ToJsonString() ?? "null").ToList();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var distinct = new JsonArray();
        foreach (var (value, text) in values.Zip(texts))
        {
            if (places.TryAdd(text, distinct.Count))
            {
                distinct.Add(value?.DeepClone());
            }
        }

        return 3 * distinct.Count > values.Count
            ? new JsonArray([.. values.Select(value => value?.DeepClone())])
            : new JsonObject { ["values"] = distinct, ["index"] = new JsonArray([.. texts.Select(text => (JsonNode)places[text])]) };
    }
}
