using System.Runtime.Intrinsics;

namespace Landscape.Models;

/// <summary>
/// The network on a block of nodes: psi, psi', psi'' of every neuron, the residual r = Psi_theta(x) - f(x), and what the weights make of them.
/// </summary>
internal sealed class NetworkBlock
{
    /// <summary>Vectors a block holds at most: 512 nodes, so that a panel and a tile of columns stay in a first-level cache of 32 kB.</summary>
    public const int Capacity = 64;

    /// <summary>Vectors from row to row: one more, or the rows of a tile would fall into the same sets of the cache.</summary>
    public const int Pitch = Capacity + 1;

    private readonly NodeLanes nodes;
    private readonly Activation activation;
    private readonly NetworkShape shape;
    private readonly AlignedVectors rows;
    private int block;

    public NetworkBlock(NodeLanes nodes, Activation activation, NetworkShape shape)
    {
        (this.nodes, this.activation, this.shape) = (nodes, activation, shape);
        rows = new AlignedVectors(((4 * shape.Width) + 3) * Pitch);
        rows.Span.Slice(shape.Width * Pitch, Pitch).Fill(Vector512<double>.One);
    }

    /// <summary>Vectors in this block.</summary>
    public int Length { get; private set; }

    /// <summary>psi(z_1) .. psi(z_n), 1, r: rows a pitch apart.</summary>
    public ReadOnlySpan<Vector512<double>> Columns => rows.Span[..((shape.Width + 2) * Pitch)];

    /// <summary>r.</summary>
    public Span<Vector512<double>> Residual => Row(shape.Width + 1);

    /// <summary>2 mu r.</summary>
    public Span<Vector512<double>> Weighted => Row(shape.Width + 2);

    /// <summary>The block's part of the monomials x_k x_l, rows a pitch apart.</summary>
    public ReadOnlySpan<Vector512<double>> Monomials => nodes.Monomials(block);

    /// <summary>The block's part of 2 mu.</summary>
    public ReadOnlySpan<Vector512<double>> TwiceWeights => nodes.TwiceWeights(block)[..Length];

    /// <summary>psi(z_j).</summary>
    public Span<Vector512<double>> Value(int j) => Row(j);

    /// <summary>psi'(z_j).</summary>
    public Span<Vector512<double>> First(int j) => Row(shape.Width + 3 + j);

    /// <summary>psi''(z_j).</summary>
    public Span<Vector512<double>> Second(int j) => Row((2 * shape.Width) + 3 + j);

    /// <summary>2 mu psi'(z_j).</summary>
    public Span<Vector512<double>> WeightedFirst(int j) => Row((3 * shape.Width) + 3 + j);

    /// <summary>The block's part of coordinate k of x~ = (x, 1).</summary>
    public ReadOnlySpan<Vector512<double>> Extended(int k) => nodes.Extended(block, k)[..Length];

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

    /// <summary>z = u . x~, summed from the bias on.</summary>
    public void PreActivations(ReadOnlySpan<double> u, Span<Vector512<double>> z)
    {
        z.Fill(Vector512.Create(u[^1]));
        for (var k = 0; k < u.Length - 1; k++)
        {
            LaneSums.AddScaled(Vector512.Create(u[k]), Extended(k), z);
        }
    }

    private void Residuals(ReadOnlySpan<double> theta)
    {
        var residual = Residual;
        var weighted = Weighted;
        residual.Fill(Vector512.Create(theta[shape.Beta]));
        for (var j = 0; j < shape.Width; j++)
        {
            LaneSums.AddScaled(Vector512.Create(theta[shape.A(j)]), Value(j), residual);
        }

        var targets = nodes.Targets(block);
        var twiceWeights = TwiceWeights;
        for (var g = 0; g < residual.Length; g++)
        {
            residual[g] -= targets[g];
            weighted[g] = twiceWeights[g] * residual[g];
        }
    }

    private Span<Vector512<double>> Row(int r) => rows.Span.Slice(r * Pitch, Length);
}
