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
    /// <exception cref="StageItemException">Items failed; it is thrown when all the others have finished, and names every one with its cause.</exception>
    /// <exception cref="OperationCanceledException">The run is being stopped.</exception>
    public abstract IReadOnlyList<TResult> ForEach<TItem, TResult>(
        string activity, IReadOnlyList<TItem> items, Func<TItem, TResult> body, Func<TItem, string> name);

    /// <summary>
    /// As <see cref="ForEach"/>, for long work whose results are rows: items are computed in shards (consecutive items), finished shards are kept
    /// by the host, and a run that was stopped or failed goes on with the shards that are missing. The rows are the same, however often it was stopped and
    /// on however many machines the shards were computed. What a body warns of stands in the log; in the manifest too if this process computed the item.
    /// </summary>
    /// <param name="activity">What is being done, plural, unique within the stage.</param>
    /// <param name="items">The items; they follow from inputs and options alone.</param>
    /// <param name="body">Pure function of an item: its rows of the stage's tables, with identifiers that do not depend on other items.</param>
    /// <param name="name">How to name an item in an error.</param>
    /// <exception cref="StageItemException">Items failed; the shards without a failure are kept.</exception>
    /// <exception cref="OperationCanceledException">The run is being stopped.</exception>
    public virtual IReadOnlyList<StageOutput> ForEachKept<TItem>(
        string activity, IReadOnlyList<TItem> items, Func<TItem, StageOutput> body, Func<TItem, string> name) => ForEach(activity, items, body, name);

    /// <summary>As <see cref="ForEachKept"/>, for items whose results are rows of one table: all rows, in item order.</summary>
    /// <param name="activity">What is being done, plural, unique within the stage.</param>
    /// <param name="items">The items.</param>
    /// <param name="body">Pure function of an item.</param>
    /// <param name="name">How to name an item in an error.</param>
    public IReadOnlyList<TRow> KeptRows<TItem, TRow>(string activity, IReadOnlyList<TItem> items, Func<TItem, IEnumerable<TRow>> body, Func<TItem, string> name)
        where TRow : class =>
        [.. ForEachKept(activity, items, item => new StageOutput().Add(body(item)), name).SelectMany(output => output.Rows<TRow>())];

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
/// <param name="Config">The configuration's name; empty unless the stage's project declares <c>ConfigSection Include="name"</c>, so that it counts in the fingerprint.</param>
/// <param name="Seed">The master seed.</param>
/// <param name="ConfigValues">The configuration's canonical values by key path (<c>train.widths[0]</c>), for the sections that the stage's project declares.</param>
/// <param name="InputHashes">Content hash of every input table, by <c>stage/table</c>.</param>
/// <param name="Tools">Name and pinned version of packages and native libraries.</param>
public sealed record RunDescription(
    string Config,
    long Seed,
    IReadOnlyDictionary<string, string> ConfigValues,
    IReadOnlyDictionary<string, string> InputHashes,
    IReadOnlyDictionary<string, string> Tools)
{
    /// <summary>Number of rows of every input table, by <c>stage/table</c>.</summary>
    public IReadOnlyDictionary<string, long> InputRows { get; init; } = new Dictionary<string, long>();
}

/// <summary>Items of a stage failed; all the others finished.</summary>
/// <param name="activity">What was being done, plural.</param>
/// <param name="total">How many items there were.</param>
/// <param name="failures">The failed items' names and causes, in item order; at least one.</param>
public sealed class StageItemException(string activity, int total, IReadOnlyList<(string Item, Exception Cause)> failures)
    : Exception(Describe(activity, total, failures), new AggregateException(failures.Select(failure => failure.Cause)))
{
    private const int Shown = 5;

    /// <summary>The names of the failed items, in item order.</summary>
    public IReadOnlyList<string> Items { get; } = [.. failures.Select(failure => failure.Item)];

    /// <summary>The failed items with their causes.</summary>
    internal IReadOnlyList<(string Item, Exception Cause)> Failures => failures;

    private static string Describe(string activity, int total, IReadOnlyList<(string Item, Exception Cause)> failures)
    {
        var first = failures.Take(Shown).Select(failure => $"{failure.Item}: {OneLine.Of(failure.Cause)}");
        var more = failures.Count > Shown ? $"; and {failures.Count - Shown} more" : "";
        return $"{failures.Count} of {total} {activity} failed: {string.Join("; ", first)}{more}";
    }
}
