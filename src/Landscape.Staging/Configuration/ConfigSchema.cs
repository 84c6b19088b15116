using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landscape.Staging.Configuration;

/// <summary>The JSON Schema (draft 2020-12) of configurations, for completion and checks in editors. Same options, same text.</summary>
internal sealed class ConfigSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 256,
    };

    private readonly SortedDictionary<string, JsonObject> definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> definedTypes = [];
    private readonly List<string> undescribed = [];

    /// <summary>The schema's text.</summary>
    /// <param name="sections">The options type of every section, in the order of the pipeline.</param>
    /// <exception cref="StageDefinitionException">Properties lack a description, or two records of a section share a name.</exception>
    public static string Of(IEnumerable<KeyValuePair<string, Type>> sections) => new ConfigSchema().Write(sections);

    private string Write(IEnumerable<KeyValuePair<string, Type>> sections)
    {
        var root = RecordBody(new RecordShape(typeof(MasterOptions)), "", tag: null);
        foreach (var (name, type) in sections)
        {
            Reference(new RecordShape(type), name, name);
            definitions[name]["type"] = new JsonArray("object", "null");
            root["properties"]![name] = new JsonObject { ["$ref"] = $"#/$defs/{name}" };
        }

        if (undescribed.Count > 0)
        {
            throw new StageDefinitionException($"options without a [Description]: {string.Join(", ", undescribed)}");
        }

        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "Configuration of LandscapePipeline" };
        foreach (var (key, value) in root.ToList())
        {
            root.Remove(key);
            schema[key] = value;
        }

        schema["$defs"] = new JsonObject(definitions.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        return schema.ToJsonString(Indented) + "\n";
    }

    private JsonObject Reference(OptionShape shape, string section, string name, string? tag = null)
    {
        if (definedTypes.TryAdd(name, shape.Type))
        {
            definitions[name] = [];
            definitions[name] = shape is UnionShape union ? UnionBody(union, section) : RecordBody((RecordShape)shape, section, tag);
        }
        else if (definedTypes[name] != shape.Type)
        {
            throw new StageDefinitionException($"two records are called {name} in the schema: {shape.Type} and {definedTypes[name]}");
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }

    private static string NameOf(Type type, string section)
    {
        var name = type.Name.EndsWith("Options", StringComparison.Ordinal) ? type.Name[..^"Options".Length] : type.Name;
        return $"{section}.{JsonNamingPolicy.KebabCaseLower.ConvertName(name)}";
    }

    private JsonObject UnionBody(UnionShape shape, string section) => new()
    {
        ["oneOf"] = new JsonArray([.. shape.Choices.Select(choice =>
            Reference(choice.Shape, section, NameOf(choice.Shape.Type, section), $"{shape.Discriminator}={choice.Name}"))]),
    };

    private JsonObject RecordBody(RecordShape shape, string section, string? tag)
    {
        var body = new JsonObject { ["type"] = "object", ["additionalProperties"] = false };
        var required = shape.Properties.Where(property => property.Required).Select(property => property.Key).ToList();
        var properties = new JsonObject();
        if (tag?.Split('=', 2) is [var key, var name])
        {
            properties[key] = new JsonObject { ["const"] = name };
            required.Insert(0, key);
        }

        if (required.Count > 0)
        {
            body["required"] = new JsonArray([.. required.Select(r => (JsonNode)r)]);
        }

        var defaults = shape.CreateDefault();
        foreach (var property in shape.Properties)
        {
            properties[property.Key] = PropertyBody(property, property.Property.GetValue(defaults), section);
        }

        body["properties"] = properties;
        return body;
    }

    private JsonObject PropertyBody(OptionProperty property, object? defaultValue, string section)
    {
        if (string.IsNullOrWhiteSpace(property.Description))
        {
            undescribed.Add($"{property.Property.DeclaringType!.Name}.{property.Property.Name}");
        }

        var body = ValueBody(property.Shape, property.Rules, section);
        if (property.Nullable)
        {
            body = new JsonObject { ["anyOf"] = new JsonArray(body, new JsonObject { ["type"] = "null" }) };
        }

        body.Insert(0, "description", property.Description);
        if (!property.Required && (property.Nullable || defaultValue is not null))
        {
            body["default"] = DefaultOf(property.Shape, defaultValue);
        }

        return body;
    }

    private JsonObject ValueBody(OptionShape shape, OptionRules rules, string section) => shape switch
    {
        ListShape list => ListBody(list, rules, section),
        EnumShape choice => new JsonObject { ["enum"] = new JsonArray([.. choice.Names.Select(name => (JsonNode)name)]) },
        ScalarShape scalar => ScalarBody(scalar, rules),
        _ => Reference(shape, section, NameOf(shape.Type, section)),
    };

    private JsonObject ListBody(ListShape list, OptionRules rules, string section)
    {
        var body = new JsonObject { ["type"] = "array", ["items"] = ValueBody(list.Item, rules.ForItems, section) };
        AddLength(body, rules.Length, "Items");
        return body;
    }

    private static JsonObject ScalarBody(ScalarShape scalar, OptionRules rules)
    {
        var body = new JsonObject
        {
            ["type"] = scalar.Kind switch
            {
                ScalarKind.Integer => "integer",
                ScalarKind.Number => "number",
                ScalarKind.Boolean => "boolean",
                _ => rules.AdmitsDigits("10") ? new JsonArray("string", "integer") : "string",
            },
        };
        AddBound(body, rules.Range?.Minimum, rules.Range?.MinimumIsExclusive ?? false, "inimum");
        AddBound(body, rules.Range?.Maximum, rules.Range?.MaximumIsExclusive ?? false, "aximum");
        AddLength(body, scalar.Kind == ScalarKind.Text ? rules.Length : null, "Length");
        if (rules.ItemRules.OfType<System.ComponentModel.DataAnnotations.RegularExpressionAttribute>().FirstOrDefault() is { } expression)
        {
            body["pattern"] = $"^(?:{expression.Pattern})$";
        }

        return body;
    }

    private static void AddBound(JsonObject body, double? bound, bool exclusive, string name)
    {
        if (bound is { } value)
        {
            body[exclusive ? $"exclusiveM{name}" : $"m{name}"] = value;
        }
    }

    private static void AddLength(JsonObject body, LengthRange? length, string of)
    {
        if (length?.Minimum > 0)
        {
            body[$"min{of}"] = length.Minimum;
        }

        if (length?.Maximum is { } maximum)
        {
            body[$"max{of}"] = maximum;
        }
    }

    private static JsonNode? DefaultOf(OptionShape shape, object? value)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            CanonicalOptions.Write(writer, value, shape);
        }

        return JsonNode.Parse(buffer.WrittenSpan);
    }
}
