using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

/// <summary>
/// The innermost loop of <see cref="BlockedCholesky"/>: c_ij := c_ij - l_ik l_jk for k = 0, 1, ..., each by a fused multiply-add, for four columns j and
/// up to three groups of eight rows i, a row a lane. Twelve vectors stay in registers, so that a step has 12 multiply-adds for 3 loads and 4 broadcasts
/// and the multiply-add units, not memory, are the limit. No entry's sum depends on the tile that it is in.
/// </summary>
internal static class CholeskyTile
{
    /// <summary>Columns of a tile.</summary>
    public const int Columns = 4;

    /// <summary>The largest number of row groups.</summary>
    public const int MaximumGroups = 3;

    private interface IGroups
    {
        static abstract int Count { get; }
    }

    /// <summary>Subtracts the products.</summary>
    /// <param name="rows">l_ik: vector k of the first group; the next groups follow a pitch apart.</param>
    /// <param name="columns">l_jk: the four numbers of k = 0; those of the next k follow eight numbers apart.</param>
    /// <param name="depth">Number of products in a sum.</param>
    /// <param name="target">c_ij: vector j of the first group; the next groups follow a pitch apart.</param>
    public static void Subtract<TLanes>(PanelRows<TLanes> rows, ref double columns, int depth, PanelRows<TLanes> target)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // Without AVX-512 a vector takes two of sixteen registers, which hold the sums of one group.
        if (!Vector512.IsHardwareAccelerated || target.Groups == 1)
        {
            for (var g = 0; g < target.Groups; g++)
            {
                Subtract<TLanes, One>(rows[g], ref columns, depth, target[g]);
            }
        }
        else if (target.Groups == 2)
        {
            Subtract<TLanes, Two>(rows, ref columns, depth, target);
        }
        else
        {
            Subtract<TLanes, Three>(rows, ref columns, depth, target);
        }
    }

    // Compiled once, with full optimisation and on its own: a process often factors one large matrix only, and this loop as the runtime's profile-guided
    // tiers compile it, in pieces or within a caller, was measured up to eight times slower.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Subtract<TLanes, TGroups>(PanelRows<TLanes> rows, ref double columns, int depth, PanelRows<TLanes> target)
        where TLanes : unmanaged, ILanes<TLanes>
        where TGroups : struct, IGroups
    {
        ref var l = ref rows.First;
        var (c00, c01, c02, c03) = Load<TLanes, TGroups>(0, target);
        var (c10, c11, c12, c13) = Load<TLanes, TGroups>(1, target);
        var (c20, c21, c22, c23) = Load<TLanes, TGroups>(2, target);
        for (nint k = 0; k < depth; k++)
        {
            var (l0, l1, l2, l3) = ((TLanes)columns, (TLanes)Unsafe.Add(ref columns, 1), (TLanes)Unsafe.Add(ref columns, 2), (TLanes)Unsafe.Add(ref columns, 3));
            Step<TLanes, TGroups>(0, ref l, rows.Pitch, l0, l1, l2, l3, ref c00, ref c01, ref c02, ref c03);
            Step<TLanes, TGroups>(1, ref l, rows.Pitch, l0, l1, l2, l3, ref c10, ref c11, ref c12, ref c13);
            Step<TLanes, TGroups>(2, ref l, rows.Pitch, l0, l1, l2, l3, ref c20, ref c21, ref c22, ref c23);
            l = ref Unsafe.Add(ref l, 1);
            columns = ref Unsafe.Add(ref columns, 8);
        }

        Store<TLanes, TGroups>(0, target, c00, c01, c02, c03);
        Store<TLanes, TGroups>(1, target, c10, c11, c12, c13);
        Store<TLanes, TGroups>(2, target, c20, c21, c22, c23);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TLanes, TGroups>(
        int group, ref TLanes l, nint pitch, TLanes l0, TLanes l1, TLanes l2, TLanes l3, ref TLanes c0, ref TLanes c1, ref TLanes c2, ref TLanes c3)
        where TLanes : unmanaged, ILanes<TLanes>
        where TGroups : struct, IGroups
    {
        if (group < TGroups.Count)
        {
            var negative = -Unsafe.Add(ref l, group * pitch);
            c0 = TLanes.FusedMultiplyAdd(negative, l0, c0);
            c1 = TLanes.FusedMultiplyAdd(negative, l1, c1);
            c2 = TLanes.FusedMultiplyAdd(negative, l2, c2);
            c3 = TLanes.FusedMultiplyAdd(negative, l3, c3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes C0, TLanes C1, TLanes C2, TLanes C3) Load<TLanes, TGroups>(int group, PanelRows<TLanes> target)
        where TLanes : unmanaged, ILanes<TLanes>
        where TGroups : struct, IGroups =>
        group < TGroups.Count ? (target[group, 0], target[group, 1], target[group, 2], target[group, 3]) : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes, TGroups>(int group, PanelRows<TLanes> target, TLanes c0, TLanes c1, TLanes c2, TLanes c3)
        where TLanes : unmanaged, ILanes<TLanes>
        where TGroups : struct, IGroups
    {
        if (group < TGroups.Count)
        {
            (target[group, 0], target[group, 1], target[group, 2], target[group, 3]) = (c0, c1, c2, c3);
        }
    }

    private readonly struct One : IGroups
    {
        public static int Count => 1;
    }

    private readonly struct Two : IGroups
    {
        public static int Count => 2;
    }

    private readonly struct Three : IGroups
    {
        public static int Count => 3;
    }
}
