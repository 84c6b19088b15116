using System.Diagnostics;

namespace Landscape.Benchmarks;

/// <summary>Wall-clock timing of one function on the calling thread.</summary>
internal static class Timing
{
    /// <summary>The fewest microseconds of one call, over as many batches as fit into <paramref name="seconds"/> (at least three).</summary>
    /// <remarks>A batch holds enough calls for the clock's resolution (20 us); a short call is thereby timed warm, like the peers'.</remarks>
    public static double Microseconds(Action action, double seconds)
    {
        action();
        var batch = Math.Max(1, (int)Math.Ceiling(20 / Once(action, 1)));
        var end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        var times = new List<double>();
        while (times.Count < 3 || Stopwatch.GetTimestamp() < end)
        {
            times.Add(Once(action, batch));
        }

        return times.Min();
    }

    /// <summary>The middle of a list.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>Seconds of one call.</summary>
    public static double Seconds(Action action) => Once(action, 1) * 1e-6;

    /// <summary>Processor seconds of one call, all threads of this process: what a call costs on a machine that others use too.</summary>
    public static double ProcessorSeconds(Action action)
    {
        var before = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private static double Once(Action action, int batch)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < batch; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / batch;
    }
}
