using System.Text;
using Landscape.Staging.Configuration;

namespace Landscape.Staging.Tests;

/// <summary>Binding of configurations with the sections <c>sample</c> and <c>empty</c> in a repository that holds <c>data/table.csv</c>.</summary>
internal static class Samples
{
    public static readonly IReadOnlyDictionary<string, Type> Sections = new OrderedDictionary<string, Type>
    {
        ["sample"] = typeof(SampleOptions),
        ["empty"] = typeof(EmptyOptions),
    };

    private static readonly Lazy<string> LazyRepository = new(CreateRepository);

    public static string Repository => LazyRepository.Value;

    public static (RunConfiguration? Configuration, IReadOnlyList<string> Errors) Bind(byte[] yaml, IReadOnlyDictionary<string, Type>? sections = null)
    {
        var errors = new ConfigErrors("configs/x.yml");
        var configuration = RunConfiguration.Bind(yaml, sections ?? Sections, Repository, errors);
        return (configuration, [.. errors.InFileOrder.Select(error => error.ToString())]);
    }

    public static (RunConfiguration? Configuration, IReadOnlyList<string> Errors) Bind(string yaml, IReadOnlyDictionary<string, Type>? sections = null) =>
        Bind(Encoding.UTF8.GetBytes(yaml), sections);

    /// <summary>The canonical form of a configuration that must be right.</summary>
    public static string Canonical(string yaml)
    {
        var (configuration, errors) = Bind(yaml);
        Assert.Empty(errors);
        return $"{configuration!.Seed} {string.Join(' ', configuration.Sections.Select(section => $"{section.Key}={section.Value.Json.GetRawText()}"))}";
    }

    private static string CreateRepository()
    {
        var folder = Directory.CreateTempSubdirectory("landscape-config-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        File.WriteAllText(Path.Combine(folder, "data", "table.csv"), "abc");
        return folder;
    }
}
