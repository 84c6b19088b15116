using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Landscape.Pipeline;

/// <summary>What a stage's csproj declares, and nothing more than that may stand in it.</summary>
/// <param name="Name">The project's name in lower case, as in the run lock.</param>
/// <param name="ProjectFile">Absolute path of the csproj.</param>
/// <param name="Upstream">Names of the upstream stages (StageReference).</param>
/// <param name="Sections">The config sections that the stage reads (ConfigSection).</param>
/// <param name="Tables">The tables that it writes (OutputTable).</param>
/// <param name="FilePatterns">Further files that decide its result, relative to the project's folder (StageFile): scripts and locks of what it runs.</param>
public sealed record StageProject(
    string Name,
    string ProjectFile,
    IReadOnlyList<string> Upstream,
    IReadOnlyList<string> Sections,
    IReadOnlyList<string> Tables,
    IReadOnlyList<string> FilePatterns)
{
    /// <summary>The stage's assembly.</summary>
    public string Assembly
    {
        get
        {
            var name = "Landscape.Stages." + Path.GetFileNameWithoutExtension(ProjectFile) + ".dll";
            return Path.Combine(Path.GetDirectoryName(ProjectFile)!, "bin", "Release", "net10.0", name);
        }
    }

    /// <summary>Reads a csproj.</summary>
    /// <exception cref="PipelineException">It is no XML.</exception>
    public static StageProject Load(string projectFile)
    {
        var project = Read(projectFile);
        IReadOnlyList<string> Items(string type) =>
            [.. project.Descendants(type).SelectMany(i => ((string?)i.Attribute("Include") ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

        return new(StageName(projectFile), Path.GetFullPath(projectFile), [.. Items("StageReference").Select(StageName)], Items("ConfigSection"), Items("OutputTable"), Items("StageFile"));
    }

    /// <summary>The files of <see cref="FilePatterns"/>, in ordinal order. A pattern may use <c>*</c> and <c>**</c>.</summary>
    /// <exception cref="PipelineException">A pattern matches nothing.</exception>
    public IReadOnlyList<string> Files() =>
        [.. FilePatterns.SelectMany(Matches).Distinct().Order(StringComparer.Ordinal)];

    private static XDocument Read(string projectFile)
    {
        try
        {
            return XDocument.Load(projectFile);
        }
        catch (XmlException e)
        {
            throw new PipelineException($"{projectFile}: {e.Message}");
        }
    }

    private static string StageName(string projectFile) => Path.GetFileNameWithoutExtension(projectFile.Replace('\\', '/')).ToLowerInvariant();

    private List<string> Matches(string pattern)
    {
        var full = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ProjectFile)!, pattern.Replace('\\', '/'))).Replace('\\', '/');
        var star = full.IndexOf('*', StringComparison.Ordinal);
        var folder = star < 0 ? Path.GetDirectoryName(full)! : full[..full.LastIndexOf('/', star)];
        var regex = new Regex("^" + Regex.Escape(full).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$");
        List<string> files = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => regex.IsMatch(f.Replace('\\', '/')))]
            : [];
        return files.Count > 0 ? files : throw new PipelineException($"{ProjectFile}: StageFile '{pattern}' matches no file");
    }
}
