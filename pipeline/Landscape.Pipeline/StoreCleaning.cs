using System.Globalization;
using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>Something that no run needs.</summary>
/// <param name="Kind">result, shards or temporary.</param>
/// <param name="Path">Its folder, relative to the repository.</param>
/// <param name="Bytes">What deleting it frees.</param>
/// <param name="Age">Since it was last written.</param>
/// <param name="Why">Why it is not needed.</param>
public sealed record Unneeded(string Kind, string Path, long Bytes, TimeSpan Age, string Why);

/// <summary>
/// The Clean target: results that no run lock references, kept shards that no run will ask for, temporary folders of dead runs. It lists them; on request it deletes them.
/// What a run lock references stays, and so does what a present configuration would use.
/// </summary>
/// <param name="repository">The clone.</param>
/// <param name="now">The time that ages count to.</param>
public sealed class StoreCleaning(Repository repository, DateTimeOffset now)
{
    private readonly Store store = new(repository);

    /// <summary>Lists what is not needed.</summary>
    /// <param name="plans">The plans of the present configurations, null where one is not known (refused, or the code is not built).</param>
    /// <param name="graph">The stages.</param>
    /// <exception cref="PipelineException">A run lock is not readable, so that what it references is not known.</exception>
    public IReadOnlyList<Unneeded> Find(IReadOnlyList<Plan?> plans, StageGraph graph)
    {
        var referenced = Referenced();
        var decisions = plans.OfType<Plan>().SelectMany(p => new StageDecider(repository, p).DecideAll(graph.Stages)).ToList();
        var wanted = decisions.Where(d => d.Decision.Ingredients is not null).Select(d => (d.Stage.Name, d.Decision.Ingredients!.Fingerprint())).ToHashSet();
        // Below a stage that has to run first the wanted fingerprint is not known yet.
        var open = plans.Contains(null) ? null : decisions.Where(d => d.Decision.Ingredients is null).Select(d => d.Stage.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Entries().Where(e => !referenced.Contains(e) && !wanted.Contains(e)).Select(e => Unneeded("result", store.Folder(e.Stage, e.Fingerprint), "no run lock references it")),
            .. Shards().Select(s => (s.Stage, s.Fingerprint, Why: Unwanted(s, wanted, open))).Where(s => s.Why is not null)
                .Select(s => Unneeded("shards", StageHost.ShardFolder(repository, s.Stage, s.Fingerprint), s.Why!)),
            .. Temporary().Select(t => Unneeded("temporary", t, "left by a run that died")),
        ];
    }

    /// <summary>Deletes what was found. The caller holds the repository lock and found it under that lock.</summary>
    public void Delete(IEnumerable<Unneeded> unneeded)
    {
        foreach (var one in unneeded)
        {
            var folder = repository.Absolute(one.Path);
            if (one.Kind == "result")
            {
                store.Forget(Path.GetFileName(Path.GetDirectoryName(folder))!, Path.GetFileName(folder));
            }
            else
            {
                Store.Delete(folder);
            }
        }
    }

    /// <summary>The list as an answer.</summary>
    /// <param name="unneeded">What was found.</param>
    /// <param name="deleted">Whether it has been deleted.</param>
    /// <param name="notes">What a person should know besides.</param>
    public static Answer Report(IReadOnlyList<Unneeded> unneeded, bool deleted, IReadOnlyList<string> notes)
    {
        var bytes = unneeded.Sum(l => l.Bytes);
        var summary = unneeded.Count == 0 ? "nothing to clean"
            : $"{unneeded.Count} folders, {Verification.Size(bytes)}: {(deleted ? "deleted" : "nothing was deleted; --apply deletes them")}";
        return new(0, [.. unneeded.Select(Line), .. notes, summary], new JsonObject
        {
            ["deleted"] = deleted,
            ["bytes"] = bytes,
            ["notes"] = Answer.Texts(notes),
            ["unneeded"] = new JsonArray([.. unneeded.Select(l => new JsonObject
            {
                ["kind"] = l.Kind,
                ["path"] = l.Path,
                ["bytes"] = l.Bytes,
                ["ageDays"] = Math.Round(l.Age.TotalDays, 3),
                ["why"] = l.Why,
            })]),
        });
    }

    private static string Line(Unneeded l) =>
        string.Create(CultureInfo.InvariantCulture, $"{l.Kind,-9} {Verification.Size(l.Bytes),10} {l.Age.TotalDays,7:0.0} days  {l.Path}: {l.Why}");

    private HashSet<(string Stage, string Fingerprint)> Referenced()
    {
        var found = new HashSet<(string, string)>();
        foreach (var folder in Folders(repository.Absolute("artifacts/runs")))
        {
            var file = repository.RunLock(Path.GetFileName(folder));
            if (File.Exists(file))
            {
                var run = RunLock.Read(file) ?? throw new PipelineException($"{repository.Relative(file)} is not readable, so what it references is not known; run its configuration again or delete it");
                found.UnionWith(run.Stages.Select(s => (s.Key, s.Value.Fingerprint)));
            }
        }

        return found;
    }

    private IEnumerable<(string Stage, string Fingerprint)> Entries() => Pairs(repository.Store).Where(e => !e.Fingerprint.StartsWith('.'));

    private IEnumerable<(string Stage, string Fingerprint)> Shards() => Pairs(Path.Combine(repository.State, "shards"));

    private IEnumerable<string> Temporary() => store.TemporaryFolders()
        .Concat(Folders(repository.Absolute("artifacts/runs")).SelectMany(run => ReportPublisher.Unfinished(repository, Path.GetFileName(run))))
        .Where(Directory.Exists);

    private string? Unwanted((string Stage, string Fingerprint) shards, HashSet<(string, string)> wanted, HashSet<string>? open) =>
        Directory.Exists(store.Folder(shards.Stage, shards.Fingerprint)) ? "the result is finished"
        : wanted.Contains(shards) || open is null || open.Contains(shards.Stage) ? null
        : "no present configuration asks for it";

    private static IEnumerable<(string Stage, string Fingerprint)> Pairs(string root) =>
        Folders(root).SelectMany(stage => Folders(stage).Select(entry => (Path.GetFileName(stage), Path.GetFileName(entry))));

    private static IEnumerable<string> Folders(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal) : [];

    private Unneeded Unneeded(string kind, string folder, string why)
    {
        var files = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).ToList();
        var written = files.Select(f => f.LastWriteTimeUtc).DefaultIfEmpty(Directory.GetLastWriteTimeUtc(folder)).Max();
        return new(kind, repository.Relative(folder), files.Sum(f => f.Length), now - written, why);
    }
}
