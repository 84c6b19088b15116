using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>
/// Has the host bind and validate a configuration, and keeps the answer as long as the configuration's bytes, the files it names
/// and every assembly that takes part are the same.
/// </summary>
public sealed class Planner(Repository repository, StageGraph graph)
{
    /// <summary>The plan of a configuration.</summary>
    /// <exception cref="PipelineException">The configuration is refused; the message has every error, one a line.</exception>
    public Plan Plan(string config, CancellationToken cancellation)
    {
        var file = FileOf(config);
        if (Cached(file, Key(ContentHash.OfFile(repository.ConfigFile(config)))) is { } known)
        {
            return known;
        }

        var plan = Pipeline.Plan.Parse(AskHost(config, $"{file}.{Environment.ProcessId}{AtomicFile.Ending}", cancellation));
        AtomicFile.Write(file, $"{Key(plan.ConfigSha256)} {ContentHash.OfText(plan.Text)}\n{plan.Text}");
        return plan;
    }

    /// <summary>The plan of a configuration, read or made without writing into the clone.</summary>
    /// <exception cref="PipelineException">The configuration is refused; the message has every error, one a line.</exception>
    public Plan Look(string config, CancellationToken cancellation)
    {
        if (Cached(FileOf(config), Key(ContentHash.OfFile(repository.ConfigFile(config)))) is { } known)
        {
            return known;
        }

        var output = Path.Combine(Path.GetTempPath(), $"landscape-plan-{Environment.ProcessId}-{config}.json");
        try
        {
            return Pipeline.Plan.Parse(AskHost(config, output, cancellation));
        }
        finally
        {
            File.Delete(output);
        }
    }

    private string FileOf(string config) => Path.Combine(repository.State, "plans", config + ".plan");

    /// <summary>One file, whose first line has the key and the hash of the rest: a plan can be neither taken for another one's nor damaged unnoticed.</summary>
    private Plan? Cached(string file, string key)
    {
        if (!File.Exists(file) || File.ReadAllText(file).Split('\n', 2) is not [var line, var text] || line != $"{key} {ContentHash.OfText(text)}")
        {
            return null;
        }

        var plan = Pipeline.Plan.Parse(text);
        return plan.Stages.Values.SelectMany(s => s.Files).All(f => IsUnchanged(f.Key, f.Value)) ? plan : null;
    }

    private bool IsUnchanged(string path, string sha256) =>
        File.Exists(repository.Absolute(path)) && ContentHash.OfFile(repository.Absolute(path)) == sha256;

    private string AskHost(string config, string output, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        string[] command = ["exec", repository.Host, "plan", "--repository", repository.Root, "--config", repository.ConfigFile(config), "--out", output];
        var (exitCode, _, error) = ChildProcess.Capture(ChildProcess.DotNet(repository, command.Concat(StageArguments(graph))), cancellation);
        if (exitCode != 0)
        {
            throw new PipelineException(
                exitCode == PipelineException.Refused ? error.TrimEnd() : $"planning {config} failed with exit code {exitCode}:\n{error.TrimEnd()}", exitCode);
        }

        var text = File.ReadAllText(output);
        File.Delete(output);
        return text;
    }

    /// <summary>The host's <c>--stage assembly=sections</c> arguments for all stages.</summary>
    public static IEnumerable<string> StageArguments(StageGraph graph) =>
        graph.Stages.SelectMany(s => new[] { "--stage", $"{s.Assembly}={string.Join(',', s.Sections)}" });

    private string Key(string configSha256)
    {
        var parts = new JsonObject
        {
            ["config"] = configSha256,
            ["host"] = CanonicalJson.Object(AssemblyClosure.Hashes(repository.Host)),
            ["stages"] = new JsonObject(graph.Stages.Select(s => KeyValuePair.Create(
                $"{s.Name}={string.Join(',', s.Sections)}", (JsonNode?)CanonicalJson.Object(AssemblyClosure.Hashes(s.Assembly))))),
        };
        return ContentHash.OfText(CanonicalJson.Text(parts));
    }
}
