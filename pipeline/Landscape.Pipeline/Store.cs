namespace Landscape.Pipeline;

/// <summary>A verified result of a stage.</summary>
public sealed record StoreEntry(string Folder, Manifest Manifest);

/// <summary>What the store has under a fingerprint: a sound entry, a damaged one with what is wrong, or neither.</summary>
public sealed record StoreLookup(StoreEntry? Entry, string? Damage);

/// <summary>
/// <c>artifacts/store/&lt;stage&gt;/&lt;fingerprint&gt;/</c>. An entry appears whole, by one rename of a finished temporary folder beside it,
/// is read-only afterwards, and is hashed again before every use.
/// </summary>
public sealed class Store(Repository repository)
{
    private const string TemporaryPrefix = ".tmp-";

    /// <summary>
    /// A manifest has the hash of everything but itself. Its own stands beside it in the form of sha256sum, so that an entry vouches for itself wherever it is copied, and
    /// in the ledger, which notices an entry that was replaced by another one that is sound in itself.
    /// </summary>
    public string Ledgers => Path.Combine(repository.State, "manifests");

    /// <summary>The folder of an entry.</summary>
    public string Folder(string stage, string fingerprint) => Path.Combine(repository.Store, stage, fingerprint);

    /// <summary>Looks an entry up and hashes all of it.</summary>
    public StoreLookup Find(string stage, string fingerprint)
    {
        var folder = Folder(stage, fingerprint);
        if (!Directory.Exists(folder))
        {
            return new(null, File.Exists(folder) ? "is a file; expected a folder" : null);
        }

        try
        {
            var manifest = Manifest.Load(folder);
            var damage = ManifestDamage(stage, folder, fingerprint, manifest) ?? ContentDamage(folder, manifest);
            return damage is null ? new(new(folder, manifest), null) : new(null, damage);
        }
        catch (PipelineException e)
        {
            return new(null, e.Message);
        }
    }

    /// <summary>An empty folder for a result in the making.</summary>
    public string Begin(string stage, string fingerprint)
    {
        var folder = Path.Combine(repository.Store, stage, $"{TemporaryPrefix}{fingerprint[..12]}-{Environment.ProcessId}");
        Delete(folder);
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>
    /// Moves a finished folder into place. If another run finished the same result first, that one is used and this one dropped.
    /// </summary>
    /// <exception cref="PipelineException">The result is not sound.</exception>
    public StoreEntry Commit(string stage, string fingerprint, string temporary)
    {
        var manifest = Manifest.Load(temporary);
        if ((IdentityDamage(fingerprint, manifest) ?? ContentDamage(temporary, manifest)) is { } damage)
        {
            throw new PipelineException($"the result of {stage} is not sound: {damage}");
        }

        if (Find(stage, fingerprint).Entry is { } first)
        {
            Delete(temporary);
            return first;
        }

        File.WriteAllText(Path.Combine(temporary, Manifest.SealName), SealOf(temporary));
        // The ledger first: an entry whose manifest nothing vouches for must not come to be, whenever this process dies.
        AtomicFile.Write(Ledger(stage, fingerprint), ContentHash.OfFile(Path.Combine(temporary, Manifest.FileName)));
        SetReadOnly(temporary, readOnly: true);
        Directory.Move(temporary, Folder(stage, fingerprint));
        return new(Folder(stage, fingerprint), manifest);
    }

    /// <summary>Deletes an entry or a temporary folder, or what stands in its place.</summary>
    public static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            SetReadOnly(folder, readOnly: false);
            Directory.Delete(folder, recursive: true);
        }
        else if (File.Exists(folder))
        {
            File.Delete(folder);
        }
    }

    /// <summary>The folders of results in the making, by whomever.</summary>
    public IEnumerable<string> TemporaryFolders() => !Directory.Exists(repository.Store)
        ? []
        : Directory.EnumerateDirectories(repository.Store).SelectMany(stage => Directory.EnumerateDirectories(stage, TemporaryPrefix + "*"));

    /// <summary>What is wrong with an entry's manifest: it is of another fingerprint, or not the one that was committed here; null if nothing is.</summary>
    public string? ManifestDamage(string stage, string folder, string fingerprint, Manifest manifest) =>
        IdentityDamage(fingerprint, manifest)
        ?? SealDamage(folder)
        ?? (HasLedger(stage, fingerprint) && File.ReadAllText(Ledger(stage, fingerprint)) != ContentHash.OfFile(Path.Combine(folder, Manifest.FileName))
            ? $"{Manifest.FileName} was replaced by that of another run"
            : null);

    /// <summary>Whether the hash of the entry's manifest is recorded here.</summary>
    public bool HasLedger(string stage, string fingerprint) => File.Exists(Ledger(stage, fingerprint));

    /// <summary>Deletes an entry and what is recorded about it.</summary>
    public void Forget(string stage, string fingerprint)
    {
        Delete(Folder(stage, fingerprint));
        File.Delete(Ledger(stage, fingerprint));
    }

    /// <summary>What is wrong with a file of an entry; null if nothing is.</summary>
    public static string? FileDamage(string folder, string file, string sha256)
    {
        var path = Path.Combine(folder, file);
        return !File.Exists(path) ? $"{file} is missing"
            : ContentHash.OfFile(path) != sha256 ? $"{file} was edited: its SHA-256 is not that of the manifest"
            : null;
    }

    private static string? IdentityDamage(string fingerprint, Manifest manifest) =>
        manifest.Fingerprint == fingerprint && manifest.Ingredients.Fingerprint() == fingerprint ? null : $"{Manifest.FileName} is of another fingerprint";

    private static string? SealDamage(string folder)
    {
        var seal = Path.Combine(folder, Manifest.SealName);
        return !File.Exists(seal) ? $"{Manifest.SealName} is missing"
            : File.ReadAllText(seal) != SealOf(folder) ? $"{Manifest.FileName} was edited: its SHA-256 is not that of {Manifest.SealName}"
            : null;
    }

    private static string SealOf(string folder) => $"{ContentHash.OfFile(Path.Combine(folder, Manifest.FileName))}  {Manifest.FileName}\n";

    private static string? ContentDamage(string folder, Manifest manifest) =>
        manifest.Contents.Select(e => FileDamage(folder, e.Key, e.Value)).FirstOrDefault(d => d is not null);

    private string Ledger(string stage, string fingerprint) => Path.Combine(Ledgers, stage, fingerprint);

    /// <summary>Files only: a folder that nobody may write to could not be deleted by hand.</summary>
    private static void SetReadOnly(string folder, bool readOnly)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var attributes = File.GetAttributes(file);
            File.SetAttributes(file, readOnly ? attributes | FileAttributes.ReadOnly : attributes & ~FileAttributes.ReadOnly);
        }
    }
}
