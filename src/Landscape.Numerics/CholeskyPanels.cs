using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Landscape.Numerics;

/// <summary>
/// The lower triangle of an n x n matrix in panels of <see cref="Width"/> columns, eight rows to a group and a row a lane: number k of group g is the
/// vector of (a_8g,k, ..., a_8g+7,k). Read along k as vectors it gives rows to the kernel, read as numbers it gives columns, both without a stride.
/// A panel begins at the group of its diagonal. Rows and columns that fill the last group and the last tile up are those of the identity.
/// </summary>
internal readonly struct CholeskyPanels : IDisposable
{
    /// <summary>
    /// Columns of a panel. Three groups of its rows (24 kB) stay in a first-level cache of 32 kB while the square of rows at a later panel's diagonal
    /// (128 kB) passes from the second level, and a tile is loaded and stored once in 128 steps. Measured at n = 4096: with AVX-512 widths of 64, 96, 128,
    /// 192, 256 take 348, 298, 288, 266, 256 ms, with AVX2 96, 128, 256 take 994, 966, 1265 ms.
    /// </summary>
    public const int Width = 128;

    /// <summary>Rows of a group.</summary>
    public const int Group = 8;

    private const int LineBytes = 64;
    private readonly double[] storage;
    private readonly int start;

    /// <summary>Rents storage whose vectors begin at cache lines.</summary>
    /// <param name="size">n.</param>
    public CholeskyPanels(int size)
    {
        Size = size;
        Groups = (size + Group - 1) / Group;
        Count = (size + Width - 1) / Width;
        storage = ArrayPool<double>.Shared.Rent(Offset(Count - 1) + (Columns(Count - 1) * RowGroups(Count - 1) * Group) + Group);
        var misplaced = (int)((ulong)Marshal.UnsafeAddrOfPinnedArrayElement(storage, 0) % LineBytes);
        start = (LineBytes - misplaced) % LineBytes / sizeof(double);
    }

    /// <summary>n.</summary>
    public int Size { get; }

    /// <summary>Groups of rows.</summary>
    public int Groups { get; }

    /// <summary>Number of panels.</summary>
    public int Count { get; }

    /// <summary>The first group of a panel.</summary>
    public static int FirstGroup(int panel) => panel * (Width / Group);

    /// <summary>The columns of a panel, the last one's filled up to whole tiles.</summary>
    public int Columns(int panel) =>
        Math.Min(Width, (Size - (panel * Width) + CholeskyTile.Columns - 1) / CholeskyTile.Columns * CholeskyTile.Columns);

    /// <summary>Consecutive groups of rows from a column of a panel on.</summary>
    public PanelRows<TLanes> Rows<TLanes>(int panel, int group, int groups, int column)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var columns = Columns(panel);
        return new PanelRows<TLanes>(ref MemoryMarshal.Cast<double, TLanes>(Panel(panel))[((group - FirstGroup(panel)) * columns) + column], groups, columns);
    }

    /// <summary>The first number of a row in a panel; its next column's stands <see cref="Group"/> numbers further.</summary>
    public ref double Row(int panel, int row) => ref Panel(panel)[(((row / Group) - FirstGroup(panel)) * Columns(panel) * Group) + (row % Group)];

    /// <summary>Copies a panel from a matrix's lower triangle.</summary>
    public void Load(Matrix source, int panel)
    {
        Panel(panel).Clear();
        var first = panel * Width;
        for (var i = first; i < Groups * Group; i++)
        {
            ref var row = ref Row(panel, i);
            if (i < Size)
            {
                var entries = source.Row(i)[first..Math.Min(i + 1, Math.Min(first + Width, Size))];
                for (var k = 0; k < entries.Length; k++)
                {
                    Unsafe.Add(ref row, k * Group) = entries[k];
                }
            }
            else if (i - first < Columns(panel))
            {
                Unsafe.Add(ref row, (i - first) * Group) = 1;
            }
        }
    }

    /// <summary>Copies a panel to a matrix, zero above the diagonal.</summary>
    public void Store(int panel, Matrix target)
    {
        var first = panel * Width;
        for (var i = first; i < Size; i++)
        {
            ref var row = ref Row(panel, i);
            var entries = target.Row(i)[first..Math.Min(i + 1, Math.Min(first + Width, Size))];
            for (var k = 0; k < entries.Length; k++)
            {
                entries[k] = Unsafe.Add(ref row, k * Group);
            }

            if (i < first + Width)
            {
                target.Row(i)[(i + 1)..].Clear();
            }
        }
    }

    /// <summary>Returns the storage.</summary>
    public void Dispose() => ArrayPool<double>.Shared.Return(storage);

    private int RowGroups(int panel) => Groups - FirstGroup(panel);

    private Span<double> Panel(int panel) => storage.AsSpan(start + Offset(panel), Columns(panel) * RowGroups(panel) * Group);

    /// <summary>Width * 8 * (number of row groups of all panels before).</summary>
    private int Offset(int panel) => Width * Group * ((panel * Groups) - (Width / Group * (panel * (panel - 1) / 2)));
}
