using Landscape.Artifacts;

namespace Landscape.Staging.Hosting;

/// <summary>A stage as the command line names it: <c>assembly.dll=section,section</c>.</summary>
/// <param name="Assembly">The stage, loaded.</param>
/// <param name="Sections">The sections that the stage's project says it reads.</param>
internal sealed record StageArgument(StageAssembly Assembly, IReadOnlyList<string> Sections)
{
    /// <summary>The pseudo-section by which a stage declares that it prints the configuration's name, which then counts in its fingerprint.</summary>
    public const string NameSection = "name";

    /// <summary>Loads the stages and checks that every section that one of them reads belongs to a stage.</summary>
    /// <exception cref="UsageException">An argument has another form.</exception>
    /// <exception cref="StageDefinitionException">A stage is broken, or a section is nobody's.</exception>
    public static IReadOnlyList<StageArgument> LoadAll(IEnumerable<string> arguments)
    {
        var stages = arguments.Select(Load).ToList();
        if (stages.GroupBy(stage => stage.Assembly.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new StageDefinitionException($"two stages are called {twice.Key}: {string.Join(" and ", twice.Select(stage => stage.Assembly.Path))}");
        }

        var owned = OptionsBySection(stages);
        foreach (var stage in stages)
        {
            if (stage.Sections.FirstOrDefault(section => section != NameSection && !owned.ContainsKey(section)) is { } orphan)
            {
                throw new StageDefinitionException($"stage {stage.Assembly.Name} reads the section '{orphan}', which no stage owns; {NearestName.Hint(orphan, [.. owned.Keys])}");
            }
        }

        return stages;
    }

    /// <summary>The options type of every section, in the order of the stages. A stage owns the section of its name, if it reads it.</summary>
    public static OrderedDictionary<string, Type> OptionsBySection(IEnumerable<StageArgument> stages) =>
        new(stages.Where(stage => stage.Sections.Contains(stage.Assembly.Name)).Select(stage => KeyValuePair.Create(stage.Assembly.Name, stage.Assembly.Options)));

    private static StageArgument Load(string argument)
    {
        var split = argument.LastIndexOf('=');
        return split > 0
            ? new StageArgument(StageAssembly.Load(argument[..split]), argument[(split + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            : throw new UsageException($"--stage {argument}: expected <assembly.dll>=<section>,<section>");
    }
}
