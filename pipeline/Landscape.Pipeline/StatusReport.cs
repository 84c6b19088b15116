using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>A stage's state as Status shows it.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Freshness">How its result stands.</param>
/// <param name="Fingerprint">Of what it would be made of now, or of the latest run's result where that is not known; null if there is none.</param>
/// <param name="Why">The reasons, a line each.</param>
public sealed record StageStatus(StageProject Stage, Freshness Freshness, string? Fingerprint, IReadOnlyList<string> Why)
{
    /// <summary>The state in lower case.</summary>
    public string State => Freshness.ToString().ToLowerInvariant();
}

/// <summary>
/// The Status target. It builds nothing, runs nothing, takes no lock and waits for nobody: what cannot be known without building is called unbuilt.
/// </summary>
public sealed class StatusReport(Repository repository)
{
    private const string NotBuilt = "the sources changed since the last build";

    /// <summary>One line per configuration and stage; exit code <see cref="Answer.NotFresh"/> unless all are fresh.</summary>
    public Answer Status(IReadOnlyList<string> configs, string? goal, CancellationToken cancellation)
    {
        var graph = StageGraph.Load(repository);
        var built = new Builder(repository, _ => { }).IsBuiltForRun();
        var running = RunInProgress.Find(repository);
        var lines = new List<string>(running is null ? [] : [$"{running}"]);
        var found = new JsonArray();
        var fresh = true;
        foreach (var config in configs)
        {
            var (stages, refusal) = Of(graph, config, goal, built, running, cancellation);
            fresh &= refusal is null && stages.All(s => s.Freshness == Freshness.Fresh);
            lines.AddRange([config, .. refusal is null ? [] : new[] { "  refused", refusal }, .. stages.Select(Line)]);
            found.Add(ToJson(config, stages, refusal));
            PipelinePicture.Update(repository, config, goal is null ? stages : []);
        }

        return new(fresh ? 0 : Answer.NotFresh, lines, new JsonObject
        {
            ["fresh"] = fresh,
            ["built"] = built,
            ["running"] = running is null ? null : new JsonObject { ["process"] = running.Process, ["config"] = running.Config },
            ["configs"] = found,
        });
    }

    private (IReadOnlyList<StageStatus> Stages, string? Refusal) Of(
        StageGraph graph, string config, string? goal, bool built, RunInProgress? running, CancellationToken cancellation)
    {
        try
        {
            var states = built ? Decided(graph, config, goal, cancellation) : Recorded(graph, config, goal);
            return ([.. states.Select(s => running?.IsAt(repository, config, s.Stage.Name) == true ? AtWork(config, s) : s)], null);
        }
        catch (PipelineException e) when (e.ExitCode == PipelineException.Refused)
        {
            return ([], e.Message);
        }
    }

    private IEnumerable<StageStatus> Decided(StageGraph graph, string config, string? goal, CancellationToken cancellation) =>
        new StageDecider(repository, new Planner(repository, graph).Look(config, cancellation)).DecideAll(graph.UpTo(goal))
            .Select(d => new StageStatus(d.Stage, d.Decision.Freshness, d.Decision.Ingredients?.Fingerprint(), d.Decision.Why));

    /// <summary>What is known without the code: whether the latest run has a result, and whether that is sound.</summary>
    private IEnumerable<StageStatus> Recorded(StageGraph graph, string config, string? goal)
    {
        var store = new Store(repository);
        var run = RunLock.Load(repository, config);
        foreach (var stage in graph.UpTo(goal))
        {
            var locked = run?.Stages.GetValueOrDefault(stage.Name);
            var (entry, damage) = locked is null ? new(null, null) : store.Find(stage.Name, locked.Fingerprint);
            var (freshness, why) = locked is null ? (Freshness.Missing, "no earlier run of this configuration has it")
                : damage is not null ? (Freshness.Damaged, $"damaged: {locked.Path}: {damage}")
                : entry is null ? (Freshness.Missing, $"the result was deleted: {locked.Path}")
                : (Freshness.Unbuilt, $"{NotBuilt}; the latest run's result is sound");
            yield return new(stage, freshness, locked?.Fingerprint, [why]);
        }
    }

    private StageStatus AtWork(string config, StageStatus stage)
    {
        var log = StageHost.LogFile(repository, config, stage.Stage.Name);
        return stage with { Freshness = Freshness.Running, Why = [.. stage.Why, .. LastLine(log)] };
    }

    private static IEnumerable<string> LastLine(string log)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return reader.ReadToEnd().Split('\n').LastOrDefault(l => l.Contains(" INF ", StringComparison.Ordinal)) is { } line
                ? [line[(line.IndexOf(" INF ", StringComparison.Ordinal) + 5)..].TrimEnd()]
                : [];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string Line(StageStatus s) => $"  {s.Stage.Name,-10} {s.State,-8}  {string.Join("; ", s.Why)}".TrimEnd();

    private static JsonObject ToJson(string config, IReadOnlyList<StageStatus> stages, string? refusal) => new()
    {
        ["config"] = config,
        ["refused"] = refusal is null ? null : Answer.Texts(refusal.Split('\n')),
        ["stages"] = new JsonArray([.. stages.Select(s => new JsonObject
        {
            ["stage"] = s.Stage.Name,
            ["state"] = s.State,
            ["fingerprint"] = s.Fingerprint,
            ["why"] = Answer.Texts(s.Why),
        })]),
    };
}
