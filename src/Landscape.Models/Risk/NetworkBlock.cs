using System.Runtime.Intrinsics;

namespace Landscape.Models;

/// <summary>
/// The network on a block of nodes that fits the first-level cache: psi, psi', psi'' of every neuron, the residual
/// r = Psi_theta(x) - f(x) and 2 mu r.
/// </summary>
internal sealed class NetworkBlock(NodeLanes nodes, Activation activation, NetworkShape shape)
{
    /// <summary>Vectors a block holds at most: 256 nodes.</summary>
    public const int Capacity = 32;

    private readonly AlignedVectors rows = new(((3 * shape.Width) + 2) * Capacity);

    /// <summary>Index of the block's first vector among the nodes'.</summary>
    public int Start { get; private set; }

    /// <summary>Vectors in this block.</summary>
    public int Length { get; private set; }

    /// <summary>r.</summary>
    public Span<Vector512<double>> Residual => Row(3 * shape.Width);

    /// <summary>2 mu r.</summary>
    public Span<Vector512<double>> Weighted => Row((3 * shape.Width) + 1);

    /// <summary>psi(z_j).</summary>
    public Span<Vector512<double>> Value(int j) => Row(3 * j);

    /// <summary>psi'(z_j).</summary>
    public Span<Vector512<double>> First(int j) => Row((3 * j) + 1);

    /// <summary>psi''(z_j).</summary>
    public Span<Vector512<double>> Second(int j) => Row((3 * j) + 2);

    /// <summary>The block's part of coordinate k of x~ = (x, 1).</summary>
    public ReadOnlySpan<Vector512<double>> Extended(int k) => nodes.Extended(k).Slice(Start, Length);

    /// <summary>The block's part of 2 mu.</summary>
    public ReadOnlySpan<Vector512<double>> TwiceWeights => nodes.TwiceWeights.Slice(Start, Length);

    /// <summary>The block's part of sqrt(2 mu).</summary>
    public ReadOnlySpan<Vector512<double>> RootWeights => nodes.RootWeights.Slice(Start, Length);

    /// <summary>Moves to the first block; <see cref="MoveNext"/> then walks over all.</summary>
    public void Reset() => (Start, Length) = (0, 0);

    /// <summary>Moves to the next block; false at the end.</summary>
    public bool MoveNext()
    {
        Start += Length;
        Length = Math.Min(Capacity, nodes.Groups - Start);
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
        }

        Residuals(theta);
    }

    /// <summary>z = u . x~, summed from the bias on.</summary>
    public void PreActivations(ReadOnlySpan<double> u, Span<Vector512<double>> z)
    {
        z.Fill(Vector512.Create(u[^1]));
        for (var k = 0; k < u.Length - 1; k++)
        {
            AddScaled(Vector512.Create(u[k]), Extended(k), z);
        }
    }

    private void Residuals(ReadOnlySpan<double> theta)
    {
        var residual = Residual;
        var weighted = Weighted;
        residual.Fill(Vector512.Create(theta[shape.Beta]));
        for (var j = 0; j < shape.Width; j++)
        {
            AddScaled(Vector512.Create(theta[shape.A(j)]), Value(j), residual);
        }

        var targets = nodes.Targets.Slice(Start, Length);
        var twiceWeights = TwiceWeights;
        for (var g = 0; g < residual.Length; g++)
        {
            residual[g] -= targets[g];
            weighted[g] = twiceWeights[g] * residual[g];
        }
    }

    private static void AddScaled(Vector512<double> factor, ReadOnlySpan<Vector512<double>> x, Span<Vector512<double>> sum)
    {
        for (var g = 0; g < x.Length && g < sum.Length; g++)
        {
            sum[g] = Vector512.FusedMultiplyAdd(factor, x[g], sum[g]);
        }
    }

    private Span<Vector512<double>> Row(int r) => rows.Span.Slice(r * Capacity, Length);
}
