using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// The network on a block of nodes: psi, psi', psi'' of every neuron, the residual r = Psi_theta(x) - f(x), and what the weights make of them.
/// </summary>
internal sealed class NetworkBlock
{
    /// <summary>
    /// Vectors a block holds at most: 264 nodes, so that the columns of a tile (12 x 2 kB) stay in a first-level cache; a multiple of the three vectors that an
    /// activation takes at a time.
    /// </summary>
    public const int Capacity = 11 * TripleLanes.Vectors;

    /// <summary>Vectors from row to row: an odd number, so that the rows of a tile do not fall into the same sets of a cache with few ways.</summary>
    public const int Pitch = Capacity;

    /// <summary>Place of the constant 1.</summary>
    public const int OneRow = 0;

    private const int ResidualRow = 1;

    private readonly NodeLanes nodes;
    private readonly Activation activation;
    private readonly NetworkShape shape;
    private readonly AlignedVectors rows;
    private int block;

    public NetworkBlock(NodeLanes nodes, Activation activation, NetworkShape shape)
    {
        (this.nodes, this.activation, this.shape) = (nodes, activation, shape);
        rows = new AlignedVectors(BendRow(shape, shape.Width) * Pitch);
        rows.Span.Slice(OneRow * Pitch, Pitch).Fill(Vector512<double>.One);
    }

    /// <summary>Vectors in this block.</summary>
    public int Length { get; private set; }

    /// <summary>All rows of the network, a pitch apart: 1, r, psi(z_1) .. psi(z_n), then what the static functions tell.</summary>
    public Span<Vector512<double>> Rows => rows.Span;

    /// <summary>All rows of the nodes' block, a pitch apart: <see cref="NodeLanes"/> tells which is where.</summary>
    public Span<Vector512<double>> NodeRows => nodes.Rows(block);

    /// <summary>The rows from r on: r, psi(z_1) .. psi(z_n).</summary>
    public ReadOnlySpan<Vector512<double>> Columns => rows.Span[(ResidualRow * Pitch)..];

    /// <summary>r.</summary>
    public Span<Vector512<double>> Residual => Row(ResidualRow);

    /// <summary>2 mu r.</summary>
    public Span<Vector512<double>> Weighted => Row(shape.Width + 2);

    /// <summary>The block's part of 2 mu.</summary>
    public ReadOnlySpan<Vector512<double>> TwiceWeights => NodeRow(NodeLanes.TwiceWeightRow(shape.InputDimension));

    /// <summary>Place of psi(z_j).</summary>
    public static int ValueRow(int j) => 2 + j;

    /// <summary>Place of psi'(z_j).</summary>
    public static int FirstRow(NetworkShape shape, int j) => shape.Width + 3 + j;

    /// <summary>Place of 2 mu psi'(z_j).</summary>
    public static int WeightedFirstRow(NetworkShape shape, int j) => (2 * shape.Width) + 3 + j;

    /// <summary>Place of psi''(z_j), and of 2 mu a_j (a_j psi'(z_j)^2 + r psi''(z_j)) after <see cref="Bend"/>.</summary>
    public static int BendRow(NetworkShape shape, int j) => (3 * shape.Width) + 3 + j;

    /// <summary>psi(z_j).</summary>
    public Span<Vector512<double>> Value(int j) => Row(ValueRow(j));

    /// <summary>psi'(z_j).</summary>
    public Span<Vector512<double>> First(int j) => Row(FirstRow(shape, j));

    /// <summary>2 mu psi'(z_j).</summary>
    public Span<Vector512<double>> WeightedFirst(int j) => Row(WeightedFirstRow(shape, j));

    /// <summary>psi''(z_j).</summary>
    public Span<Vector512<double>> Second(int j) => Row(BendRow(shape, j));

    /// <summary>The block's part of coordinate k of x~ = (x, 1).</summary>
    public ReadOnlySpan<Vector512<double>> Extended(int k) => NodeRow(NodeLanes.ExtendedRow(shape.InputDimension, k));

    /// <summary>Moves before the first block; <see cref="MoveNext"/> then walks over all.</summary>
    public void Reset() => (block, Length) = (-1, 0);

    /// <summary>Moves to the next block; false at the end.</summary>
    public bool MoveNext()
    {
        block++;
        Length = Math.Min(Capacity, nodes.Groups - (block * Capacity));
        return Length > 0;
    }

    /// <summary>psi and the residuals of the block.</summary>
    public void Evaluate(ReadOnlySpan<double> theta)
    {
        for (var j = 0; j < shape.Width; j++)
        {
            PreActivations(theta.Slice(shape.U(j), shape.InputDimension + 1), Value(j));
            activation.Apply(Value(j));
        }

        Residuals(theta);
    }

    /// <summary>psi, psi', psi'' and the residuals of the block.</summary>
    public void EvaluateWithDerivatives(ReadOnlySpan<double> theta)
    {
        for (var j = 0; j < shape.Width; j++)
        {
            PreActivations(theta.Slice(shape.U(j), shape.InputDimension + 1), Value(j));
            activation.Apply(Value(j), First(j), Second(j));
            LaneSums.Multiply(TwiceWeights, First(j), WeightedFirst(j));
        }

        Residuals(theta);
    }

    /// <summary>Replaces psi''(z_j) by 2 mu a_j (a_j psi'(z_j)^2 + r psi''(z_j)), all that bends the landscape along u_j alone.</summary>
    public void Bend(ReadOnlySpan<double> theta)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Bend<WideLanes>(theta);
        }
        else
        {
            Bend<PairedLanes>(theta);
        }
    }

    /// <summary>z = u . x~, summed from the bias on.</summary>
    public void PreActivations(ReadOnlySpan<double> u, Span<Vector512<double>> z) =>
        LaneSums.Combine(u[^1], u[..^1], NodeRows[(NodeLanes.ExtendedRow(shape.InputDimension, 0) * Pitch)..], z);

    private void Bend<TLanes>(ReadOnlySpan<double> theta)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        ref var weighted = ref Start<TLanes>(Weighted);
        for (var j = 0; j < shape.Width; j++)
        {
            TLanes a = theta[shape.A(j)];
            ref var first = ref Start<TLanes>(First(j));
            ref var weightedFirst = ref Start<TLanes>(WeightedFirst(j));
            ref var second = ref Start<TLanes>(Second(j));
            for (nint g = 0; g < Length; g++)
            {
                var slope = a * Unsafe.Add(ref first, g);
                var bend = TLanes.FusedMultiplyAdd(slope, Unsafe.Add(ref weightedFirst, g), Unsafe.Add(ref weighted, g) * Unsafe.Add(ref second, g));
                Unsafe.Add(ref second, g) = a * bend;
            }
        }
    }

    private static ref TLanes Start<TLanes>(Span<Vector512<double>> row)
        where TLanes : unmanaged, ILanes<TLanes> => ref Unsafe.As<Vector512<double>, TLanes>(ref MemoryMarshal.GetReference(row));

    private void Residuals(ReadOnlySpan<double> theta)
    {
        var residual = Residual;
        var weighted = Weighted;
        residual.Fill(Vector512.Create(theta[shape.Beta]));
        for (var j = 0; j < shape.Width; j++)
        {
            LaneSums.AddScaled(theta[shape.A(j)], Value(j), residual);
        }

        var targets = NodeRow(NodeLanes.TargetRow(shape.InputDimension));
        var twiceWeights = TwiceWeights;
        for (var g = 0; g < residual.Length; g++)
        {
            residual[g] -= targets[g];
            weighted[g] = twiceWeights[g] * residual[g];
        }
    }

    private ReadOnlySpan<Vector512<double>> NodeRow(int r) => nodes.Rows(block).Slice(r * Pitch, Length);

    private Span<Vector512<double>> Row(int r) => rows.Span.Slice(r * Pitch, Length);
}
