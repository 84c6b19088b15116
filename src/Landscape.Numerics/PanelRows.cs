using System.Runtime.CompilerServices;

namespace Landscape.Numerics;

/// <summary>Consecutive groups of rows of a panel.</summary>
internal readonly ref struct PanelRows<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>The first vector of the first group.</summary>
    public readonly ref TLanes First;

    /// <summary>Distance of a group's vectors from those of the next.</summary>
    public readonly nint Pitch;

    /// <summary>Groups.</summary>
    public readonly int Groups;

    public PanelRows(ref TLanes first, int groups, nint pitch)
    {
        First = ref first;
        Pitch = pitch;
        Groups = groups;
    }

    /// <summary>One group.</summary>
    public PanelRows<TLanes> this[int group] => new(ref Unsafe.Add(ref First, group * Pitch), 1, Pitch);

    /// <summary>Vector k of a group.</summary>
    public ref TLanes this[int group, int k]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref First, (group * Pitch) + k);
    }
}
