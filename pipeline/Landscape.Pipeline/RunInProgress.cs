using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>
/// The run that holds the repository lock now, and which of its stages are at work. A run leaves its process id in <c>artifacts/.state/running.json</c>;
/// the file counts only while the lock is held by that very process, so that a dead run is never taken for a live one.
/// </summary>
/// <param name="Process">The process that holds the lock; 0 if it is not known.</param>
/// <param name="Config">The configuration that it runs; null while it builds, plans or does something else.</param>
/// <param name="Stages">What the run found or makes, in order; empty if <paramref name="Config"/> is null.</param>
public sealed record RunInProgress(int Process, string? Config, IReadOnlyList<string> Stages)
{
    /// <summary>Marks the beginning of a run by the holder of the lock and forgets requests and results of earlier ones; the end of the run disposes the mark.</summary>
    public static IDisposable Begin(Repository repository, string config, IReadOnlyList<StageProject> stages)
    {
        Store.Delete(StageResult.Folder(repository, config));
        Store.Delete(StageHost.RequestFolder(repository, config));
        AtomicFile.Write(FileOf(repository), CanonicalJson.Indented(new JsonObject
        {
            ["process"] = Environment.ProcessId,
            ["config"] = config,
            ["stages"] = Answer.Texts(stages.Select(s => s.Name)),
        }));
        return new Mark(FileOf(repository));
    }

    /// <summary>The run in progress; null if nobody holds the lock.</summary>
    public static RunInProgress? Find(Repository repository)
    {
        if (!RepositoryLock.IsHeld(repository, out var holder))
        {
            return null;
        }

        try
        {
            var json = JsonNode.Parse(File.ReadAllText(FileOf(repository)))!;
            return (int)json["process"]! == holder
                ? new(holder, (string)json["config"]!, [.. json["stages"]!.AsArray().Select(s => (string)s!)])
                : new(holder, null, []);
        }
        catch (Exception e) when (e is IOException or JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            return new(holder, null, []);
        }
    }

    /// <summary>Whether the host works on a stage of a configuration: it was asked, and there is no result yet.</summary>
    public bool IsAt(Repository repository, string config, string stage) =>
        config == Config && Stages.Contains(stage)
        && File.Exists(StageHost.RequestFile(repository, config, stage)) && !File.Exists(StageResult.FileOf(repository, config, stage));

    /// <summary>Such as <c>process 4711 runs paper</c>.</summary>
    public override string ToString() => $"process {Process} {(Config is null ? "is at work in this clone" : $"runs {Config}")}";

    private static string FileOf(Repository repository) => Path.Combine(repository.State, "running.json");

    private sealed class Mark(string file) : IDisposable
    {
        public void Dispose() => File.Delete(file);
    }
}
