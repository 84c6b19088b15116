using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>A change that made a stage's inputs change, and the stages through which it came.</summary>
/// <param name="Stage">Where it began.</param>
/// <param name="Reason">What changed there, in words.</param>
/// <param name="Path">From there to the stage that asks.</param>
public sealed record Cause(string Stage, string Reason, IReadOnlyList<string> Path)
{
    /// <summary>Such as <c>train: config train.steps: 100 -> 200 (train > detect)</c>.</summary>
    public override string ToString() => $"{Stage}: {Reason} ({string.Join(" > ", Path)})";
}

/// <summary>
/// The Why target: per stage every ingredient that is not what the latest run used, old value and new; for an upstream table also why that changed; and
/// from the manifest why the present result was made.
/// </summary>
public sealed class Explanation(Repository repository, Plan plan, StageGraph graph)
{
    private const int ShownCauses = 5;
    private readonly Dictionary<string, StageDecision> decisions =
        new StageDecider(repository, plan).DecideAll(graph.Stages).ToDictionary(d => d.Stage.Name, d => d.Decision, StringComparer.Ordinal);

    /// <summary>Explains a stage and what it needs; all stages for null.</summary>
    public Answer Explain(string? goal)
    {
        var stages = graph.UpTo(goal);
        return new(0, [.. stages.SelectMany(Lines)], new JsonObject
        {
            ["config"] = plan.Config,
            ["stages"] = new JsonArray([.. stages.Select(ToJson)]),
        });
    }

    /// <summary>What upstream made this stage's inputs change, nearest first, each with the way it took.</summary>
    public IReadOnlyList<Cause> Causes(StageProject stage)
    {
        var found = new List<Cause>();
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<(string Stage, IReadOnlyList<string> Path)>(Changed(stage.Name).Select(u => (u, (IReadOnlyList<string>)[u, stage.Name])));
        while (next.TryDequeue(out var step))
        {
            if (reached.Add(step.Stage))
            {
                found.AddRange(OwnReasons(step.Stage).Select(r => new Cause(step.Stage, r, step.Path)));
                Changed(step.Stage).ToList().ForEach(u => next.Enqueue((u, [u, .. step.Path])));
            }
        }

        return found;
    }

    /// <summary>The folder whose code an assembly is: the project of that name in the clone; a package if there is none.</summary>
    public string? SourceOf(IngredientChange change)
    {
        const string StagePrefix = "Landscape.Stages.";
        if (change.Kind != IngredientChange.Code)
        {
            return null;
        }

        if (change.Key.StartsWith(StagePrefix, StringComparison.Ordinal))
        {
            var project = graph.Stages.FirstOrDefault(s => s.Name.Equals(change.Key[StagePrefix.Length..], StringComparison.OrdinalIgnoreCase));
            return project is null ? null : $"{repository.Relative(Path.GetDirectoryName(project.ProjectFile)!)} or stages/Shared";
        }

        return Directory.Exists(repository.Absolute($"src/{change.Key}")) ? $"src/{change.Key}" : "a package: Directory.Packages.props";
    }

    /// <summary>The upstream stages whose tables changed or will have to be made first.</summary>
    private IEnumerable<string> Changed(string stage) => decisions[stage].Waiting
        .Concat(decisions[stage].Changes.Where(c => c.Kind == IngredientChange.Input).Select(c => c.Key.Split('/')[0]))
        .Distinct().Where(decisions.ContainsKey);

    /// <summary>The reasons of a stage that do not come from upstream.</summary>
    private IEnumerable<string> OwnReasons(string stage)
    {
        var decision = decisions[stage];
        return decision.Waiting.Count > 0 ? []
            : decision.Changes.Count > 0 ? decision.Changes.Where(c => c.Kind != IngredientChange.Input).Select(Text)
            : decision.Why;
    }

    private string Text(IngredientChange change) => SourceOf(change) is { } source ? $"{change} ({source})" : $"{change}";

    private IEnumerable<string> Lines(StageProject stage)
    {
        var decision = decisions[stage.Name];
        yield return $"{stage.Name}: {State(decision)}";
        foreach (var why in decision.Changes.Count > 0 ? decision.Changes.Select(Text) : decision.Why)
        {
            yield return $"  {why}";
        }

        var causes = Causes(stage);
        foreach (var cause in causes.Take(ShownCauses).Select(c => $"{c}").Concat(causes.Count > ShownCauses ? [$"and {causes.Count - ShownCauses} more"] : []))
        {
            yield return $"    because {cause}";
        }

        if (Made(stage) is { } made)
        {
            yield return $"  the latest run's result was made {made.Started}: {(made.Why.Count == 0 ? "no reason is recorded" : string.Join("; ", made.Why))}";
        }

        if (StageResult.Load(repository, plan.Config, stage.Name) is { State: not "fresh" } last)
        {
            yield return $"  in the latest run: {last.State}";
        }
    }

    private JsonObject ToJson(StageProject stage)
    {
        var decision = decisions[stage.Name];
        var made = Made(stage);
        var last = StageResult.Load(repository, plan.Config, stage.Name);
        return new()
        {
            ["stage"] = stage.Name,
            ["state"] = State(decision),
            ["fingerprint"] = decision.Ingredients?.Fingerprint(),
            ["why"] = Answer.Texts(decision.Why),
            ["changes"] = new JsonArray([.. decision.Changes.Select(c => c.ToJson(SourceOf(c)))]),
            ["causes"] = new JsonArray([.. Causes(stage).Select(c => new JsonObject
            {
                ["stage"] = c.Stage,
                ["reason"] = c.Reason,
                ["path"] = Answer.Texts(c.Path),
            })]),
            ["made"] = made is null ? null : new JsonObject { ["started"] = made.Started, ["seconds"] = made.DurationSeconds, ["why"] = Answer.Texts(made.Why) },
            ["lastRun"] = last is null ? null : new JsonObject { ["state"] = last.State, ["seconds"] = last.Seconds, ["why"] = Answer.Texts(last.Why) },
        };
    }

    /// <summary>The manifest of the result that the latest run used.</summary>
    private Manifest? Made(StageProject stage)
    {
        try
        {
            return RunLock.Load(repository, plan.Config)?.Stages.GetValueOrDefault(stage.Name) is { } locked ? Manifest.Load(repository.Absolute(locked.Path)) : null;
        }
        catch (PipelineException)
        {
            return null;
        }
    }

    private static string State(StageDecision decision) => decision.Freshness.ToString().ToLowerInvariant();
}
