using Landscape.Numerics;

namespace Landscape.Staging;

/// <summary>What a stage gets besides its inputs and options: random streams, parallel items with progress, warnings, external tools.</summary>
public abstract class StageContext
{
    /// <summary>The random stream of an item, derived by hash from (master seed, stage, purpose, item): independent of order, threads and shards.</summary>
    /// <param name="purpose">What the numbers are for, such as "starts".</param>
    /// <param name="item">The item's identifiers.</param>
    public abstract RandomStream Stream(string purpose, params ReadOnlySpan<long> item);

    /// <summary>
    /// Runs <paramref name="body"/> on every item, in parallel, and returns the results in item order. Shows counts, rate and time left.
    /// </summary>
    /// <param name="activity">What is being done, plural, such as "training runs".</param>
    /// <param name="items">The items.</param>
    /// <param name="body">Pure function of an item; it must not share mutable state with other items.</param>
    /// <param name="name">How to name an item in an error.</param>
    /// <exception cref="StageItemException">An item failed: carries its name and the cause.</exception>
    public abstract IReadOnlyList<TResult> ForEach<TItem, TResult>(
        string activity, IReadOnlyList<TItem> items, Func<TItem, TResult> body, Func<TItem, string> name);

    /// <summary>Records a warning in the manifest and in the log.</summary>
    public abstract void Warn(string message);

    /// <summary>Set when the run is being stopped.</summary>
    public abstract CancellationToken Cancellation { get; }

    /// <summary>The verified copy of an input file that the options name (a user's CSV or Parquet table).</summary>
    public abstract string FilePath(InputFile file);

    /// <summary>Runs a script of <c>pipeline/node</c> with the given standard input and returns its standard output.</summary>
    /// <exception cref="InvalidOperationException">Node is missing or the script failed; the message has its error output.</exception>
    public abstract byte[] RunNode(string script, byte[] standardInput);

    /// <summary>What a report may say about the run: config name, seed, config values, input hashes, pinned tools. Never time or host.</summary>
    public abstract RunDescription Description { get; }
}

/// <summary>A file that a configuration names, relative to the repository. Its content hash is part of the fingerprint.</summary>
/// <param name="Path">The path as written in the configuration.</param>
public sealed record InputFile(string Path);

/// <summary>What is known about the run when a stage starts, all of it reproducible.</summary>
/// <param name="Config">The configuration's name.</param>
/// <param name="Seed">The master seed.</param>
/// <param name="ConfigValues">The configuration's canonical values by key path (<c>train.widths[0]</c>), for the sections that the stage's project declares.</param>
/// <param name="InputHashes">Content hash of every input table, by <c>stage/table</c>.</param>
/// <param name="Tools">Name and pinned version of packages and native libraries.</param>
public sealed record RunDescription(
    string Config,
    long Seed,
    IReadOnlyDictionary<string, string> ConfigValues,
    IReadOnlyDictionary<string, string> InputHashes,
    IReadOnlyDictionary<string, string> Tools);

/// <summary>An item of a stage failed; the others finished.</summary>
public sealed class StageItemException(string item, Exception cause) : Exception($"item {item}: {cause.Message}", cause)
{
    /// <summary>The item's name.</summary>
    public string Item { get; } = item;
}
