using System.Diagnostics;
using System.Globalization;

namespace Landscape.Pipeline;

/// <summary>Makes a stage's result be in the store: finds it there, or runs the host and commits what it wrote.</summary>
/// <param name="repository">The clone.</param>
/// <param name="plan">The planned configuration.</param>
/// <param name="settings">How the stage computes.</param>
/// <param name="say">Gets the lines to show.</param>
public sealed class StageRunner(Repository repository, Plan plan, RunSettings settings, Action<string> say)
{
    private readonly Store store = new(repository);

    /// <summary>Runs a stage unless its result is there.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="upstream">Sound results of its upstream stages.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="PipelineException">The stage failed.</exception>
    public StageEntryResult Run(StageProject stage, IReadOnlyDictionary<string, StoreEntry> upstream, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var manifests = upstream.ToDictionary(u => u.Key, u => u.Value.Manifest, StringComparer.Ordinal);
        var decision = new StageDecider(repository, plan).Decide(stage, manifests);
        var entry = decision.Entry ?? Make(stage, upstream, decision, cancellation);
        var state = decision.Freshness switch { Freshness.Fresh => "fresh", Freshness.Reusable => "reused", _ => "ran" };
        var seconds = clock.Elapsed.TotalSeconds;
        if (state != "fresh")
        {
            say(string.Create(CultureInfo.InvariantCulture, $"{stage.Name}: {state} in {seconds:0.0} s"));
        }

        return new(entry, new(stage.Name, state, entry.Manifest.Fingerprint, seconds, decision.Why));
    }

    private StoreEntry Make(StageProject stage, IReadOnlyDictionary<string, StoreEntry> upstream, StageDecision decision, CancellationToken cancellation)
    {
        var ingredients = decision.Ingredients!;
        var fingerprint = ingredients.Fingerprint();
        decision.Why.ToList().ForEach(why => say($"{stage.Name}: {why}"));
        if (decision.Freshness == Freshness.Damaged)
        {
            say($"{stage.Name}: the damaged result is not used; it is deleted and made again");
            Store.Delete(store.Folder(stage.Name, fingerprint));
        }

        var temporary = store.Begin(stage.Name, fingerprint);
        try
        {
            new StageHost(repository, say).Run(new(stage, plan, ingredients, upstream, decision.Why, temporary, settings), cancellation);
            var entry = store.Commit(stage.Name, fingerprint, temporary);
            Store.Delete(StageHost.ShardFolder(repository, stage.Name, fingerprint));
            return entry;
        }
        finally
        {
            Store.Delete(temporary);
        }
    }
}

/// <summary>A stage's store entry and what happened to get it.</summary>
public sealed record StageEntryResult(StoreEntry Entry, StageResult Result);
