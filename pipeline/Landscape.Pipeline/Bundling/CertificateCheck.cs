namespace Landscape.Pipeline.Bundling;

/// <summary>
/// Computes every certificate of a bag again: the stage certify, compiled as it was for the run (its assemblies have the hashes that the fingerprint is made of),
/// runs on the bag's tables in a temporary folder, and its table must have the same bytes.
/// </summary>
public static class CertificateCheck
{
    /// <summary>Checks; returns what was found in one line.</summary>
    /// <param name="bag">The bag's folder.</param>
    /// <param name="plan">The bag's plan.</param>
    /// <param name="entries">The verified results by stage.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="PipelineException">The certificates come out differently, or the stage fails.</exception>
    public static string Run(string bag, Plan plan, IReadOnlyDictionary<string, StoreEntry> entries, CancellationToken cancellation)
    {
        var runtime = Path.Combine(bag, Bag.PayloadFolder, "runtime");
        if (!Directory.Exists(Path.Combine(runtime, RuntimeFiles.NativeFolder)))
        {
            return $"certificates: not computed again, the bag has no DuckDB library for {RuntimeFiles.Platform}; ./reproduce.sh --from={RuntimeFiles.CertifyStage} does it";
        }

        var work = Directory.CreateTempSubdirectory("landscape-verify-").FullName;
        try
        {
            Copy(runtime, work);
            var stage = StageGraph.Load(new Repository(Path.Combine(bag, Bag.PayloadFolder, "source")))[RuntimeFiles.CertifyStage];
            var moved = Path.Combine(work, Path.GetRelativePath(Path.Combine(bag, Bag.PayloadFolder, "source"), stage.ProjectFile));
            return Compare(new Repository(work), stage with { ProjectFile = moved }, plan, entries, cancellation);
        }
        finally
        {
            Store.Delete(work);
        }
    }

    private static string Compare(Repository work, StageProject stage, Plan plan, IReadOnlyDictionary<string, StoreEntry> entries, CancellationToken cancellation)
    {
        var expected = entries[stage.Name].Manifest;
        var code = AssemblyClosure.Hashes(stage.Assembly);
        if (!code.SequenceEqual(expected.Ingredients.Assemblies.OrderBy(a => a.Key, StringComparer.Ordinal)))
        {
            throw new PipelineException("data/runtime: the compiled stage certify is not the one that made the certificates");
        }

        var output = Directory.CreateDirectory(Path.Combine(work.Root, "output")).FullName;
        var upstream = stage.Upstream.ToDictionary(u => u, u => entries[u], StringComparer.Ordinal);
        new StageHost(work, _ => { }).Run(new(stage, plan, expected.Ingredients, upstream, ["verify.sh"], output, new RunSettings(Environment.ProcessorCount, 1)), cancellation);
        var different = expected.Tables.Values.FirstOrDefault(t => ContentHash.OfFile(Path.Combine(output, t.File)) != t.Sha256);
        return different is null
            ? $"certificates: all {expected.Tables.Values.Sum(t => t.Rows)} computed again, equal bytes"
            : throw new PipelineException($"{different.File}: computed again, the certificates come out differently");
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
