using System.Formats.Tar;
using System.IO.Compression;

namespace Landscape.Pipeline.Bundling;

/// <summary>The Import target: takes the results of a bag into the store of this checkout, so that its owner goes on from them.</summary>
public sealed class BagImport(Repository repository, Action<string> say)
{
    /// <summary>Imports a bag.</summary>
    /// <param name="bag">The unpacked bag's folder, or the tar, compressed or not.</param>
    /// <param name="from">The first stage that is not wanted, with everything downstream of it; null for all.</param>
    /// <returns>The configuration's name.</returns>
    /// <exception cref="PipelineException">The bag is not sound, or its configuration is not that of this checkout; nothing was imported.</exception>
    public string Import(string bag, string? from)
    {
        if (Directory.Exists(bag))
        {
            return ImportFolder(Path.GetFullPath(bag), from);
        }

        var work = Directory.CreateTempSubdirectory("landscape-import-").FullName;
        try
        {
            Unpack(bag, work);
            var folders = Directory.GetDirectories(work);
            return folders.Length == 1 ? ImportFolder(folders[0], from) : throw new PipelineException($"{bag} holds {folders.Length} folders; expected the one of a bag");
        }
        finally
        {
            Store.Delete(work);
        }
    }

    private string ImportFolder(string bag, string? from)
    {
        var damages = BagCheck.Damages(bag);
        var config = damages.Count == 0 ? BagVerification.ConfigOf(bag) : "";
        var payload = new Repository(Path.Combine(bag, Bag.PayloadFolder));
        var (entries, problems) = damages.Count == 0 ? RunCheck.Check(payload, config) : (new Dictionary<string, StoreEntry>(), damages);
        if (problems.Count > 0)
        {
            throw new PipelineException($"{bag} is refused:\n{string.Join('\n', problems)}");
        }

        TakeConfiguration(payload, config);
        var unwanted = from is null ? [] : StageGraph.Load(repository).From(from).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        var wanted = entries.Where(e => !unwanted.Contains(e.Key)).ToDictionary(e => e.Key, e => TakeEntry(e.Key, e.Value));
        new RunLock(config, RunLock.Load(payload, config)!.Seed, wanted.ToDictionary(e => e.Key, e => RunLock.Of(repository, e.Value))).Save(repository);
        if (wanted.TryGetValue(ReportPublisher.Stage, out var report))
        {
            ReportPublisher.Publish(repository, config, report);
        }

        say($"{config}: imported {wanted.Count} stages, {wanted.Values.Sum(e => e.Manifest.Tables.Count)} tables");
        return config;
    }

    private void TakeConfiguration(Repository payload, string config)
    {
        var (theirs, ours) = (payload.Absolute($"source/configs/{config}.yml"), repository.ConfigFile(config));
        if (!File.Exists(ours))
        {
            File.Copy(theirs, ours);
            say($"{repository.Relative(ours)}: taken from the bag");
        }
        else if (ContentHash.OfFile(theirs) != ContentHash.OfFile(ours))
        {
            say($"{repository.Relative(ours)} is not the bag's; what that changes stands below");
        }
    }

    /// <summary>By the same door as a stage's own result: a temporary folder that is checked, then one rename.</summary>
    private StoreEntry TakeEntry(string stage, StoreEntry entry)
    {
        var store = new Store(repository);
        var fingerprint = entry.Manifest.Fingerprint;
        if (store.Find(stage, fingerprint) is { Entry: { } present })
        {
            return present;
        }

        Store.Delete(store.Folder(stage, fingerprint));
        var temporary = store.Begin(stage, fingerprint);
        try
        {
            foreach (var file in entry.Manifest.Tables.Values.Select(t => t.File).Concat(entry.Manifest.Files.Keys).Append(Manifest.FileName))
            {
                var copy = Path.Combine(temporary, file);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(Path.Combine(entry.Folder, file), copy);
            }

            return store.Commit(stage, fingerprint, temporary);
        }
        finally
        {
            Store.Delete(temporary);
        }
    }

    private static void Unpack(string file, string folder)
    {
        if (!File.Exists(file))
        {
            throw new PipelineException($"--bag={file}: no such file or folder", PipelineException.Refused);
        }

        try
        {
            using var stream = File.OpenRead(file);
            using Stream tar = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
            TarFile.ExtractToDirectory(tar, folder, overwriteFiles: false);
        }
        catch (InvalidDataException e)
        {
            throw new PipelineException($"{file} is no tar: {e.Message}");
        }
    }
}
