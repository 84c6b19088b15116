using System.Globalization;

namespace Landscape.Staging.Hosting;

/// <summary>
/// Tells how far a loop over items is: a line about every second while something moves, every ten while nothing does, and one at the end.
/// This is the only clock that a stage's run has, and nothing that it measures reaches a table.
/// </summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan QuietPeriod = TimeSpan.FromSeconds(10);

    private readonly string activity;
    private readonly int total;
    private readonly TimeProvider time;
    private readonly Action<string> write;
    private readonly long started;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private int done;
    private (int Done, string Note) shown = (-1, "");
    private TimeSpan shownAt;
    private bool ended;

    /// <summary>Starts to tell.</summary>
    /// <param name="activity">What is being done, plural.</param>
    /// <param name="total">How many items there are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="write">Receives the lines.</param>
    public Progress(string activity, int total, TimeProvider time, Action<string> write)
    {
        (this.activity, this.total, this.time, this.write) = (activity, total, time, write);
        started = time.GetTimestamp();
        timer = time.CreateTimer(_ => Tell(), null, Period, Period);
    }

    /// <summary>Counts an item as done.</summary>
    public void Done() => Done(1);

    /// <summary>Counts items as done.</summary>
    public void Done(int items) => Interlocked.Add(ref done, items);

    /// <summary>What is told behind the counts, such as how many jobs wait; empty for nothing.</summary>
    public string Note { get; set; } = "";

    /// <summary>Stops telling, with a last line.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            ended = true;
            timer.Dispose();
            var elapsed = time.GetElapsedTime(started);
            write($"{Counts(done)}{Rate(done, elapsed)} in {Duration(elapsed)}");
        }
    }

    private void Tell()
    {
        lock (gate)
        {
            var (now, elapsed) = (Volatile.Read(ref done), time.GetElapsedTime(started));
            if (ended || now >= total || ((now, Note) == shown && elapsed - shownAt < QuietPeriod))
            {
                return;
            }

            (shown, shownAt) = ((now, Note), elapsed);
            var left = now == 0 ? "" : $", {Duration(elapsed * ((double)(total - now) / now))} left";
            write($"{Counts(now)}{Rate(now, elapsed)}{left}{(Note.Length == 0 ? "" : $"; {Note}")}");
        }
    }

    private string Counts(int now) => $"{activity}: {now} of {total} ({(total == 0 ? 100 : 100L * now / total)} %)";

    private static string Rate(int now, TimeSpan elapsed)
    {
        var rate = elapsed > TimeSpan.Zero ? now / elapsed.TotalSeconds : 0;
        var digits = rate >= 100 ? "0" : rate >= 1 ? "0.0" : "0.000";
        return rate == 0 ? "" : $", {rate.ToString(digits, CultureInfo.InvariantCulture)}/s";
    }

    private static string Duration(TimeSpan span) => span.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00} h");
}
