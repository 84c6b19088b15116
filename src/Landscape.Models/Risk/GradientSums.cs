using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// The sums behind risk and gradient, in the order of theta: 2 E[r psi'(z_j) x~] at u_j, 2 E[r psi(z_j)] at a_j, 2 E[r] at beta;
/// then 2 E[r^2].
/// </summary>
internal sealed class GradientSums(NetworkShape shape)
{
    private readonly AlignedVectors sums = new(shape.ParameterCount + 1);
    private readonly AlignedVectors slope = new(NetworkBlock.Capacity);
    private readonly double[] reduced = new double[shape.ParameterCount + 1];

    public void Clear() => sums.Span.Clear();

    /// <summary>Adds a block whose derivatives are evaluated.</summary>
    public void Add(NetworkBlock block)
    {
        AddRisk(block);
        var lanes = sums.Span;
        var weightedSlope = slope.Span[..block.Length];
        for (var j = 0; j < shape.Width; j++)
        {
            LaneSums.AddProducts(ref lanes[shape.A(j)], block.Weighted, block.Value(j));
            LaneSums.Multiply(block.Weighted, block.First(j), weightedSlope);
            for (var k = 0; k <= shape.InputDimension; k++)
            {
                LaneSums.AddProducts(ref lanes[shape.U(j) + k], weightedSlope, block.Extended(k));
            }
        }

        LaneSums.AddProducts(ref lanes[shape.Beta], block.Weighted, block.Extended(shape.InputDimension));
    }

    /// <summary>Adds a block's risk alone.</summary>
    public void AddRisk(NetworkBlock block) => LaneSums.AddProducts(ref sums.Span[^1], block.Weighted, block.Residual);

    /// <summary>Adds up the lanes; returns J.</summary>
    public double Reduce()
    {
        for (var i = 0; i < reduced.Length; i++)
        {
            reduced[i] = FixedOrderSum.Lanes(sums.Span[i]);
        }

        return 0.5 * reduced[^1];
    }

    /// <summary>2 E[r psi'(z_j) x~_k], the mixed second derivative of a_j and u_jk, after <see cref="Reduce"/>.</summary>
    public double Mixed(int j, int k) => reduced[shape.U(j) + k];

    /// <summary>dJ, after <see cref="Reduce"/>: the sums, those of u_j times a_j.</summary>
    public void WriteGradient(ReadOnlySpan<double> theta, Span<double> gradient)
    {
        reduced.AsSpan(0, shape.ParameterCount).CopyTo(gradient);
        for (var j = 0; j < shape.Width; j++)
        {
            for (var k = 0; k <= shape.InputDimension; k++)
            {
                gradient[shape.U(j) + k] *= theta[shape.A(j)];
            }
        }
    }
}
