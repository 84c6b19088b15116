using Landscape.Staging.Hosting;

namespace Landscape.Staging.Tests;

public class ProgressTests
{
    private readonly List<string> lines = [];
    private readonly ManualTime time = new();

    [Fact]
    public void A_line_a_second_has_count_share_rate_and_time_left()
    {
        using var progress = Started(total: 40);
        Finish(progress, 10);
        time.Advance(seconds: 2);
        Assert.Equal(["runs: 10 of 40 (25 %), 5.0/s, 6.0 s left"], lines);
    }

    [Fact]
    public void Nothing_new_is_told_only_every_ten_seconds()
    {
        using var progress = Started(total: 4);
        for (var second = 1; second <= 21; second++)
        {
            time.Advance(seconds: 1);
        }

        Assert.Equal(["runs: 0 of 4 (0 %)", "runs: 0 of 4 (0 %)", "runs: 0 of 4 (0 %)"], lines); // at 1, 11 and 21 s
    }

    [Fact]
    public void The_last_line_has_the_whole_time_and_the_rate_and_nothing_follows_it()
    {
        var progress = Started(total: 400);
        Finish(progress, 400);
        time.Advance(seconds: 2);
        progress.Dispose();
        time.Advance(seconds: 5);
        Assert.Equal(["runs: 400 of 400 (100 %), 200/s in 2.0 s"], lines);
    }

    [Fact]
    public void Long_times_are_hours_minutes_and_seconds()
    {
        var progress = Started(total: 2);
        Finish(progress, 1);
        time.Advance(seconds: 3723);
        progress.Dispose();
        Assert.Equal(["runs: 1 of 2 (50 %), 0.000/s, 1:02:03 h left", "runs: 1 of 2 (50 %), 0.000/s in 1:02:03 h"], lines);
    }

    [Fact]
    public void Nothing_to_do_is_told_once()
    {
        Started(total: 0).Dispose();
        Assert.Equal(["runs: 0 of 0 (100 %) in 0.0 s"], lines);
    }

    private Progress Started(int total) => new("runs", total, time, lines.Add);

    private static void Finish(Progress progress, int items)
    {
        for (var i = 0; i < items; i++)
        {
            progress.Done();
        }
    }

    /// <summary>A clock that moves when told, with one timer that fires at each move.</summary>
    private sealed class ManualTime : TimeProvider
    {
        private long now;
        private Action? fire;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            fire = () => callback(state);
            return new ManualTimer(this);
        }

        public void Advance(int seconds)
        {
            now += seconds;
            fire?.Invoke();
        }

        private sealed class ManualTimer(ManualTime time) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => false;

            public void Dispose() => time.fire = null;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
