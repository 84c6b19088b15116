using System.Text.Json.Nodes;

namespace Landscape.Pipeline.Bundling;

/// <summary>A finished stage of a run.</summary>
/// <param name="Stage">What its project declares.</param>
/// <param name="Entry">Its verified result.</param>
/// <param name="Record">The whole manifest, with times, host and tools.</param>
public sealed record BundledStage(StageProject Stage, StoreEntry Entry, JsonNode Record)
{
    /// <summary>Where its result is in a checkout or bag.</summary>
    public string Path => $"artifacts/store/{Stage.Name}/{Entry.Manifest.Fingerprint}";

    /// <summary>Where its project is in a bag.</summary>
    public string ProjectPath => "source/stages/" + string.Join('/', Stage.ProjectFile.Replace('\\', '/').Split('/')[^2..]);

    /// <summary>Where a table of it is in a checkout or bag.</summary>
    public string TablePath(string table) => $"{Path}/{Entry.Manifest.Tables[table].File}";

    /// <summary>When it started.</summary>
    public DateTimeOffset Started => DateTimeOffset.Parse((string)Record["started"]!, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>When it ended.</summary>
    public DateTimeOffset Ended => Started + TimeSpan.FromSeconds(Entry.Manifest.DurationSeconds);
}

/// <summary>A complete run whose every byte was verified, made of the code and configuration that stand in the checkout now.</summary>
/// <param name="Config">The configuration's name.</param>
/// <param name="Plan">The configuration as it was bound.</param>
/// <param name="Stages">All stages, upstream first.</param>
public sealed record BundledRun(string Config, Plan Plan, IReadOnlyList<BundledStage> Stages)
{
    /// <summary>Checks a run and reads its manifests.</summary>
    /// <exception cref="PipelineException">A stage is not fresh; the message says which, why, and what to run.</exception>
    public static BundledRun Load(Repository repository, string config, CancellationToken cancellation)
    {
        var graph = StageGraph.Load(repository);
        var plan = new Planner(repository, graph).Plan(config, cancellation);
        var decisions = new StageDecider(repository, plan).DecideAll(graph.Stages);
        var unfit = decisions.Where(d => d.Decision.Freshness != Freshness.Fresh).ToList();
        if (unfit.Count > 0)
        {
            var lines = unfit.Select(d => $"  {d.Stage.Name}: {d.Decision.Freshness.ToString().ToLowerInvariant()}: {string.Join("; ", d.Decision.Why)}");
            throw new PipelineException($"the run of {config} is not complete or not that of the present code and configuration:\n{string.Join('\n', lines)}\nrun ./build.sh --config={config} first");
        }

        return new(config, plan, [.. decisions.Select(d => new BundledStage(d.Stage, d.Decision.Entry!, Record(d.Decision.Entry!)))]);
    }

    /// <summary>SHA-256 by path of what a rerun must reproduce: every table and file of every stage, without the manifests, which have time and host.</summary>
    public SortedDictionary<string, string> Results() => new(
        Stages.SelectMany(s => s.Entry.Manifest.Tables.Values.Select(t => KeyValuePair.Create(t.File, t.Sha256)).Concat(s.Entry.Manifest.Files)
            .Select(f => KeyValuePair.Create($"{s.Path}/{f.Key}", f.Value))).ToDictionary(),
        StringComparer.Ordinal);

    /// <summary><see cref="Results"/> in the form that <c>sha256sum -c</c> reads; its own SHA-256 is the results hash.</summary>
    public string ResultsFile() => string.Concat(Results().Select(r => $"{r.Value}  {r.Key}\n"));

    private static JsonNode Record(StoreEntry entry) => JsonNode.Parse(File.ReadAllText(Path.Combine(entry.Folder, Manifest.FileName)))!;
}
