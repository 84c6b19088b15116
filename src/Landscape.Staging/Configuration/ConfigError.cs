namespace Landscape.Staging.Configuration;

/// <summary>The codes of configuration errors; they appear in documentation and never change their meaning.</summary>
internal static class ErrorCode
{
    /// <summary>The file cannot be read as text.</summary>
    public const string Unreadable = "LP0100";

    /// <summary>A key or section that nothing reads.</summary>
    public const string UnknownKey = "LP0101";

    /// <summary>A required key is absent.</summary>
    public const string MissingKey = "LP0102";

    /// <summary>A value of another type than expected.</summary>
    public const string WrongType = "LP0103";

    /// <summary>A key that stands twice in one group.</summary>
    public const string DuplicateKey = "LP0104";

    /// <summary>A value of the right type outside its range, length or pattern.</summary>
    public const string OutOfRange = "LP0105";

    /// <summary>A name that is none of a closed set.</summary>
    public const string UnknownValue = "LP0106";

    /// <summary>Values that do not go together.</summary>
    public const string Inconsistent = "LP0107";

    /// <summary>Not YAML.</summary>
    public const string Syntax = "LP0108";

    /// <summary>YAML that configurations do not use: anchors, aliases, merge keys, tags, several documents, deep nesting.</summary>
    public const string Unsupported = "LP0109";

    /// <summary>An input file that is missing or lies outside the repository.</summary>
    public const string InputFile = "LP0110";
}

/// <summary>One thing that is wrong with a configuration.</summary>
/// <param name="File">The file, relative to the repository, with forward slashes.</param>
/// <param name="Position">Where in it.</param>
/// <param name="Code">One of <see cref="ErrorCode"/>.</param>
/// <param name="Path">The key path (<c>train.widths[0]</c>), empty where there is none.</param>
/// <param name="Message">What was found, what was expected, and the nearest right thing.</param>
internal sealed record ConfigError(string File, Position Position, string Code, string Path, string Message)
{
    /// <summary>The form that compilers use, so that editors and MSBuild make it a link; always one line, whatever is quoted from the file.</summary>
    public override string ToString() =>
        OneLine.Escaped($"{File}({Position.Line},{Position.Column}): error {Code}: {(Path.Length == 0 ? "" : Path + ": ")}{Message}");
}

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
