using System.Globalization;

namespace Landscape.Pipeline.Bundling;

/// <summary>
/// The Bundle target: a complete, verified run as a BagIt bag whose payload is a Workflow Run RO-Crate, in a tar whose bytes depend on the commit and the run alone.
/// </summary>
public sealed class Bundler(Repository repository, Action<string> say)
{
    private const string ScriptFolder = "pipeline/bundle";
    private static readonly string[] Scripts = ["verify.sh", "reproduce.sh"];

    /// <summary>Bundles the latest run of a configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="allowDirty">Whether a working tree that differs from its commit is bundled with its difference.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The tar.</returns>
    /// <exception cref="PipelineException">The checkout, the run or the configuration does not fit; nothing is left behind.</exception>
    public string Bundle(string config, bool allowDirty, CancellationToken cancellation)
    {
        var source = SourceSnapshot.Take(repository, allowDirty);
        new Builder(repository, say).BuildForRun(cancellation);
        var run = BundledRun.Load(repository, config, cancellation);
        CheckInputFiles(run, source);
        var time = Time(source);
        var publication = Publication.Of(run.Plan, DateOnly.FromDateTime(time.UtcDateTime));
        var bag = BagOf(run, source, publication, time);
        cancellation.ThrowIfCancellationRequested();
        var (tar, hash) = BagTar.Write(repository.Absolute("artifacts/bundles"), config, bag, time);
        say($"bundle: {repository.Relative(tar)} (and .gz), {bag.Count} files");
        say($"tar SHA-256: {hash}");
        say($"results hash: {ContentHash.OfText(run.ResultsFile())}");
        return tar;
    }

    /// <summary>SOURCE_DATE_EPOCH (reproducible-builds.org), else the time of the commit.</summary>
    private static DateTimeOffset Time(SourceSnapshot source)
    {
        var text = Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH");
        return string.IsNullOrEmpty(text) ? DateTimeOffset.FromUnixTimeSeconds(source.CommitTime)
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? DateTimeOffset.FromUnixTimeSeconds(epoch)
            : throw new PipelineException($"SOURCE_DATE_EPOCH={text}: expected seconds since 1970", PipelineException.Refused);
    }

    /// <summary>Tables of the user are sources too: git has to know them, or the bag could not be reproduced.</summary>
    private static void CheckInputFiles(BundledRun run, SourceSnapshot source)
    {
        if (run.Plan.Stages.Values.SelectMany(s => s.Files.Keys).FirstOrDefault(f => !source.Files.ContainsKey(f)) is { } missing)
        {
            throw new PipelineException($"{missing}, which configs/{run.Config}.yml names, is ignored by git, so the bundle would lack it: commit it");
        }
    }

    private SortedDictionary<string, BagFile> BagOf(BundledRun run, SourceSnapshot source, Publication publication, DateTimeOffset time)
    {
        var payload = new Payload(repository, run, source, publication).Files();
        var tags = Scripts.ToDictionary(s => s, s => BagFile.Of(source.Files[$"{ScriptFolder}/{s}"].Text(), executable: true));
        tags.Add("README.md", BagFile.Of(BundleReadme.Pointer(publication, run)));
        return Bag.Of(payload, tags, new Dictionary<string, string>
        {
            ["Source-Organization"] = string.Join("; ", publication.Creators.Select(c => c.FullName)),
            ["External-Identifier"] = publication.Doi ?? $"{run.Config} at {source.Commit}",
            ["External-Description"] = publication.Title,
            ["Bagging-Date"] = time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["Bag-Software-Agent"] = "LandscapePipeline " + RunEnvironment.Tools(run)["LandscapePipeline"],
            ["Landscape-Config"] = run.Config,
            ["Landscape-Commit"] = source.Commit + (source.Changed.Count > 0 ? " with changes" : ""),
            ["Landscape-Results-SHA256"] = ContentHash.OfText(run.ResultsFile()),
        });
    }
}
