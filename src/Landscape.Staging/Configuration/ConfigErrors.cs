namespace Landscape.Staging.Configuration;

/// <summary>Collects the errors of one configuration file.</summary>
internal sealed class ConfigErrors(string file)
{
    private readonly List<ConfigError> errors = [];

    /// <summary>How many so far: a part is right when the number did not grow while it was read.</summary>
    public int Count => errors.Count;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<ConfigError> InFileOrder =>
        [.. errors.OrderBy(e => e.Position.Line).ThenBy(e => e.Position.Column).ThenBy(e => e.Code, StringComparer.Ordinal)];

    /// <summary>Adds an error.</summary>
    public void Add(Position position, string code, string path, string message) =>
        errors.Add(new ConfigError(file, position, code, path, message));
}
