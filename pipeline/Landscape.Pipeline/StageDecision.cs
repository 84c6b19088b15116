namespace Landscape.Pipeline;

/// <summary>How a stage's result stands to what it would be made of now.</summary>
public enum Freshness
{
    /// <summary>The latest run has it and it is sound.</summary>
    Fresh,

    /// <summary>Not what the latest run used, but the store has it: nothing needs to run.</summary>
    Reusable,

    /// <summary>Something that decides the result changed.</summary>
    Stale,

    /// <summary>There is no result: it never ran, or the result was deleted.</summary>
    Missing,

    /// <summary>The result in the store is not what was written there.</summary>
    Damaged,

    /// <summary>A run of this clone is at it.</summary>
    Running,

    /// <summary>The sources changed since the last build, so what the result would be made of now is not known.</summary>
    Unbuilt,
}

/// <summary>Whether a stage is fresh, with everything that a person or a rerun wants to know about it.</summary>
/// <param name="Freshness">The answer.</param>
/// <param name="Ingredients">What its result is made of now; null while an upstream stage has to run first.</param>
/// <param name="Entry">The sound result, if there is one.</param>
/// <param name="Why">The reasons, a line each; empty when fresh.</param>
public sealed record StageDecision(Freshness Freshness, Ingredients? Ingredients, StoreEntry? Entry, IReadOnlyList<string> Why)
{
    /// <summary>The changed ingredients among the reasons.</summary>
    public IReadOnlyList<IngredientChange> Changes { get; init; } = [];

    /// <summary>The upstream stages that have to run before more can be known.</summary>
    public IReadOnlyList<string> Waiting { get; init; } = [];
}

/// <summary>Decides for the stages of one planned configuration.</summary>
public sealed class StageDecider(Repository repository, Plan plan)
{
    private readonly Store store = new(repository);
    private readonly RunLock? previous = RunLock.Load(repository, plan.Config);

    /// <summary>Decides for a stage whose upstream results are at hand.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="upstream">Manifest by upstream stage.</param>
    public StageDecision Decide(StageProject stage, IReadOnlyDictionary<string, Manifest> upstream)
    {
        var ingredients = IngredientsOf(stage, upstream);
        var fingerprint = ingredients.Fingerprint();
        var (entry, damage) = store.Find(stage.Name, fingerprint);
        var locked = previous?.Stages.GetValueOrDefault(stage.Name);
        if (damage is not null)
        {
            return new(Freshness.Damaged, ingredients, null, [$"damaged: {repository.Relative(store.Folder(stage.Name, fingerprint))}: {damage}"]);
        }

        return locked?.Fingerprint == fingerprint
            ? entry is null ? new(Freshness.Missing, ingredients, null, [$"the result was deleted: {locked.Path}"]) : new(Freshness.Fresh, ingredients, entry, [])
            : Changed(locked, ingredients, entry);
    }

    /// <summary>Decides for all stages without running any: below a stage that has to run nothing more is known than that.</summary>
    public IReadOnlyList<(StageProject Stage, StageDecision Decision)> DecideAll(IReadOnlyList<StageProject> stages)
    {
        var known = new Dictionary<string, Manifest>(StringComparer.Ordinal);
        var decisions = new List<(StageProject, StageDecision)>();
        foreach (var stage in stages)
        {
            var waiting = stage.Upstream.Where(u => !known.ContainsKey(u)).ToList();
            var decision = waiting.Count > 0 ? Waiting(stage, waiting) : Decide(stage, known);
            decisions.Add((stage, decision));
            if (decision.Entry is { } entry)
            {
                known.Add(stage.Name, entry.Manifest);
            }
        }

        return decisions;
    }

    private StageDecision Waiting(StageProject stage, List<string> waiting) => new(
        previous?.Stages.ContainsKey(stage.Name) == true ? Freshness.Stale : Freshness.Missing,
        null,
        null,
        [$"depends on {string.Join(", ", waiting)}: reruns if the tables change"])
    {
        Waiting = waiting,
    };

    private static Freshness Classify(LockedStage? locked, StoreEntry? entry) =>
        entry is not null ? Freshness.Reusable : locked is null ? Freshness.Missing : Freshness.Stale;

    private StageDecision Changed(LockedStage? locked, Ingredients now, StoreEntry? entry)
    {
        var freshness = Classify(locked, entry);
        if (locked is null)
        {
            return new(freshness, now, entry, ["no earlier run of this configuration has it"]);
        }

        try
        {
            var changes = now.ChangesSince(Manifest.Load(repository.Absolute(locked.Path)).Ingredients);
            return new(freshness, now, entry, [.. changes.Select(c => c.ToString())]) { Changes = changes };
        }
        catch (PipelineException e)
        {
            return new(freshness, now, entry, [$"changed; what was before is not known: {locked.Path}: {e.Message}"]);
        }
    }

    private Ingredients IngredientsOf(StageProject stage, IReadOnlyDictionary<string, Manifest> upstream)
    {
        var planned = plan.Stages[stage.Name];
        var files = new SortedDictionary<string, string>(planned.Files.ToDictionary(), StringComparer.Ordinal);
        foreach (var file in stage.Files())
        {
            files[repository.Relative(file)] = ContentHash.OfFile(file);
        }

        var inputs = stage.Upstream.SelectMany(u => upstream[u].Tables.Select(t => KeyValuePair.Create($"{u}/{t.Key}", t.Value.Content)));
        return new(stage.Name, planned.SchemaVersion, plan.Seed, AssemblyClosure.Hashes(stage.Assembly), planned.Values, files, inputs.ToDictionary());
    }
}
