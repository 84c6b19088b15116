using System.Globalization;
using Landscape.Staging.Hosting;

namespace Landscape.Staging.Tests;

public class ItemLoopTests
{
    private static readonly int[] Items = [.. Enumerable.Range(0, 200)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Results_stand_in_item_order_on_any_number_of_threads(int threads) =>
        Assert.Equal(Items.Select(i => i * i), Run(i => i * i, threads));

    [Fact]
    public void Items_run_at_the_same_time_up_to_the_number_of_threads()
    {
        // Two items that wait for each other end only if both are under way.
        using var meeting = new Barrier(2);
        Assert.Equal([true, true], ItemLoop.Run("meetings", [0, 1], _ => meeting.SignalAndWait(TimeSpan.FromSeconds(30)), Name, 2, () => { }, default));
    }

    [Fact]
    public void No_items_are_no_results() =>
        Assert.Empty(ItemLoop.Run("sums", Array.Empty<int>(), i => i, Name, 2, () => { }, default));

    [Fact]
    public void A_failing_item_is_named_when_all_the_others_have_finished()
    {
        var finished = 0;
        var failure = Assert.Throws<StageItemException>(() => Run(i => i == 3 ? throw new InvalidOperationException("cause") : Interlocked.Increment(ref finished), 2));
        Assert.Equal("1 of 200 sums failed: item 3: cause", failure.Message);
        Assert.Equal(["item 3"], failure.Items);
        Assert.Equal(199, finished);
    }

    [Fact]
    public void Of_many_failing_items_the_first_are_shown_and_the_rest_counted_in_item_order()
    {
        var failure = Assert.Throws<StageItemException>(() => Run<int>(i => i % 10 == 0 ? throw new InvalidOperationException($"cause {i}") : i, 2));
        Assert.Equal(
            "20 of 200 sums failed: item 0: cause 0; item 10: cause 10; item 20: cause 20; item 30: cause 30; item 40: cause 40; and 15 more", failure.Message);
        Assert.Equal(20, failure.Items.Count);
        Assert.Equal(20, Assert.IsType<AggregateException>(failure.InnerException).InnerExceptions.Count);
    }

    [Fact]
    public void A_cause_that_puzzles_by_itself_has_its_kind_in_front_and_never_breaks_the_line()
    {
        var failure = Assert.Throws<StageItemException>(() => Run<int>(i => i == 0 ? throw new AggregateException(new KeyNotFoundException("no\nkey")) : i, 2));
        Assert.Equal("1 of 200 sums failed: item 0: KeyNotFoundException: no key", failure.Message);
    }

    [Fact]
    public void A_stopped_loop_begins_no_further_item_and_says_that_it_was_stopped()
    {
        using var cancellation = new CancellationTokenSource();
        var begun = 0;
        Assert.Throws<OperationCanceledException>(() => ItemLoop.Run(
            "sums",
            Items,
            i =>
            {
                cancellation.Cancel();
                return Interlocked.Increment(ref begun);
            },
            Name,
            2,
            () => { },
            cancellation.Token));
        Assert.InRange(begun, 1, 2); // the two threads may each have taken an item before they saw it
    }

    [Fact]
    public void Every_item_is_counted_as_done_failed_or_not()
    {
        var done = 0;
        Assert.Throws<StageItemException>(() => ItemLoop.Run(
            "sums", Items, i => i == 5 ? throw new InvalidOperationException("cause") : i, Name, 2, () => Interlocked.Increment(ref done), default));
        Assert.Equal(200, done);
    }

    private static IReadOnlyList<T> Run<T>(Func<int, T> body, int threads) => ItemLoop.Run("sums", Items, body, Name, threads, () => { }, default);

    private static string Name(int item) => string.Create(CultureInfo.InvariantCulture, $"item {item}");
}
