using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landscape.Pipeline.Bundling;

/// <summary>The structure of a Workflow Run RO-Crate: descriptor, root, main entity, actions; every file described and every described file there.</summary>
public static class CrateCheck
{
    private static readonly string[] RootProperties = ["name", "description", "datePublished", "license", "hasPart", "mainEntity", "mentions", "conformsTo"];

    /// <summary>What is wrong, a line each.</summary>
    /// <param name="folder">The crate's folder.</param>
    public static IReadOnlyList<string> Damages(string folder)
    {
        try
        {
            var graph = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, RunCrate.FileName)))!["@graph"]!.AsArray().Select(e => e!.AsObject()).ToList();
            var byId = graph.ToDictionary(Id, StringComparer.Ordinal);
            return [.. RootDamages(byId).Concat(graph.SelectMany(e => DanglingReferences(e, byId))).Concat(FileDamages(folder, byId)).Concat(ActionDamages(graph, byId)).Select(d => $"{RunCrate.FileName}: {d}")];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException or IOException or KeyNotFoundException)
        {
            return [$"{RunCrate.FileName} is no RO-Crate metadata file: {e.Message}"];
        }
    }

    private static string Id(JsonObject entity) => (string)entity["@id"]!;

    private static IEnumerable<string> RootDamages(Dictionary<string, JsonObject> byId)
    {
        var root = byId["./"];
        return RootProperties.Where(p => !root.ContainsKey(p)).Select(p => $"the root has no {p}")
            .Concat(References(byId[RunCrate.FileName]["about"]).SequenceEqual(["./"]) ? [] : ["the descriptor is not about ./"])
            .Concat(References(root["mainEntity"]).All(m => Types(byId[m]).Contains("ComputationalWorkflow")) ? [] : ["the main entity is no ComputationalWorkflow"]);
    }

    private static IEnumerable<string> DanglingReferences(JsonObject entity, Dictionary<string, JsonObject> byId) => entity
        .SelectMany(p => References(p.Value).Where(r => !byId.ContainsKey(r) && !r.Contains("://", StringComparison.Ordinal)).Select(r => $"{Id(entity)} refers by {p.Key} to {r}, which is not described"));

    private static IEnumerable<string> FileDamages(string folder, Dictionary<string, JsonObject> byId)
    {
        var data = byId.Values.Where(e => Types(e).Any(t => t is "File" or "Dataset")).Select(Id).ToHashSet(StringComparer.Ordinal);
        var there = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).ToList();
        var folders = data.Where(d => d.EndsWith('/') && d != "./").ToList();
        return data.Where(d => !d.EndsWith('/') && !there.Contains(d)).Select(d => $"{d} is described and not there")
            .Concat(there.Where(f => f != RunCrate.FileName && !data.Contains(f) && !folders.Exists(d => f.StartsWith(d, StringComparison.Ordinal))).Select(f => $"{f} is there and not described"));
    }

    private static IEnumerable<string> ActionDamages(List<JsonObject> graph, Dictionary<string, JsonObject> byId)
    {
        var controlled = graph.Where(e => Types(e).Contains("ControlAction")).SelectMany(c => References(c["object"])).ToHashSet(StringComparer.Ordinal);
        var steps = References(byId[References(byId["./"]["mainEntity"]).Single()]["step"]).ToList();
        return graph.Where(e => Types(e).Contains("CreateAction") && (e["instrument"] is null || e["result"] is null || e["endTime"] is null)).Select(e => $"{Id(e)} lacks instrument, result or endTime")
            .Concat(steps.Count == controlled.Count ? [] : [$"{steps.Count} steps, {controlled.Count} controlled actions"]);
    }

    private static IEnumerable<string> Types(JsonObject entity) => entity["@type"] is JsonArray types ? types.Select(t => (string)t!) : [(string)entity["@type"]!];

    private static IEnumerable<string> References(JsonNode? value) => value switch
    {
        JsonArray list => list.SelectMany(References),
        JsonObject reference when reference.Count == 1 && reference["@id"] is { } id => [(string)id!],
        _ => [],
    };
}
