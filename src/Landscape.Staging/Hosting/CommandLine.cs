using Landscape.Artifacts;
using Landscape.Staging.Configuration;

namespace Landscape.Staging.Hosting;

/// <summary>A command line that the host does not understand.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>A stage as the command line names it: <c>assembly.dll=section,section</c>.</summary>
/// <param name="Assembly">The stage, loaded.</param>
/// <param name="Sections">The sections that the stage's project says it reads.</param>
internal sealed record StageArgument(StageAssembly Assembly, IReadOnlyList<string> Sections)
{
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
            if (stage.Sections.FirstOrDefault(section => !owned.ContainsKey(section)) is { } orphan)
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

/// <summary>Options of the form <c>--name value</c>; a name may stand several times.</summary>
internal sealed class CommandLine
{
    private readonly ILookup<string, string> values;

    /// <summary>Parses the arguments behind a command.</summary>
    /// <exception cref="UsageException">An unknown name, or one without a value.</exception>
    public CommandLine(IReadOnlyList<string> arguments, params string[] names)
    {
        var pairs = new List<(string Name, string Value)>();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var name = arguments[i];
            if (!names.Contains(name))
            {
                throw new UsageException($"unknown argument '{name}'; {NearestName.Hint(name, names)}");
            }

            pairs.Add((name, i + 1 < arguments.Count ? arguments[i + 1] : throw new UsageException($"{name} needs a value")));
        }

        values = pairs.ToLookup(pair => pair.Name, pair => pair.Value);
    }

    /// <summary>The value of a name that must stand exactly once.</summary>
    public string One(string name) =>
        values[name].ToList() is [var value] ? value : throw new UsageException($"{name} is needed exactly once");

    /// <summary>All values of a name.</summary>
    public IReadOnlyList<string> All(string name) => [.. values[name]];
}
