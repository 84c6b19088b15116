namespace Landscape.Faults.Tests.Artifacts;

/// <summary>A file under <c>artifacts/</c> that a test does harm to and puts back.</summary>
/// <param name="path">Absolute path.</param>
/// <param name="kind">What it is, for the journal.</param>
internal sealed class ArtifactFile(string path, string kind)
{
    private readonly byte[] whole = File.ReadAllBytes(path);

    /// <summary>Absolute path.</summary>
    public string Path => path;

    /// <summary>What it is.</summary>
    public string Kind => kind;

    /// <summary>All files of a finished run that bear on the next one, with what they are; locks and empty markers of time are not among them.</summary>
    public static List<ArtifactFile> AllOf(string artifacts) =>
    [
        .. Directory.EnumerateFiles(artifacts, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(f => !System.IO.Path.GetFileName(f).StartsWith("lock", StringComparison.Ordinal) && new FileInfo(f).Length > 0 && System.IO.Path.GetFileName(f) != "README.md")
            .Select(f => new ArtifactFile(f, KindOf(System.IO.Path.GetRelativePath(artifacts, f).Split(System.IO.Path.DirectorySeparatorChar)))),
    ];

    /// <summary>Other bytes in its place; none deletes it.</summary>
    public void Replace(byte[]? bytes)
    {
        if (File.Exists(path))
        {
            File.SetAttributes(path, FileAttributes.Normal);
            File.Delete(path);
        }

        if (bytes is not null)
        {
            File.WriteAllBytes(path, bytes);
        }
    }

    /// <summary>Random harm, or another file of the same kind in its place; says which.</summary>
    public string Harm(Random random, IReadOnlyList<ArtifactFile> others)
    {
        var donors = others.Where(o => o.Kind == kind && !o.whole.AsSpan().SequenceEqual(whole)).ToList();
        switch (random.Next(5))
        {
            case 0:
                Replace(null);
                return "deleted";
            case 1 when donors.Count > 0:
                Replace(donors[random.Next(donors.Count)].whole);
                return "replaced by another one of its kind";
            case 2:
                Replace(Damage.Truncated(whole, random) is var cut && cut.Length < whole.Length ? cut : []);
                return "truncated";
            case 3:
                Replace(Damage.BitFlipped(whole, random) is var flipped && !flipped.AsSpan().SequenceEqual(whole) ? flipped : [.. whole, 0]);
                return "bits flipped";
            default:
                Replace(Damage.Random(whole, random));
                return "damaged at random";
        }
    }

    /// <summary>Puts it back.</summary>
    public void Restore() => Replace(whole);

    private static string KindOf(string[] parts) => parts switch
    {
        ["store", .., var name] when name.EndsWith(".parquet", StringComparison.Ordinal) => "table in the store",
        ["store", .., "manifest.json"] => "manifest",
        ["store", .., "manifest.json.sha256"] => "seal of a manifest",
        ["store", ..] => "file in the store",
        ["runs", _, "run.lock.json"] => "run lock",
        ["runs", _, "pipeline.svg"] => "picture of a run",
        ["runs", ..] => "published report",
        [".state", "receipts", ..] => "receipt",
        [".state", "manifests", ..] => "ledger",
        [".state", "plans", ..] => "plan",
        [".state", "results", ..] => "stage result",
        [".state", "requests", ..] => "request",
        [".state", "tasks", ..] => "task assembly",
        [".state", "logs", ..] => "log",
        [".state", var name, ..] when name.StartsWith("built", StringComparison.Ordinal) || name == "build.slnf" => "note of the build",
        _ => "other bookkeeping",
    };
}
