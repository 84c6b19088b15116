using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>
/// The Verify target: everything that a run lock names is hashed again, with what is published of it. It reads only, builds nothing and needs no lock.
/// </summary>
/// <param name="repository">The clone; it may be read-only.</param>
/// <param name="say">Gets a line every few seconds while hashing takes long.</param>
public sealed class Verification(Repository repository, Action<string> say)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private readonly Store store = new(repository);
    private readonly List<(string Path, string Text)> damages = [];
    private readonly List<(string Path, string Sha256, long? Size)> files = [];
    private readonly List<string> unrecorded = [];

    /// <summary>Verifies the latest run of a configuration; exit code 1 with every damage if there is any.</summary>
    /// <exception cref="PipelineException">There is no run lock, or it is not readable.</exception>
    public Answer Verify(string config)
    {
        var run = RunLock.Load(repository, config)
            ?? throw new PipelineException($"{repository.Relative(repository.RunLock(config))} is missing or not readable: run ./build.sh --config={config}");
        var manifests = run.Stages.Select(s => (Stage: s.Key, Manifest: CheckEntry(config, s.Key, s.Value))).ToDictionary(s => s.Stage, s => s.Manifest);
        CheckInputs(run, manifests);
        var bytes = HashFiles();
        return Report(config, run, bytes);
    }

    private Manifest? CheckEntry(string config, string stage, LockedStage locked)
    {
        var folder = repository.Absolute(locked.Path);
        if (!Directory.Exists(folder))
        {
            damages.Add((locked.Path, "is missing"));
            return null;
        }

        try
        {
            var manifest = Manifest.Load(folder);
            CheckManifest(stage, locked, folder, manifest);
            files.AddRange(manifest.Contents.Select(f => ($"{locked.Path}/{f.Key}", f.Value, Size(manifest, f.Key))));
            files.AddRange(stage == ReportPublisher.Stage
                ? ReportPublisher.Published(repository, config, new(folder, manifest)).Select(f => (repository.Relative(f.Key), f.Value, (long?)null))
                : []);
            return manifest;
        }
        catch (PipelineException e)
        {
            damages.Add(AboutManifest(locked, e.Message));
            return null;
        }
    }

    private void CheckManifest(string stage, LockedStage locked, string folder, Manifest manifest)
    {
        if (store.ManifestDamage(stage, folder, locked.Fingerprint, manifest) is { } damage)
        {
            damages.Add(AboutManifest(locked, damage));
        }

        if (!store.HasLedger(stage, locked.Fingerprint))
        {
            unrecorded.Add(locked.Path);
        }

        damages.AddRange(locked.Tables.Where(t => !Agrees(t.Value, manifest.Tables.GetValueOrDefault(t.Key)))
            .Select(t => ($"{locked.Path}/{t.Value.File}", "the run lock has another SHA-256 or number of rows than the manifest")));
        damages.AddRange(manifest.Tables.Keys.Except(locked.Tables.Keys).Select(t => (locked.Path, $"the run lock does not have the table {t}")));
        var known = manifest.Contents.Select(f => f.Key).Append(Manifest.FileName).Append(Manifest.SealName).ToHashSet(StringComparer.Ordinal);
        damages.AddRange(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Where(f => !known.Contains(f)).Order(StringComparer.Ordinal)
            .Select(f => ($"{locked.Path}/{f}", "does not belong to the result")));
    }

    /// <summary>The results of a run fit together: what a stage read is what the lock has.</summary>
    private void CheckInputs(RunLock run, Dictionary<string, Manifest?> manifests)
    {
        foreach (var (stage, manifest) in manifests.Where(m => m.Value is not null))
        {
            foreach (var (input, content) in manifest!.Ingredients.Inputs)
            {
                var (upstream, table) = (input.Split('/')[0], input.Split('/')[^1]);
                var found = manifests.GetValueOrDefault(upstream)?.Tables.GetValueOrDefault(table)?.Content;
                if (found != content && (found is not null || !run.Stages.ContainsKey(upstream)))
                {
                    damages.Add((run.Stages[stage].Path, $"was made from another {input} than the run lock has"));
                }
            }
        }
    }

    private long HashFiles()
    {
        var (done, bytes, total) = (0, 0L, files.Sum(f => f.Size ?? 0));
        var (clock, told) = (Stopwatch.StartNew(), Quiet);
        var gate = new Lock();
        damages.AddRange(files.AsParallel().AsOrdered().Select(f =>
        {
            var (text, length) = Damage(f.Path, f.Sha256, f.Size);
            lock (gate)
            {
                (done, bytes) = (done + 1, bytes + length);
                if (clock.Elapsed > told)
                {
                    told = clock.Elapsed + Quiet;
                    say($"verified {done} of {files.Count} files, {Size(bytes)} of about {Size(total)}");
                }
            }

            return (f.Path, Text: text!);
        }).ToList().Where(d => d.Text is not null));
        return bytes;
    }

    private (string? Text, long Length) Damage(string relative, string sha256, long? size)
    {
        var file = new FileInfo(repository.Absolute(relative));
        if (!file.Exists)
        {
            return ("is missing", 0);
        }

        if (size is { } expected && file.Length != expected)
        {
            return ($"was edited: {(file.Length < expected ? "truncated to" : "it has")} {file.Length} of {expected} bytes", 0);
        }

        return (ContentHash.OfFile(file.FullName) == sha256 ? null : "was edited: its SHA-256 is not that of the manifest", file.Length);
    }

    private Answer Report(string config, RunLock run, long bytes)
    {
        var tables = run.Stages.Values.Sum(s => s.Tables.Count);
        var counts = $"{config}: {run.Stages.Count} stages, {tables} tables, {files.Count} files, {Size(bytes)}";
        var verdict = damages.Count == 0 ? $"{counts}: every hash agrees" : $"{counts}: {damages.Count} damages";
        var note = unrecorded.Count == 0 ? [] : new[] { $"{unrecorded.Count} manifests are not recorded in this clone: checked against their fingerprint alone" };
        return new(damages.Count == 0 ? 0 : 1, [.. damages.Select(d => $"{d.Path} {d.Text}"), .. note, verdict], new JsonObject
        {
            ["config"] = config,
            ["sound"] = damages.Count == 0,
            ["stages"] = run.Stages.Count,
            ["tables"] = tables,
            ["files"] = files.Count,
            ["bytes"] = bytes,
            ["unrecorded"] = Answer.Texts(unrecorded),
            ["damages"] = new JsonArray([.. damages.Select(d => new JsonObject { ["path"] = d.Path, ["damage"] = d.Text })]),
        });
    }

    /// <summary>The messages about a manifest begin with its name.</summary>
    private static (string Path, string Text) AboutManifest(LockedStage locked, string message) =>
        ($"{locked.Path}/{Manifest.FileName}", message[(Manifest.FileName.Length + 1)..]);

    private static bool Agrees(LockedTable locked, StoredTable? stored) => stored is not null && (stored.Sha256, stored.Rows) == (locked.Sha256, locked.Rows);

    private static long? Size(Manifest manifest, string file) => manifest.Sizes.TryGetValue(file, out var size) ? size : null;

    /// <summary>Such as <c>12.3 MB</c>.</summary>
    public static string Size(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
