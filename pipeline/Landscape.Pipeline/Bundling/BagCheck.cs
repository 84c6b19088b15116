using System.Globalization;
using System.Security.Cryptography;

namespace Landscape.Pipeline.Bundling;

/// <summary>Checks an unpacked bag against its manifests, as <c>verify.sh</c> does with standard tools: what it imports was verified here.</summary>
public static class BagCheck
{
    /// <summary>What is wrong, a line each with the file's name; empty for a sound bag.</summary>
    /// <param name="folder">The bag's folder.</param>
    public static IReadOnlyList<string> Damages(string folder)
    {
        if (Text(folder, Bag.DeclarationFile) != Bag.Declaration)
        {
            return [$"{Bag.DeclarationFile} is missing or does not declare BagIt 1.0: {folder} is no unpacked bundle"];
        }

        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Where(f => f != Bag.TagManifestFile).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Against(folder, Bag.TagManifestFile, files.Where(f => !Bag.IsPayload(f))),
            .. Against(folder, Bag.ManifestFile, files.Where(Bag.IsPayload)),
            .. Oxum(folder, files.Where(Bag.IsPayload)),
        ];
    }

    private static List<string> Against(string folder, string manifest, IEnumerable<string> present)
    {
        var expected = Read(Text(folder, manifest));
        if (expected is null)
        {
            return [$"{manifest} is missing or not readable"];
        }

        var found = present.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. expected.Keys.Where(f => !found.Contains(f)).Order(StringComparer.Ordinal).Select(f => $"{f} is missing"),
            .. found.Where(f => !expected.ContainsKey(f)).Order(StringComparer.Ordinal).Select(f => $"{f} is not in {manifest}"),
            .. found.Where(f => expected.TryGetValue(f, out var hash) && hash != HashOf(Path.Combine(folder, f))).Order(StringComparer.Ordinal)
                .Select(f => $"{f} was changed: it is not what {manifest} says"),
        ];
    }

    private static IEnumerable<string> Oxum(string folder, IEnumerable<string> payload)
    {
        var sizes = payload.Select(f => new FileInfo(Path.Combine(folder, f)).Length).ToList();
        var oxum = string.Create(CultureInfo.InvariantCulture, $"Payload-Oxum: {sizes.Sum()}.{sizes.Count}");
        return (Text(folder, Bag.InfoFile) ?? "").Split('\n').Contains(oxum) ? [] : [$"{Bag.InfoFile} has another Payload-Oxum than the payload"];
    }

    /// <summary>SHA-512 by path; null for anything but lines of 128 digits, two spaces and a path.</summary>
    private static Dictionary<string, string>? Read(string? manifest)
    {
        var lines = manifest?.Split('\n')[..^1];
        return lines is null || !manifest!.EndsWith('\n') || !lines.All(l => l.Length > 130 && l[128..130] == "  ") || lines.DistinctBy(l => l[130..]).Count() != lines.Length
            ? null
            : lines.ToDictionary(l => l[130..], l => l[..128], StringComparer.Ordinal);
    }

    private static string? Text(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA512.HashData(stream));
    }
}
