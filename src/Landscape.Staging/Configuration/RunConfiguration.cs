using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Landscape.Artifacts;

namespace Landscape.Staging.Configuration;

/// <summary>The keys beside the sections.</summary>
internal sealed record MasterOptions
{
    /// <summary>The largest integer that every JSON reader keeps exactly, 2^53 - 1.</summary>
    public const long LargestSeed = 9007199254740991;

    /// <summary>The master seed.</summary>
    [Required]
    [Range(0, (double)LargestSeed)]
    [Description("The master seed: every random stream of the run derives from it.")]
    public long Seed { get; init; }
}

/// <summary>One section, bound.</summary>
/// <param name="Json">Its canonical form.</param>
/// <param name="Files">SHA-256 of the input files that it names.</param>
internal sealed record BoundSection(JsonElement Json, IReadOnlyDictionary<string, string> Files);

/// <summary>A configuration: a seed, a section for each stage, and sections of the host (<see cref="HostSections"/>).</summary>
/// <param name="Seed">The master seed.</param>
/// <param name="Sections">The stages' sections by name, absent ones filled with their defaults.</param>
/// <param name="Host">The host's sections that the file has, by name.</param>
internal sealed record RunConfiguration(
    long Seed, IReadOnlyDictionary<string, BoundSection> Sections, IReadOnlyDictionary<string, BoundSection> Host)
{
    /// <summary>Binds a whole configuration; the result means nothing when errors were added.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="sections">The options type of every stage's section.</param>
    /// <param name="repository">Where input files are looked for.</param>
    /// <param name="errors">Receives everything that is wrong.</param>
    /// <param name="host">The options type of every section of the host.</param>
    public static RunConfiguration? Bind(
        byte[] bytes, IReadOnlyDictionary<string, Type> sections, string repository, ConfigErrors errors, IReadOnlyDictionary<string, Type>? host = null)
    {
        if (YamlReader.Read(bytes, errors) is not { } root)
        {
            return null;
        }

        var masterShape = new RecordShape(typeof(MasterOptions));
        var master = root.Entries.Where(entry => masterShape.Properties.Any(property => property.Key == entry.Key)).ToList();
        var binder = new OptionsBinder(errors, _ => null);
        binder.CheckDuplicates(root with { Entries = [.. root.Entries.Except(master)] }, "");
        var hostSections = host ?? new Dictionary<string, Type>();
        CheckSections(root, [.. masterShape.Properties.Select(property => property.Key), .. sections.Keys, .. hostSections.Keys], errors);
        var seed = ((MasterOptions)binder.BindRecord(root with { Entries = master }, masterShape, "")).Seed;
        var written = hostSections.Where(section => IsWritten(root, section.Key));
        return new RunConfiguration(
            seed,
            sections.ToDictionary(s => s.Key, s => BindSection(root, s.Key, s.Value, repository, errors)),
            written.ToDictionary(s => s.Key, s => BindSection(root, s.Key, s.Value, repository, errors)));
    }

    private static bool IsWritten(MappingNode root, string name) =>
        root.Entries.FirstOrDefault(entry => entry.Key == name)?.Value is { } value && !(value is ScalarNode scalar && ScalarSyntax.IsNull(scalar));

    private static void CheckSections(MappingNode root, string[] known, ConfigErrors errors)
    {
        foreach (var entry in root.Entries.Where(entry => !known.Contains(entry.Key)))
        {
            errors.Add(entry.KeyPosition, ErrorCode.UnknownKey, entry.Key, $"unknown section; {NearestName.Hint(entry.Key, known)}");
        }
    }

    private static BoundSection BindSection(MappingNode root, string name, Type type, string repository, ConfigErrors errors)
    {
        var files = new InputFiles(repository);
        var node = root.Entries.FirstOrDefault(entry => entry.Key == name)?.Value;
        var group = node switch
        {
            MappingNode mapping => mapping,
            null => new MappingNode(root.Position, []),
            _ => new MappingNode(node.Position, []),
        };
        if (node is SequenceNode || (node is ScalarNode scalar && !ScalarSyntax.IsNull(scalar)))
        {
            errors.Add(node.Position, ErrorCode.WrongType, name, $"expected a group of keys, found {node.Found}");
        }

        var before = errors.Count;
        var options = new OptionsBinder(errors, files.Check).BindRecord(group, new RecordShape(type), name);
        var canonical = CanonicalOptions.ToJson(options);
        if (errors.Count == before)
        {
            CheckDefaults(canonical, type, name);
        }

        return new BoundSection(canonical, files.Hashes);
    }

    /// <summary>Keys that the file leaves out were not checked yet; the run binds the canonical form, so it has to be right as a whole.</summary>
    private static void CheckDefaults(JsonElement canonical, Type type, string section)
    {
        var errors = new ConfigErrors(type.Name);
        new OptionsBinder(errors, _ => null).BindRecord((MappingNode)JsonNodes.Of(canonical), new RecordShape(type), section);
        if (errors.Count > 0)
        {
            throw new StageDefinitionException($"a default of {type.Name} breaks its own rules: {errors.InFileOrder[0].Path}: {errors.InFileOrder[0].Message}");
        }
    }
}
