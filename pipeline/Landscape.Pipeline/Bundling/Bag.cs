using System.Globalization;
using System.Security.Cryptography;

namespace Landscape.Pipeline.Bundling;

/// <summary>
/// A bag after BagIt 1.0 (RFC 8493): a payload under <c>data/</c>, manifests with the SHA-512 of every file, and tag files. The manifests are in ordinal order
/// and have the form that <c>sha512sum</c> prints.
/// </summary>
public static class Bag
{
    /// <summary>The payload's folder.</summary>
    public const string PayloadFolder = "data";

    /// <summary>Hashes of the payload.</summary>
    public const string ManifestFile = "manifest-sha512.txt";

    /// <summary>Hashes of the tag files.</summary>
    public const string TagManifestFile = "tagmanifest-sha512.txt";

    /// <summary>Facts about the bag.</summary>
    public const string InfoFile = "bag-info.txt";

    /// <summary>The declaration.</summary>
    public const string DeclarationFile = "bagit.txt";

    /// <summary>The declaration's text (RFC 8493, section 2.1.1).</summary>
    public const string Declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

    /// <summary>All files of a bag by path.</summary>
    /// <param name="payload">The payload by path below <c>data/</c>.</param>
    /// <param name="tags">Further tag files.</param>
    /// <param name="info">Label and value of the facts, in order; Payload-Oxum is added.</param>
    /// <exception cref="PipelineException">A path that some system cannot hold.</exception>
    public static SortedDictionary<string, BagFile> Of(
        IReadOnlyDictionary<string, BagFile> payload, IReadOnlyDictionary<string, BagFile> tags, IEnumerable<KeyValuePair<string, string>> info)
    {
        var bad = payload.Keys.Concat(tags.Keys).FirstOrDefault(p => !p.All(IsPlain));
        if (bad is not null)
        {
            throw new PipelineException($"'{bad}' cannot be bagged: a path in an archive has letters, digits and - _ . + @ / = ( ) , alone, so that every system can hold it");
        }

        var files = new SortedDictionary<string, BagFile>(payload.ToDictionary(p => $"{PayloadFolder}/{p.Key}", p => p.Value), StringComparer.Ordinal);
        var (manifest, oxum) = Manifest(files);
        foreach (var (path, file) in tags)
        {
            files.Add(path, file);
        }

        files.Add(DeclarationFile, BagFile.Of(Declaration));
        files.Add(InfoFile, BagFile.Of(string.Concat(info.Append(new("Payload-Oxum", oxum)).Select(i => $"{i.Key}: {OneLine(i.Value)}\n"))));
        files.Add(ManifestFile, BagFile.Of(manifest));
        var tagManifest = Manifest(files.Where(f => !IsPayload(f.Key))).Text;
        files.Add(TagManifestFile, BagFile.Of(tagManifest));
        return files;
    }

    /// <summary>Whether a path is below <c>data/</c>.</summary>
    public static bool IsPayload(string path) => path.StartsWith(PayloadFolder + "/", StringComparison.Ordinal);

    private static (string Text, string Oxum) Manifest(IEnumerable<KeyValuePair<string, BagFile>> files)
    {
        var (text, bytes, count) = (new System.Text.StringBuilder(), 0L, 0);
        foreach (var (path, file) in files)
        {
            using var content = file.Open();
            bytes += content.Length;
            count++;
            text.Append(Convert.ToHexStringLower(SHA512.HashData(content))).Append("  ").Append(path).Append('\n');
        }

        return (text.ToString(), string.Create(CultureInfo.InvariantCulture, $"{bytes}.{count}"));
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || "-_.+@/=(),".Contains(c, StringComparison.Ordinal);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
