using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;
using Landscape.Artifacts;

namespace Landscape.Staging.Configuration;

/// <summary>
/// Binds nodes to options records and collects everything that is wrong on the way; it never stops at the first error. A value that could
/// not be bound leaves its default behind, so the result is to be used only when no error was added.
/// </summary>
/// <param name="errors">Where errors go.</param>
/// <param name="checkFile">Says what is wrong with the path of an input file; null if nothing.</param>
internal sealed partial class OptionsBinder(ConfigErrors errors, Func<string, string?> checkFile)
{
    private readonly ScalarBinder scalars = new(errors, checkFile);

    /// <summary>Binds a group of keys to a record.</summary>
    /// <param name="node">The group.</param>
    /// <param name="shape">The record.</param>
    /// <param name="path">The key path of the group.</param>
    /// <param name="discriminator">A key that is there and already read, if any.</param>
    public object BindRecord(MappingNode node, RecordShape shape, string path, string? discriminator = null)
    {
        var before = errors.Count;
        var options = shape.CreateDefault();
        CheckKeys(node, shape, path, discriminator);
        foreach (var property in shape.Properties)
        {
            if (node.Entries.FirstOrDefault(entry => entry.Key == property.Key) is { } entry)
            {
                BindProperty(options, property, entry.Value, Join(path, property.Key));
            }
        }

        if (errors.Count == before)
        {
            CheckConsistency(options, node, path);
        }

        return options;
    }

    /// <summary>Reports keys that stand twice.</summary>
    public void CheckDuplicates(MappingNode node, string path)
    {
        foreach (var group in node.Entries.GroupBy(entry => entry.Key, StringComparer.Ordinal))
        {
            foreach (var again in group.Skip(1))
            {
                var first = group.First().KeyPosition;
                errors.Add(again.KeyPosition, ErrorCode.DuplicateKey, Join(path, again.Key), $"the key stands here again; first at line {first.Line}, column {first.Column}");
            }
        }
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private void CheckKeys(MappingNode node, RecordShape shape, string path, string? discriminator)
    {
        CheckDuplicates(node, path);
        string[] known = [.. discriminator is null ? [] : new[] { discriminator }, .. shape.Properties.Select(property => property.Key)];
        foreach (var entry in node.Entries.Where(entry => !known.Contains(entry.Key)))
        {
            errors.Add(entry.KeyPosition, ErrorCode.UnknownKey, Join(path, entry.Key), $"unknown key; {NearestName.Hint(entry.Key, known)}");
        }

        foreach (var property in shape.Properties.Where(p => p.Required && node.Entries.All(entry => entry.Key != p.Key)))
        {
            errors.Add(node.Position, ErrorCode.MissingKey, Join(path, property.Key), $"required key missing; expected {Expectation.Of(property)}");
        }
    }

    private void BindProperty(object options, OptionProperty property, ConfigNode node, string path)
    {
        if (node is ScalarNode scalar && ScalarSyntax.IsNull(scalar) && property.Nullable)
        {
            property.Property.SetValue(options, null);
        }
        else if (Bind(node, property.Shape, property.Rules, path) is { } value)
        {
            property.Property.SetValue(options, value);
        }
    }

    private object? Bind(ConfigNode node, OptionShape shape, OptionRules rules, string path)
    {
        var value = (shape, node) switch
        {
            (ScalarShape or EnumShape, ScalarNode scalar) => scalars.Bind(scalar, shape, rules, path),
            (ListShape list, SequenceNode sequence) => BindList(sequence, list, rules, path),
            (RecordShape record, MappingNode mapping) => BindRecord(mapping, record, path),
            (UnionShape union, MappingNode mapping) => BindUnion(mapping, union, path),
            _ => Mismatch(node, shape, rules, path),
        };
        if (value is not null && rules.Violation(value, path[(path.LastIndexOf('.') + 1)..]) is { } violation)
        {
            errors.Add(node.Position, ErrorCode.OutOfRange, path, violation.TrimEnd('.'));
            return null;
        }

        return value;
    }

    private object? Mismatch(ConfigNode node, OptionShape shape, OptionRules rules, string path)
    {
        var single = shape is ListShape { Item: ScalarShape or EnumShape } && node is ScalarNode scalar && !ScalarSyntax.IsNull(scalar);
        var hint = single ? $"; did you mean [{((ScalarNode)node).Text}]?" : "";
        errors.Add(node.Position, ErrorCode.WrongType, path, $"expected {Expectation.Of(shape, rules)}, found {node.Found}{hint}");
        return null;
    }

    private Array? BindList(SequenceNode node, ListShape shape, OptionRules rules, string path)
    {
        var items = node.Items.Select((item, i) => Bind(item, shape.Item, rules.ForItems, $"{path}[{i}]")).ToList();
        if (rules.Length is { } length && !length.Contains(items.Count))
        {
            errors.Add(node.Position, ErrorCode.OutOfRange, path, $"expected {Expectation.Of(shape, rules)}, found {items.Count}");
        }

        if (items.Contains(null))
        {
            return null;
        }

        var array = Array.CreateInstance(shape.Element, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            array.SetValue(items[i], i);
        }

        return array;
    }

    private object? BindUnion(MappingNode node, UnionShape shape, string path)
    {
        var names = shape.Choices.Select(choice => choice.Name).ToList();
        var entry = node.Entries.FirstOrDefault(entry => entry.Key == shape.Discriminator);
        if (entry is null)
        {
            errors.Add(node.Position, ErrorCode.MissingKey, Join(path, shape.Discriminator), $"required key missing; {NearestName.Hint("", names)}");
            return null;
        }

        if (entry.Value is ScalarNode name && names.IndexOf(name.Text) is >= 0 and var index)
        {
            return BindRecord(node, shape.Choices[index].Shape, path, shape.Discriminator);
        }

        var written = entry.Value as ScalarNode;
        var found = written is null ? entry.Value.Found : $"'{written.Shown}'";
        errors.Add(
            entry.Value.Position, ErrorCode.UnknownValue, Join(path, shape.Discriminator), $"unknown value {found}; {NearestName.Hint(written?.Text ?? "", names)}");
        return null;
    }

    private void CheckConsistency(object options, MappingNode node, string path)
    {
        foreach (var result in (options as IValidatableObject)?.Validate(new ValidationContext(options)) ?? [])
        {
            var members = result.MemberNames.DefaultIfEmpty("").ToList();
            var (position, member) = Locate(node, members[0]);
            var others = members.Count > 1 ? $" (together with {string.Join(", ", members.Skip(1).Select(OptionNames.OfProperty))})" : "";
            errors.Add(position, ErrorCode.Inconsistent, member.Length == 0 ? path : Join(path, member), $"{result.ErrorMessage?.TrimEnd('.')}{others}");
        }
    }

    /// <summary>The position and key path of a member such as <c>Widths</c>, <c>Widths[1]</c> or <c>Flow.Step</c>; the group's own where the file leaves it out.</summary>
    private static (Position Position, string Path) Locate(ConfigNode node, string member)
    {
        var path = "";
        ConfigNode? here = node;
        var position = node.Position;
        foreach (Match part in MemberPart().Matches(member))
        {
            var (name, index) = (part.Groups["name"].Value, part.Groups["index"].Value);
            var key = OptionNames.OfProperty(name);
            path += index.Length > 0 ? $"[{index}]" : path.Length == 0 ? key : $".{key}";
            here = index.Length > 0
                ? (here as SequenceNode)?.Items.ElementAtOrDefault(int.Parse(index, CultureInfo.InvariantCulture))
                : (here as MappingNode)?.Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
            position = here?.Position ?? position;
        }

        return (position, path);
    }

    [GeneratedRegex(@"(?<name>[A-Za-z_]\w*)|\[(?<index>\d{1,9})\]")]
    private static partial Regex MemberPart();
}
