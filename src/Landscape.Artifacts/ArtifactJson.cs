using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Landscape.Artifacts;

/// <summary>
/// JSON files that repeat byte for byte: keys in ordinal order at every level, two spaces, line feeds, one at the end. Property names
/// are camelCase; an unknown or missing property, a null and a malformed hash are errors that name file and field.
/// </summary>
internal static class ArtifactJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The canonical text of a value.</summary>
    public static string Format<T>(T value) => Sorted(JsonSerializer.SerializeToNode(value, Options))!.ToJsonString(Options) + "\n";

    /// <summary>Writes a value's canonical text, atomically.</summary>
    public static void Write<T>(string path, T value) => AtomicFile.Write(path, temporary => File.WriteAllText(temporary, Format(value)));

    /// <summary>Reads a value.</summary>
    /// <exception cref="InvalidDataException">The file is not JSON of this form; the message names file, field and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static T Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Options)
                ?? throw new InvalidDataException($"{path}: null, expected an object");
        }
        catch (JsonException exception)
        {
            // The serializer appends path and line to some of its messages; they stand in front here.
            var reason = exception.Message.Split(" Path: ")[0];
            throw new InvalidDataException($"{path}({exception.LineNumber + 1}): field {exception.Path}: {reason}", exception);
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject entries => new JsonObject(entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray items => new JsonArray(items.Select(Sorted).ToArray()),
        _ => node?.DeepClone(),
    };
}

/// <summary>A SHA-256 in JSON: a string of 64 lower-case hexadecimal digits, refused in any other form.</summary>
internal sealed class Sha256Converter : JsonConverter<string>
{
    private const int Digits = 64;

    /// <inheritdoc/>
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: Digits } text && text.All(char.IsAsciiHexDigitLower)
            ? text
            : throw new JsonException($"expected {Digits} lower-case hexadecimal digits");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
