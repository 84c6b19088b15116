using Landscape.Numerics;

namespace Landscape.Benchmarks;

/// <summary>How fast one thread reads memory that no cache holds.</summary>
internal static class MemoryBandwidth
{
    private const int Count = 32 * 1024 * 1024;

    /// <summary>GB/s of a sum over 256 MB; the best of some runs.</summary>
    public static double GigabytesPerSecond(int repetitions)
    {
        var data = new double[Count];
        Array.Fill(data, 1.0);
        return Enumerable.Range(0, repetitions).Max(_ => Count * sizeof(double) / Timing.Seconds(() => Check(FixedOrderSum.Sum(data)))) * 1e-9;
    }

    private static void Check(double sum)
    {
        if (sum is < Count or > Count)
        {
            throw new InvalidOperationException($"the sum of {Count} ones is {sum}");
        }
    }
}
