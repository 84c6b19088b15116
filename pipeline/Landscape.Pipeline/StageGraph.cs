namespace Landscape.Pipeline;

/// <summary>The stages of <c>stages/</c> in an order in which every stage follows its upstream.</summary>
public sealed class StageGraph
{
    private readonly Dictionary<string, StageProject> byName;

    private StageGraph(IReadOnlyList<StageProject> stages)
    {
        Stages = stages;
        byName = stages.ToDictionary(s => s.Name, StringComparer.Ordinal);
    }

    /// <summary>All stages, upstream first; among independent ones in the order of their folders.</summary>
    public IReadOnlyList<StageProject> Stages { get; }

    /// <summary>The stage of that name.</summary>
    public StageProject this[string name] => byName[name];

    /// <summary>Reads <c>stages/*/*.csproj</c>.</summary>
    public static StageGraph Load(Repository repository)
    {
        var projects = Directory.EnumerateDirectories(repository.Absolute("stages")).Order(StringComparer.Ordinal)
            .SelectMany(d => Directory.EnumerateFiles(d, "*.csproj")).Select(StageProject.Load);
        return Of([.. projects]);
    }

    /// <summary>Orders stages.</summary>
    /// <exception cref="PipelineException">A stage refers to one that does not exist, or stages wait for each other in a circle.</exception>
    public static StageGraph Of(IReadOnlyList<StageProject> projects)
    {
        var names = projects.Select(p => p.Name).ToList();
        foreach (var project in projects)
        {
            if (project.Upstream.FirstOrDefault(u => !names.Contains(u)) is { } missing)
            {
                throw new PipelineException($"{project.ProjectFile}: StageReference: {Suggestion.Unknown("stage", missing, names)}");
            }
        }

        return new(Ordered(projects));
    }

    /// <summary>A stage and everything upstream of it, in order; all stages for null.</summary>
    public IReadOnlyList<StageProject> UpTo(string? goal)
    {
        if (goal is null)
        {
            return Stages;
        }

        var wanted = new HashSet<string>(StringComparer.Ordinal) { goal };
        foreach (var stage in Stages.Reverse().Where(s => wanted.Contains(s.Name)))
        {
            wanted.UnionWith(stage.Upstream);
        }

        return [.. Stages.Where(s => wanted.Contains(s.Name))];
    }

    /// <summary>A stage and everything downstream of it, in order.</summary>
    public IReadOnlyList<StageProject> From(string start)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { start };
        foreach (var stage in Stages.Where(s => s.Upstream.Any(reached.Contains)))
        {
            reached.Add(stage.Name);
        }

        return [.. Stages.Where(s => reached.Contains(s.Name))];
    }

    /// <summary>How many stages could run at once: the largest number of stages at one depth.</summary>
    public static int Width(IReadOnlyList<StageProject> stages)
    {
        var depth = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var stage in stages)
        {
            depth[stage.Name] = stage.Upstream.Select(u => depth[u] + 1).DefaultIfEmpty(0).Max();
        }

        return depth.Values.GroupBy(d => d).Max(g => g.Count());
    }

    private static List<StageProject> Ordered(IReadOnlyList<StageProject> projects)
    {
        var ordered = new List<StageProject>();
        var waiting = projects.ToList();
        while (waiting.Count > 0)
        {
            var next = waiting.Find(p => p.Upstream.All(u => ordered.Exists(o => o.Name == u)))
                ?? throw new PipelineException($"stages wait for each other in a circle: {string.Join(", ", waiting.Select(w => w.Name))}");
            ordered.Add(next);
            waiting.Remove(next);
        }

        return ordered;
    }
}
