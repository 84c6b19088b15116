using System.Text.Json.Nodes;

namespace Landscape.Pipeline.Bundling;

/// <summary>The graph of an RO-Crate 1.1: entities in the order in which they were added, each once, flattened.</summary>
public sealed class CrateGraph
{
    private readonly OrderedDictionary<string, JsonObject> entities = [];

    /// <summary>Adds an entity and returns a reference to it; properties without a value are left out.</summary>
    /// <exception cref="ArgumentException">There is one of this identifier.</exception>
    public JsonObject Add(string id, JsonNode type, params IEnumerable<KeyValuePair<string, JsonNode?>> properties)
    {
        var entity = new JsonObject { ["@id"] = id, ["@type"] = type };
        foreach (var (name, value) in properties.Where(p => p.Value is not null and not JsonArray { Count: 0 }))
        {
            entity.Add(name, value);
        }

        entities.Add(id, entity);
        return Ref(id);
    }

    /// <summary>A property for <see cref="Add"/>.</summary>
    public static KeyValuePair<string, JsonNode?> P(string name, JsonNode? value) => new(name, value);

    /// <summary>A reference to an entity.</summary>
    public static JsonObject Ref(string id) => new() { ["@id"] = id };

    /// <summary>References to entities.</summary>
    public static JsonArray Refs(IEnumerable<string> ids) => new([.. ids.Select(Ref)]);

    /// <summary>Several types of one entity.</summary>
    public static JsonArray Types(params IEnumerable<string> types) => new([.. types.Select(t => JsonValue.Create(t))]);

    /// <summary>The document. <c>sha256</c> is no term of RO-Crate 1.1; it is that of the workflow-run vocabulary.</summary>
    public string Text() => new JsonObject
    {
        ["@context"] = new JsonArray("https://w3id.org/ro/crate/1.1/context", new JsonObject { ["sha256"] = "https://w3id.org/ro/terms/workflow-run#sha256" }),
        ["@graph"] = new JsonArray([.. entities.Values]),
    }.ToJsonString(Form) + "\n";

    private static readonly System.Text.Json.JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
