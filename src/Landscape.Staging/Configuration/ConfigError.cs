namespace Landscape.Staging.Configuration;

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
