using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landscape.Benchmarks;

/// <summary>
/// bench.json: <c>machine</c>, <c>fma_peak_gflops</c>, <c>kernel</c>, <c>search</c>, <c>sampling</c>, <c>scaling</c>, <c>noop</c>, <c>change</c>, <c>shards</c>; <c>dates</c> says when each part was
/// measured, <c>missing_peers</c> which peers were not installed and what installs them. A figure that needs such a peer is null.
/// </summary>
internal static class BenchFile
{
    /// <summary>The file after a run: the parts that it measured, and of an earlier run on an equal machine those that it did not.</summary>
    public static JsonObject Merge(JsonObject? earlier, BenchResult result, PeerRegister peers)
    {
        var measured = JsonSerializer.SerializeToNode(result, Json.Options)!.AsObject();
        var date = measured["date"]!.DeepClone();
        measured.Remove("date");
        var merged = earlier is not null && JsonNode.DeepEquals(earlier["machine"], measured["machine"]) ? earlier : [];
        if (result.Kernel is null && merged["kernel"] is not null)
        {
            // The kernel's fractions of the peak are of the peak that its own run measured.
            measured.Remove("fma_peak_gflops");
            measured.Remove("memory_gb_s");
        }

        var dates = merged["dates"] as JsonObject ?? [];
        foreach (var (part, value) in measured.Where(p => p.Value is not null))
        {
            merged[part] = value!.DeepClone();
            dates[part] = date.DeepClone();
        }

        merged["dates"] = dates;
        merged["missing_peers"] = Missing(merged["missing_peers"] as JsonObject ?? [], peers);
        return merged;
    }

    /// <summary>Peers that an earlier run missed and this one did not try stay in the list.</summary>
    private static JsonObject Missing(JsonObject earlier, PeerRegister peers)
    {
        foreach (var name in peers.Found)
        {
            earlier.Remove(name);
        }

        foreach (var (name, install) in peers.Missing)
        {
            earlier[name] = install;
        }

        return earlier;
    }
}
