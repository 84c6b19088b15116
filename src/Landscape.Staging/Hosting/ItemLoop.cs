using System.Collections.Concurrent;

namespace Landscape.Staging.Hosting;

/// <summary>
/// A parallel loop whose result cannot depend on the number of threads: each takes the next item when it is free, results stand in item
/// order, and an item that fails does not stop the others.
/// </summary>
internal static class ItemLoop
{
    /// <summary>Runs <paramref name="body"/> on every item; see <see cref="StageContext.ForEach"/>.</summary>
    /// <param name="activity">What is being done, plural.</param>
    /// <param name="items">The items.</param>
    /// <param name="body">Pure function of an item.</param>
    /// <param name="name">How to name an item in an error.</param>
    /// <param name="threads">How many items may run at once.</param>
    /// <param name="done">Called after each item.</param>
    /// <param name="cancellation">Stops the loop before its next items.</param>
    public static IReadOnlyList<TResult> Run<TItem, TResult>(
        string activity,
        IReadOnlyList<TItem> items,
        Func<TItem, TResult> body,
        Func<TItem, string> name,
        int threads,
        Action done,
        CancellationToken cancellation)
    {
        var results = new TResult[items.Count];
        var failures = new ConcurrentDictionary<int, Exception>();
        var next = -1;
        void Work()
        {
            for (var i = Interlocked.Increment(ref next); i < items.Count && !cancellation.IsCancellationRequested; i = Interlocked.Increment(ref next))
            {
                try
                {
                    results[i] = body(items[i]);
                }
                catch (Exception failure)
                {
                    failures[i] = failure;
                }

                done();
            }
        }

        OnThreads(Math.Min(threads, items.Count), Work);
        cancellation.ThrowIfCancellationRequested();
        return failures.IsEmpty
            ? results
            : throw new StageItemException(activity, items.Count, [.. failures.OrderBy(f => f.Key).Select(f => (name(items[f.Key]), f.Value))]);
    }

    /// <summary>Background threads of our own: the process can end at once when it is told to, whatever an item is doing.</summary>
    private static void OnThreads(int count, Action work)
    {
        var threads = Enumerable.Range(0, count).Select(_ => new Thread(() => work()) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }
}
