using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Landscape.Staging.Configuration;

/// <summary>
/// The canonical form of options: every default filled in, keys in ordinal order, doubles in the shortest text that reads back to the same
/// bits. Two configurations that mean the same have the same canonical form, whatever their comments, key order, quoting or spelt-out defaults.
/// </summary>
internal static class CanonicalOptions
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The canonical JSON of a bound record.</summary>
    public static JsonElement ToJson(object options)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            Write(writer, options, OptionShape.Of(options.GetType()));
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>Writes a value of a shape.</summary>
    public static void Write(Utf8JsonWriter writer, object? value, OptionShape shape)
    {
        switch (shape)
        {
            case var _ when value is null:
                writer.WriteNullValue();
                break;
            case RecordShape record:
                WriteRecord(writer, value, record, tag: null);
                break;
            case UnionShape union:
                var (name, choice) = union.ChoiceOf(value);
                WriteRecord(writer, value, choice, (union.Discriminator, name));
                break;
            case ListShape list:
                writer.WriteStartArray();
                foreach (var item in (IEnumerable)value)
                {
                    Write(writer, item, list.Item);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteScalar(writer, value);
                break;
        }
    }

    /// <summary>
    /// The leaves of canonical JSON by key path (<c>widths[0]</c>), in ordinal order. Texts stand bare unless that could be misread
    /// (empty, <c>null</c>, beginning with a quote or bracket): distinct options have distinct values.
    /// </summary>
    public static SortedDictionary<string, string> Flatten(string path, JsonElement json)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Flatten(path, json, values);
        return values;
    }

    private static void WriteRecord(Utf8JsonWriter writer, object value, RecordShape shape, (string Key, string Name)? tag)
    {
        writer.WriteStartObject();
        var keys = shape.Properties.Select(property => (property.Key, Property: (OptionProperty?)property));
        foreach (var (key, property) in keys.Concat(tag is { } t ? [(t.Key, null)] : []).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(key);
            if (property is null)
            {
                writer.WriteStringValue(tag!.Value.Name);
            }
            else
            {
                Write(writer, property.Property.GetValue(value), property.Shape);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteScalar(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case int or long:
                writer.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case InputFile file:
                writer.WriteStringValue(file.Path);
                break;
            case Enum choice:
                writer.WriteStringValue(OptionNames.OfMember(choice.GetType().GetField(choice.ToString())!));
                break;
            default:
                writer.WriteStringValue((string)value);
                break;
        }
    }

    private static void Flatten(string path, JsonElement json, SortedDictionary<string, string> values)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object when json.EnumerateObject().Any():
                foreach (var property in json.EnumerateObject())
                {
                    Flatten($"{path}.{property.Name}", property.Value, values);
                }

                break;
            case JsonValueKind.Array when json.GetArrayLength() > 0:
                foreach (var (i, item) in json.EnumerateArray().Index())
                {
                    Flatten($"{path}[{i}]", item, values);
                }

                break;
            default:
                values.Add(path, json.ValueKind == JsonValueKind.String && IsBare(json.GetString()!) ? json.GetString()! : json.GetRawText());
                break;
        }
    }

    private static bool IsBare(string text) =>
        text.Length > 0 && text != "null" && text[0] is not ('"' or '[' or '{') && !text.EnumerateRunes().Any(Rune.IsControl);
}
