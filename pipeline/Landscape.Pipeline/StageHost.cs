using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>What the host is asked to run.</summary>
public sealed record StageRequest(
    StageProject Stage, Plan Plan, Ingredients Ingredients, IReadOnlyDictionary<string, StoreEntry> Upstream, IReadOnlyList<string> Why, string Output, RunSettings Settings);

/// <summary>
/// Runs one stage in the host. Its standard input is held open for as long as we live: the end of it tells the host that we died
/// or that it should stop. Its lines are passed on as they come; it writes the stage's log itself.
/// </summary>
public sealed class StageHost(Repository repository, Action<string> say)
{
    /// <summary>The log of a stage's latest run.</summary>
    public static string LogFile(Repository repository, string config, string stage) => Path.Combine(repository.State, "logs", config, stage + ".log");

    /// <summary>What the host was asked in the current run; it is there from the moment on when the stage begins.</summary>
    public static string RequestFile(Repository repository, string config, string stage) => Path.Combine(RequestFolder(repository, config), stage + ".json");

    /// <summary>The folder of a configuration's requests of the current run.</summary>
    public static string RequestFolder(Repository repository, string config) => Path.Combine(repository.State, "requests", config);

    /// <summary>Where a stage that is stopped leaves what it had finished.</summary>
    public static string ShardFolder(Repository repository, string stage, string fingerprint) => Path.Combine(repository.State, "shards", stage, fingerprint);

    /// <summary>Runs to the end.</summary>
    /// <exception cref="PipelineException">The stage failed; the message is the last line of its error output.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public void Run(StageRequest request, CancellationToken cancellation)
    {
        var requestFile = RequestFile(repository, request.Plan.Config, request.Stage.Name);
        AtomicFile.Write(requestFile, CanonicalJson.Indented(ToJson(request)));
        var start = ChildProcess.DotNet(repository, "exec", repository.Host, "run", requestFile);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;

        using var process = new Process { StartInfo = start };
        var lastError = "";
        process.OutputDataReceived += (_, e) => Pass(e.Data);
        process.ErrorDataReceived += (_, e) =>
        {
            lastError = string.IsNullOrWhiteSpace(e.Data) ? lastError : e.Data;
            Pass(e.Data);
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        ChildProcess.WaitOrStop(process, cancellation);
        if (process.ExitCode != 0)
        {
            throw new PipelineException(Cause(lastError, request.Stage.Name, process.ExitCode), process.ExitCode);
        }
    }

    /// <summary>The host's last error line without the stage's name, which the task puts in front again.</summary>
    private static string Cause(string line, string stage, int exitCode) =>
        Ending.OfSignal(exitCode, "the host") is { Length: > 0 } signal ? signal.TrimStart(';', ' ')
        : line.Length == 0 ? $"the host ended with exit code {exitCode}"
        : line.StartsWith(stage + ": ", StringComparison.Ordinal) ? line[(stage.Length + 2)..]
        : line;

    private void Pass(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            say(line);
        }
    }

    private JsonObject ToJson(StageRequest request) => new()
    {
        ["repository"] = repository.Root,
        ["config"] = request.Plan.Config,
        ["seed"] = request.Plan.Seed,
        ["stage"] = request.Stage.Name,
        ["assembly"] = request.Stage.Assembly,
        ["schemaVersion"] = request.Ingredients.SchemaVersion,
        ["options"] = request.Plan.Stages[request.Stage.Name].Options.DeepClone(),
        ["values"] = CanonicalJson.Object(request.Ingredients.Config),
        ["files"] = CanonicalJson.Object(request.Plan.Stages[request.Stage.Name].Files),
        ["inputs"] = Inputs(request.Upstream),
        ["outputTables"] = new JsonArray([.. request.Stage.Tables.Select(t => JsonValue.Create(t))]),
        ["output"] = request.Output,
        ["shards"] = ShardFolder(repository, request.Stage.Name, request.Ingredients.Fingerprint()),
        ["fingerprint"] = request.Ingredients.Fingerprint(),
        ["ingredients"] = request.Ingredients.ToJson(),
        ["why"] = new JsonArray([.. request.Why.Select(w => JsonValue.Create(w))]),
        ["threads"] = request.Settings.Threads,
        ["shardCount"] = request.Settings.Shards,
        ["executor"] = request.Settings.Executor,
        ["executorOptions"] = ExecutorOptions(request.Plan, request.Settings),
        ["nodeModules"] = repository.NodeModules,
        ["nodeScripts"] = repository.NodeScripts,
        ["log"] = LogFile(repository, request.Plan.Config, request.Stage.Name),
    };

    /// <summary>The configuration's section of the executor's name; null means the defaults.</summary>
    public static JsonNode? ExecutorOptions(Plan plan, RunSettings settings) => plan.Host.GetValueOrDefault(settings.Executor)?.DeepClone();

    private static JsonObject Inputs(IReadOnlyDictionary<string, StoreEntry> upstream)
    {
        var inputs = new JsonObject();
        foreach (var (stage, entry) in upstream)
        {
            foreach (var (name, table) in entry.Manifest.Tables)
            {
                inputs[$"{stage}/{name}"] = new JsonObject
                {
                    ["path"] = Path.Combine(entry.Folder, table.File),
                    ["sha256"] = table.Sha256,
                    ["content"] = table.Content,
                    ["rows"] = table.Rows,
                };
            }
        }

        return inputs;
    }
}
