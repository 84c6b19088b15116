using static Landscape.Pipeline.Bundling.CrateGraph;

namespace Landscape.Pipeline.Bundling;

/// <summary>The files of the payload as entities. Sources and compiled code are described as folders, everything else file by file.</summary>
/// <param name="graph">Where the entities go.</param>
/// <param name="run">The run.</param>
/// <param name="payload">Every file of the payload but the metadata file.</param>
public sealed class CrateFiles(CrateGraph graph, BundledRun run, IReadOnlyDictionary<string, BagFile> payload)
{
    /// <summary>Folders that are described as a whole.</summary>
    public static readonly IReadOnlyList<(string Id, string Name)> Folders =
    [
        ("source/", "the sources of the commit, with configurations, locks and documentation"),
        ("runtime/", "compiled code that verify.sh runs without a network"),
    ];

    private static readonly Dictionary<string, string> Formats = new(StringComparer.Ordinal)
    {
        [".parquet"] = "application/vnd.apache.parquet",
        [".json"] = "application/json",
        [".html"] = "text/html",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".pdf"] = "application/pdf",
        [".csv"] = "text/csv",
        [".tex"] = "application/x-tex",
        [".md"] = "text/markdown",
        [".cff"] = "application/yaml",
    };

    private readonly SortedDictionary<string, string> hashes = run.Results();

    /// <summary>Identifiers of everything that the root has, with parts of folders that are entities of their own.</summary>
    public IEnumerable<string> Parts(params string[] further) =>
        [.. Folders.Select(f => f.Id), .. further, .. run.Stages.Select(s => s.ProjectPath), .. Single()];

    /// <summary>Everything that a stage wrote.</summary>
    public IEnumerable<string> Results(BundledStage stage) => payload.Keys.Where(p => p.StartsWith(stage.Path + "/", StringComparison.Ordinal));

    /// <summary>Adds the entities.</summary>
    public void Add()
    {
        foreach (var (id, name) in Folders)
        {
            graph.Add(id, "Dataset", P("name", name));
        }

        var parameters = run.Stages.SelectMany(s => s.Stage.Tables.Select(t => (File: s.TablePath(t), Parameter: $"#parameter-{s.Stage.Name}-{t}"))).ToDictionary(t => t.File, t => t.Parameter);
        foreach (var path in Single())
        {
            using var content = payload[path].Open();
            graph.Add(
                path, "File",
                P("name", Path.GetFileName(path)),
                P("encodingFormat", Formats.GetValueOrDefault(Path.GetExtension(path), "text/plain")),
                P("contentSize", $"{content.Length}"),
                P("sha256", hashes.GetValueOrDefault(path)),
                P("exampleOfWork", parameters.TryGetValue(path, out var parameter) ? Ref(parameter) : null));
        }
    }

    private IEnumerable<string> Single() => payload.Keys.Where(p => !Folders.Any(f => p.StartsWith(f.Id, StringComparison.Ordinal)));
}
