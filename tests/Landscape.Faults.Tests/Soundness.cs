using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Landscape.Stages.Tests;

namespace Landscape.Faults.Tests;

/// <summary>What must hold at any moment, whatever was killed: everything that looks finished is finished and right.</summary>
internal static class Soundness
{
    /// <summary>What is wrong, a line each.</summary>
    public static IReadOnlyList<string> Breaches(Undisturbed undisturbed) =>
        [.. Entries(undisturbed.Clone).SelectMany(e => Breaches(undisturbed, e)), .. Published(undisturbed)];

    private static IEnumerable<string> Entries(Clone clone)
    {
        var store = clone.PathOf("artifacts/store");
        return Directory.Exists(store)
            ? Directory.EnumerateDirectories(store).SelectMany(Directory.EnumerateDirectories).Where(f => !Path.GetFileName(f).StartsWith('.'))
            : [];
    }

    /// <summary>An entry of the store has a manifest that names it, all that the manifest names, and the bytes that an undisturbed run gives.</summary>
    private static IEnumerable<string> Breaches(Undisturbed undisturbed, string entry)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(entry, "manifest.json")))!;
        if ((string)manifest["fingerprint"]! != Path.GetFileName(entry))
        {
            yield return $"{entry}: the manifest is of another fingerprint";
        }

        var tables = manifest["tables"]!.AsObject().Select(t => ((string)t.Value!["file"]!, (string)t.Value["sha256"]!));
        foreach (var (file, sha256) in tables.Concat(manifest["files"]!.AsObject().Select(f => (f.Key, (string)f.Value!["sha256"]!))))
        {
            var path = Path.Combine(entry, file);
            var relative = Path.GetRelativePath(undisturbed.Clone.Root, path);
            if (Hash(path) != sha256 || (undisturbed.Bytes.TryGetValue(relative, out var right) && right != sha256))
            {
                yield return $"{relative} is wrong";
            }
        }
    }

    /// <summary>A run lock is there as a whole and right, or not there.</summary>
    private static IEnumerable<string> Published(Undisturbed undisturbed)
    {
        const string RunLock = $"artifacts/runs/{Undisturbed.Config}/run.lock.json";
        var path = undisturbed.Clone.PathOf(RunLock);
        return File.Exists(path) && Hash(path) != undisturbed.Bytes[RunLock] ? [$"{RunLock} is wrong"] : [];
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
