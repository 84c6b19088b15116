namespace Landscape.Pipeline.Bundling;

/// <summary>
/// The provenance of a run in a bag: the run lock names sound results; every manifest's fingerprint is the hash of its ingredients; every input of a stage is,
/// by content, the table that the upstream stage made.
/// </summary>
public static class RunCheck
{
    /// <summary>Checks a run; the entries by stage are there only if nothing is wrong.</summary>
    /// <param name="bag">The bag's payload, which is laid out like a checkout.</param>
    /// <param name="config">The configuration's name.</param>
    public static (IReadOnlyDictionary<string, StoreEntry> Entries, IReadOnlyList<string> Damages) Check(Repository bag, string config)
    {
        if (RunLock.Load(bag, config) is not { } run)
        {
            return (new Dictionary<string, StoreEntry>(), [$"{bag.Relative(bag.RunLock(config))} is missing or not readable"]);
        }

        var found = run.Stages.ToDictionary(s => s.Key, s => new Store(bag).Find(s.Key, s.Value.Fingerprint), StringComparer.Ordinal);
        var damages = found.Where(f => f.Value.Entry is null).Select(f => $"{run.Stages[f.Key].Path}: {f.Value.Damage ?? "is missing"}").ToList();
        if (damages.Count == 0)
        {
            var entries = found.ToDictionary(f => f.Key, f => f.Value.Entry!, StringComparer.Ordinal);
            damages.AddRange(run.Stages.SelectMany(s => LockDamages(s.Key, s.Value, entries)));
            damages.AddRange(entries.SelectMany(e => InputDamages(e.Key, e.Value, entries)));
            damages.AddRange(entries.Where(e => e.Value.Manifest.Ingredients.Seed != run.Seed).Select(e => $"{e.Key} has another seed than the run"));
            return (entries, damages);
        }

        return (new Dictionary<string, StoreEntry>(), damages);
    }

    private static IEnumerable<string> LockDamages(string stage, LockedStage locked, Dictionary<string, StoreEntry> entries) => locked.Tables
        .Where(t => entries[stage].Manifest.Tables.GetValueOrDefault(t.Key)?.Sha256 != t.Value.Sha256)
        .Select(t => $"{locked.Path}/{t.Value.File}: the run lock has another SHA-256");

    private static IEnumerable<string> InputDamages(string stage, StoreEntry entry, Dictionary<string, StoreEntry> entries) => entry.Manifest.Ingredients.Inputs
        .Where(i => entries.GetValueOrDefault(i.Key.Split('/')[0])?.Manifest.Tables.GetValueOrDefault(i.Key.Split('/')[1])?.Content != i.Value)
        .Select(i => $"{stage} was made from another {i.Key} than the bag has");
}
