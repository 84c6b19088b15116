using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>A run that is read: its lock and the clone that the lock's paths are relative to.</summary>
/// <param name="Name">As a person named it.</param>
/// <param name="File">The run lock.</param>
/// <param name="Root">The clone.</param>
/// <param name="Lock">What the file says.</param>
public sealed record RecordedRun(string Name, string File, string Root, RunLock Lock)
{
    /// <summary>Finds a run by the name of a configuration that ran, or by the path of a run lock, of this clone or another.</summary>
    /// <exception cref="PipelineException">There is no such run; the message names the nearest one.</exception>
    public static RecordedRun Find(Repository repository, string name)
    {
        var own = repository.RunLock(name);
        var file = System.IO.File.Exists(own) ? own : repository.Absolute(name);
        if (System.IO.File.Exists(file))
        {
            return new(name, file, RootOf(repository, file), RunLock.Read(file) ?? throw new PipelineException($"{name}: not a readable run lock", PipelineException.Refused));
        }

        var ran = repository.Configs().Where(c => System.IO.File.Exists(repository.RunLock(c))).ToList();
        throw new PipelineException($"{Suggestion.Unknown("run", name, ran)} (or the path of a run.lock.json)", PipelineException.Refused);
    }

    /// <summary>A manifest of the run; null if it is not readable.</summary>
    public Manifest? ManifestOf(string stage)
    {
        try
        {
            return Lock.Stages.TryGetValue(stage, out var locked) ? Manifest.Load(Path.Combine(Root, locked.Path)) : null;
        }
        catch (PipelineException)
        {
            return null;
        }
    }

    /// <summary>A lock at <c>artifacts/runs/NAME/run.lock.json</c> of a clone belongs to that clone, any other file to this one.</summary>
    private static string RootOf(Repository repository, string file)
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
        return Directory.Exists(Path.Combine(root, "artifacts", "store")) ? root : repository.Root;
    }
}

/// <summary>SQL over the tables of a run, carried out by the host, which verifies them first.</summary>
public sealed class HostQuery(Repository repository)
{
    /// <summary>Writes the rows of a statement, or the list of the tables, to the console or a file.</summary>
    /// <returns>The host's exit code: 2 if the statement was refused, 4 if a table is damaged.</returns>
    public int Show(RecordedRun run, string? sql, string format, string? output, CancellationToken cancellation) =>
        ChildProcess.Run(ChildProcess.DotNet(repository, Command(run, sql, format).Concat(output is null ? [] : ["--out", repository.Absolute(output)])), cancellation);

    /// <summary>The rows of a statement.</summary>
    /// <exception cref="PipelineException">The statement was refused, or a table is damaged.</exception>
    public IReadOnlyList<JsonArray> Rows(RecordedRun run, string sql, CancellationToken cancellation)
    {
        var (exitCode, output, error) = ChildProcess.Capture(ChildProcess.DotNet(repository, Command(run, sql, "json")), cancellation);
        return exitCode == 0
            ? [.. JsonNode.Parse(output)!["rows"]!.AsArray().Select(r => r!.AsArray())]
            : throw new PipelineException($"{run.Name}: {error.TrimEnd()}", exitCode);
    }

    private IEnumerable<string> Command(RecordedRun run, string? sql, string format) =>
    [
        "exec", repository.Host, "query", "--repository", run.Root, "--lock", run.File, "--node-modules", repository.NodeModules, "--format", format,
        .. sql is null ? [] : new[] { "--sql", sql },
    ];
}
