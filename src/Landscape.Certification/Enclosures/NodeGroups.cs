using System.Runtime.InteropServices;
using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// A sample with one node a lane, in groups of a vector's lanes: coordinates, weights and targets, all exact. The last group is filled up with nodes of weight 0,
/// which add balls around 0 of nearly no radius.
/// </summary>
/// <typeparam name="TLanes">Eight lanes.</typeparam>
internal sealed class NodeGroups<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private readonly TLanes[] rows;
    private readonly int rowCount;

    /// <summary>Copies a sample.</summary>
    public NodeGroups(Sample sample)
    {
        rowCount = sample.InputDimension + 2;
        Count = (sample.Count + Width - 1) / Width;
        rows = new TLanes[Count * rowCount];
        var numbers = MemoryMarshal.Cast<TLanes, double>(rows.AsSpan());
        for (var s = 0; s < sample.Count; s++)
        {
            var (group, lane) = Math.DivRem(s, Width);
            for (var k = 0; k < sample.InputDimension; k++)
            {
                numbers[Place(group, k) + lane] = sample.Nodes[s, k];
            }

            // Doubling a weight is exact.
            numbers[Place(group, rowCount - 2) + lane] = 2 * sample.Weights[s];
            numbers[Place(group, rowCount - 1) + lane] = sample.Targets[s];
        }
    }

    /// <summary>Lanes of a vector.</summary>
    public static int Width => Marshal.SizeOf<TLanes>() / sizeof(double);

    /// <summary>Groups.</summary>
    public int Count { get; }

    /// <summary>x of a group's nodes, d vectors.</summary>
    public ReadOnlySpan<TLanes> Coordinates(int group) => rows.AsSpan(group * rowCount, rowCount - 2);

    /// <summary>2 mu of a group's nodes.</summary>
    public TLanes TwiceWeight(int group) => rows[((group + 1) * rowCount) - 2];

    /// <summary>f at a group's nodes.</summary>
    public TLanes Target(int group) => rows[((group + 1) * rowCount) - 1];

    private int Place(int group, int row) => ((group * rowCount) + row) * Width;
}
