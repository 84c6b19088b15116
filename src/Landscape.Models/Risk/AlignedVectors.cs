using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Landscape.Models;

/// <summary>Storage for eight-lane vectors that starts at a cache line, so that no vector load straddles two lines.</summary>
internal sealed class AlignedVectors
{
    private const int LineBytes = 64;
    private readonly double[] storage;
    private readonly int offset;
    private readonly int length;

    /// <summary>Allocates zeroed vectors.</summary>
    public AlignedVectors(int count)
    {
        length = count * Vector512<double>.Count;
        storage = GC.AllocateArray<double>(length + (LineBytes / sizeof(double)), pinned: true);
        var misplaced = (int)((ulong)Marshal.UnsafeAddrOfPinnedArrayElement(storage, 0) % LineBytes);
        offset = (LineBytes - misplaced) % LineBytes / sizeof(double);
    }

    public Span<Vector512<double>> Span => MemoryMarshal.Cast<double, Vector512<double>>(Doubles);

    /// <summary>The same storage, lane after lane.</summary>
    public Span<double> Doubles => storage.AsSpan(offset, length);
}
