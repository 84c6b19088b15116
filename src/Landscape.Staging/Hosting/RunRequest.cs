using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landscape.Staging.Hosting;

/// <summary>An upstream table.</summary>
/// <param name="Path">Absolute path of its file.</param>
/// <param name="Sha256">SHA-256 of the file's bytes, from the producing stage's manifest.</param>
/// <param name="Content">Hash of its rows.</param>
/// <param name="Rows">How many there are.</param>
internal sealed record RequestInput(string Path, string Sha256, string Content, long Rows);

/// <summary>What the orchestration asks the host to run.</summary>
/// <param name="Repository">Absolute path.</param>
/// <param name="Config">The configuration's name.</param>
/// <param name="Seed">The master seed.</param>
/// <param name="Stage">The stage's name.</param>
/// <param name="Assembly">Its assembly.</param>
/// <param name="SchemaVersion">The stage's version when the plan was made.</param>
/// <param name="Options">Canonical options by section.</param>
/// <param name="Values">The same, flat.</param>
/// <param name="Files">SHA-256 of the files that the options name, by path relative to the repository.</param>
/// <param name="Inputs">Upstream tables by <c>stage/table</c>.</param>
/// <param name="OutputTables">The tables that the stage's project declares.</param>
/// <param name="Output">Absolute path of an existing empty folder.</param>
/// <param name="Shards">Absolute path of the folder of this fingerprint's finished shards; it need not exist.</param>
/// <param name="Fingerprint">The fingerprint.</param>
/// <param name="Ingredients">What it is made of, for the manifest.</param>
/// <param name="Why">The reasons for the run, for the manifest.</param>
/// <param name="Threads">How many items may run at once.</param>
/// <param name="NodeModules">Absolute path of the installed Node packages.</param>
/// <param name="NodeScripts">Absolute path of the Node scripts.</param>
/// <param name="Log">Absolute path of the log file.</param>
/// <param name="ShardCount">How many shards a kept activity is cut into, at most. It decides no byte.</param>
/// <param name="Executor">Where kept activities are computed: <c>local</c> in this process, others by <see cref="IShardExecutor"/>. It decides no byte.</param>
/// <param name="ExecutorOptions">The executor's own options.</param>
internal sealed record RunRequest(
    string Repository,
    string Config,
    long Seed,
    string Stage,
    string Assembly,
    int SchemaVersion,
    IReadOnlyDictionary<string, JsonElement> Options,
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyDictionary<string, RequestInput> Inputs,
    IReadOnlyList<string> OutputTables,
    string Output,
    string Shards,
    string Fingerprint,
    JsonObject Ingredients,
    IReadOnlyList<string> Why,
    int Threads,
    string NodeModules,
    string NodeScripts,
    string Log,
    int ShardCount = ShardPlan.DefaultCount,
    string Executor = RunRequest.LocalExecutor,
    JsonElement? ExecutorOptions = null)
{
    /// <summary>The executor that computes in the stage's own process.</summary>
    public const string LocalExecutor = "local";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads a request.</summary>
    /// <exception cref="UsageException">The file is missing or is no request.</exception>
    public static RunRequest Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunRequest>(File.ReadAllBytes(path), Form) ?? throw new JsonException("null");
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} is no run request: {failure.Message}");
        }
    }

    /// <summary>The request as <see cref="Read"/> reads it.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Form);

    /// <summary>SHA-256 by name of the assemblies that the fingerprint was made of.</summary>
    /// <exception cref="UsageException">The ingredients do not name them.</exception>
    public IReadOnlyDictionary<string, string> AssemblyHashes() => Ingredients["assemblies"] is JsonObject assemblies
        ? assemblies.ToDictionary(assembly => assembly.Key, assembly => assembly.Value!.GetValue<string>(), StringComparer.Ordinal)
        : throw new UsageException("the request's ingredients name no assemblies; plan again");
}
