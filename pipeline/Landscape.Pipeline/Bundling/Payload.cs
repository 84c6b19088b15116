using System.Text.Json.Nodes;

namespace Landscape.Pipeline.Bundling;

/// <summary>
/// The payload: <c>artifacts/</c> as in a checkout, <c>source/</c>, <c>runtime/</c> (compiled code at the paths of a checkout), <c>logs/</c>, <c>licences/</c>, and
/// the files that describe them.
/// </summary>
public sealed class Payload(Repository repository, BundledRun run, SourceSnapshot source, Publication publication)
{
    /// <summary>SHA-256 of everything that a rerun must reproduce.</summary>
    public const string ResultsFile = "results.sha256";

    /// <summary>The configuration as it was bound.</summary>
    public const string PlanFile = "plan.json";

    private readonly SortedDictionary<string, BagFile> files = new(StringComparer.Ordinal);

    /// <summary>Every file by path.</summary>
    public SortedDictionary<string, BagFile> Files()
    {
        AddAll("source/", source.Files);
        AddAll("runtime/", RuntimeFiles.Of(repository, StageGraph.Load(repository)));
        AddRun();
        AddLicences();
        Add(ResultsFile, run.ResultsFile());
        Add("CITATION.cff", CitationFile.Of(publication, source.Commit));
        Add("codemeta.json", CanonicalJson.Indented(CatalogueRecords.CodeMeta(publication, source.Commit)));
        Add("datacite.json", CanonicalJson.Indented(CatalogueRecords.DataCite(publication, "application/x-tar")));
        Add("environment.json", CanonicalJson.Indented(RunEnvironment.Record(run, source)));
        if (source.Changed.Count > 0)
        {
            Add("source.diff", source.Diff);
        }

        Add("README.md", BundleReadme.Of(publication, run, source));
        Add(RunCrate.FileName, RunCrate.Of(publication, run, source, files));
        return files;
    }

    private void AddRun()
    {
        Add($"artifacts/runs/{run.Config}/run.lock.json", File.ReadAllText(repository.RunLock(run.Config)));
        Add(PlanFile, CanonicalJson.Indented(PortablePlan()));
        foreach (var stage in run.Stages)
        {
            var entry = stage.Entry;
            foreach (var file in entry.Manifest.Tables.Values.Select(t => t.File).Concat(entry.Manifest.Files.Keys).Append(Manifest.FileName).Append(Manifest.SealName))
            {
                files.Add($"{stage.Path}/{file}", BagFile.OnDisk(Path.Combine(entry.Folder, file)));
            }

            if (StageHost.LogFile(repository, run.Config, stage.Stage.Name) is var log && File.Exists(log))
            {
                files.Add($"logs/{stage.Stage.Name}.log", BagFile.OnDisk(log));
            }
        }
    }

    /// <summary>The plan without paths of the machine that made it, which need not be this one: a checkout may have been copied with its plans.</summary>
    private JsonNode PortablePlan()
    {
        var plan = JsonNode.Parse(run.Plan.Text)!;
        foreach (var (_, stage) in plan["stages"]!.AsObject())
        {
            stage!.AsObject().Remove("assembly");
        }

        return plan;
    }

    private void AddLicences()
    {
        var data = $"pipeline/licences/{publication.DataLicence}.txt";
        if (!source.Files.ContainsKey(data))
        {
            throw new PipelineException($"the full text of {publication.DataLicence}, the data licence of {run.Config}, belongs into an archive: put it into {data}");
        }

        files.Add($"licences/data-{publication.DataLicence}.txt", source.Files[data]);
        files.Add($"licences/code-{publication.CodeLicence}.txt", source.Files["LICENSE"]);
        files.Add("licences/runtime.md", source.Files["pipeline/licences/runtime.md"]);
        files.Add("licences/Apache-2.0.txt", source.Files["pipeline/licences/Apache-2.0.txt"]);
    }

    private void Add(string path, string text) => files.Add(path, BagFile.Of(text));

    private void AddAll(string folder, IReadOnlyDictionary<string, BagFile> added)
    {
        foreach (var (path, file) in added)
        {
            files.Add(folder + path, file);
        }
    }
}
