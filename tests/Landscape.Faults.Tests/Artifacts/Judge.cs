using Landscape.Pipeline;
using Landscape.Stages.Tests;

namespace Landscape.Faults.Tests.Artifacts;

/// <summary>
/// Says what a run would believe of the artifacts as they are now, by the same classes, without running it. Whatever is taken for good has to have the bytes of the undisturbed run.
/// </summary>
internal sealed class Judge
{
    private readonly Repository repository;
    private readonly StageGraph graph;
    private readonly Plan plan;
    private readonly string config;
    private readonly Dictionary<string, string> stored;
    private readonly Dictionary<string, string> published;

    /// <summary>Takes the artifacts as they are for good.</summary>
    public Judge(Clone clone, string config)
    {
        this.config = config;
        repository = new(clone.Root);
        graph = StageGraph.Load(repository);
        plan = new Planner(repository, graph).Plan(config, CancellationToken.None);
        stored = Hashes(repository.Store);
        published = Published();
    }

    /// <summary>Whether a run would say that there is nothing to do.</summary>
    public bool SaysNothingToDo() => new Receipt(repository, config, null).Holds();

    /// <summary>Whether the run lock and the report are those of the undisturbed run, with nothing missing and nothing more.</summary>
    public bool IsPublishedRight() => Published().OrderBy(f => f.Key, StringComparer.Ordinal).SequenceEqual(published.OrderBy(f => f.Key, StringComparer.Ordinal));

    /// <summary>What a run would take for good of the store although it is not; empty if nothing.</summary>
    public IReadOnlyList<string> WronglyBelieved()
    {
        var believed = new StageDecider(repository, plan).DecideAll(graph.Stages).Where(d => d.Decision.Entry is not null).Select(d => d.Decision.Entry!.Folder);
        return [.. believed.SelectMany(folder => stored.Where(f => f.Key.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            .Where(f => !File.Exists(f.Key) || ContentHash.OfFile(f.Key) != f.Value).Select(f => repository.Relative(f.Key))];
    }

    /// <summary>Everything that the decisions say about the stages.</summary>
    public string Why() => string.Join('\n', new StageDecider(repository, plan).DecideAll(graph.Stages).SelectMany(d => d.Decision.Why));

    /// <summary>Whether a cached plan other than the one of the configuration would be used.</summary>
    public bool BelievesAnotherPlan() => new Planner(repository, graph).Plan(config, CancellationToken.None).Text != plan.Text;

    /// <summary>Without the picture of the run, which shows its times and is read by people alone.</summary>
    private Dictionary<string, string> Published() => Hashes(repository.RunFolder(config)).Where(f => Path.GetFileName(f.Key) != "pipeline.svg").ToDictionary();

    private static Dictionary<string, string> Hashes(string folder) =>
        !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(f => f, ContentHash.OfFile);
}
