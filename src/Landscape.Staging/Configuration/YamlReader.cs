using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Landscape.Staging.Configuration;

/// <summary>
/// Reads the YAML of a configuration into nodes with positions. The subset is what a reader can take in at a glance: groups, lists and
/// values; anchors, aliases, merge keys, tags and several documents are refused by name, so that a value always stands where it is read.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>Far above what the options nest; keeps hostile files from exhausting the stack.</summary>
    public const int MaximumDepth = 32;

    /// <summary>Characters; the paper's configuration has some thousands.</summary>
    public const int MaximumLength = 1 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Scanner scanner;
    private readonly Parser parser;
    private readonly ConfigErrors errors;

    private YamlReader(string text, ConfigErrors errors)
    {
        scanner = new Scanner(new StringReader(text));
        parser = new Parser(scanner);
        this.errors = errors;
    }

    /// <summary>The root of a file's bytes, or null with at least one error recorded.</summary>
    public static MappingNode? Read(byte[] bytes, ConfigErrors errors)
    {
        try
        {
            return Read(Utf8.GetString(bytes).TrimStart('\uFEFF'), errors);
        }
        catch (DecoderFallbackException failure)
        {
            var line = 1 + bytes.AsSpan(0, Math.Max(0, Math.Min(failure.Index, bytes.Length))).Count((byte)'\n');
            errors.Add(new Position(line, 1), ErrorCode.Unreadable, "", "not UTF-8 text; save the file as UTF-8");
            return null;
        }
    }

    /// <summary>The root of a text, or null with at least one error recorded.</summary>
    public static MappingNode? Read(string text, ConfigErrors errors)
    {
        if (!HasReadableCharacters(text, errors))
        {
            return null;
        }

        var reader = new YamlReader(text, errors);
        try
        {
            return reader.ReadStream();
        }
        catch (YamlException failure)
        {
            errors.Add(At(failure.Start), ErrorCode.Syntax, "", $"not valid YAML: {Sentence(failure.Message)}");
        }
        catch (Refused)
        {
            // The reason is already among the errors.
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // The library's scanner fails in these ways too on some texts that are not YAML; mutated texts in the tests found them.
            errors.Add(At(reader.scanner.CurrentPosition), ErrorCode.Syntax, "", "not valid YAML: something here or just before does not belong here");
        }

        return null;
    }

    private static bool HasReadableCharacters(string text, ConfigErrors errors)
    {
        var before = errors.Count;
        if (text.Length > MaximumLength)
        {
            errors.Add(new Position(1, 1), ErrorCode.Unreadable, "", $"{text.Length} characters; a configuration has at most {MaximumLength}");
            return false;
        }

        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            CheckLine(lines[i], i + 1, errors);
        }

        return errors.Count == before;
    }

    private static void CheckLine(string line, int number, ConfigErrors errors)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        if (tab >= 0 && string.IsNullOrWhiteSpace(line[..tab]))
        {
            errors.Add(new Position(number, tab + 1), ErrorCode.Syntax, "", "a tab in the indentation; YAML is indented with spaces");
        }

        var control = line.AsSpan().IndexOfAny(ControlCharacters);
        if (control >= 0)
        {
            errors.Add(new Position(number, control + 1), ErrorCode.Syntax, "", $"the control character U+{(int)line[control]:X4}; remove it");
        }
    }

    private static readonly System.Buffers.SearchValues<char> ControlCharacters =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 0x20).Append(0x7f).Select(code => (char)code).Where(c => c is not ('\t' or '\n' or '\r'))]);

    private MappingNode? ReadStream()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            return new MappingNode(new Position(1, 1), []);
        }

        var root = ReadNode(parser.Consume<ParsingEvent>(), depth: 1);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
        {
            throw Refuse(second.Start, "a second document ('---'); a configuration is one document");
        }

        switch (root)
        {
            case MappingNode mapping:
                return mapping;
            case ScalarNode scalar when ScalarSyntax.IsNull(scalar):
                return new MappingNode(new Position(1, 1), []);
            default:
                errors.Add(root.Position, ErrorCode.WrongType, "", $"expected sections ('name:' and indented keys), found {root.Found}");
                return null;
        }
    }

    private ConfigNode ReadNode(ParsingEvent node, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw Refuse(node.Start, $"nested more than {MaximumDepth} levels deep");
        }

        RefuseSharing(node);
        return node switch
        {
            Scalar scalar => new ScalarNode(At(scalar.Start), scalar.Value, scalar.Style != ScalarStyle.Plain),
            SequenceStart start => ReadSequence(start, depth),
            _ => ReadMapping((MappingStart)node, depth),
        };
    }

    private void RefuseSharing(ParsingEvent parsed)
    {
        if (parsed is AnchorAlias alias)
        {
            throw Refuse(alias.Start, $"the alias '*{alias.Value}'; write the value out");
        }

        var node = (NodeEvent)parsed;
        if (!node.Anchor.IsEmpty)
        {
            throw Refuse(node.Start, $"the anchor '&{node.Anchor.Value}'; write the value out where it is used");
        }

        if (!node.Tag.IsEmpty && node.Tag.Value != "!")
        {
            throw Refuse(node.Start, $"the tag '{node.Tag.Value}'; types are known from the keys");
        }
    }

    private SequenceNode ReadSequence(SequenceStart start, int depth)
    {
        var items = new List<ConfigNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(parser.Consume<ParsingEvent>(), depth + 1));
        }

        return new SequenceNode(At(start.Start), items);
    }

    private MappingNode ReadMapping(MappingStart start, int depth)
    {
        var entries = new List<Entry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<ParsingEvent>();
            RefuseSharing(key);
            if (key is not Scalar name)
            {
                throw Refuse(key.Start, "a list or group as a key; keys are names");
            }

            if (name is { Value: "<<", Style: ScalarStyle.Plain })
            {
                throw Refuse(key.Start, "the merge key '<<'; write the keys out");
            }

            entries.Add(new Entry(name.Value, At(name.Start), ReadNode(parser.Consume<ParsingEvent>(), depth + 1)));
        }

        return new MappingNode(At(start.Start), entries);
    }

    private Refused Refuse(Mark at, string what)
    {
        errors.Add(At(at), ErrorCode.Unsupported, "", $"not supported in configurations: {what}");
        return new Refused();
    }

    private static Position At(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private static string Sentence(string message) => message.ReplaceLineEndings(" ").TrimEnd('.');

    /// <summary>Ends the reading at a construct whose error is recorded.</summary>
    private sealed class Refused : Exception;
}
