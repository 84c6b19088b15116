using Landscape.Artifacts;

namespace Landscape.Staging.Hosting;

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
