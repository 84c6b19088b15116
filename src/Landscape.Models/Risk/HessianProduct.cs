using System.Runtime.Intrinsics;
using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// H v = 2 E[q dPsi + r d(dPsi)[v]] without the Hessian, in O(N n d): with t_j = v_(u_j) . x~ and
/// q = dPsi . v = v_beta + sum_j (v_(a_j) psi(z_j) + a_j psi'(z_j) t_j), the entries are 2 E[q psi + r psi' t_j] at a_j,
/// 2 E[(a_j psi' q + r (v_(a_j) psi' + a_j psi'' t_j)) x~] at u_j and 2 E[q] at beta.
/// </summary>
internal sealed class HessianProduct(NetworkShape shape)
{
    private readonly AlignedVectors sums = new(shape.ParameterCount);
    private readonly AlignedVectors rows = new((shape.Width + 3) * NetworkBlock.Capacity);

    public void Clear() => sums.Span.Clear();

    /// <summary>Adds a block whose derivatives are evaluated.</summary>
    public void Add(ReadOnlySpan<double> theta, ReadOnlySpan<double> direction, NetworkBlock block)
    {
        var weightedTangent = Row(shape.Width, block);
        var change = Row(shape.Width + 1, block);
        var slope = Row(shape.Width + 2, block);
        WriteTangent(theta, direction, block, weightedTangent);
        LaneSums.Multiply(block.TwiceWeights, weightedTangent, weightedTangent);
        for (var j = 0; j < shape.Width; j++)
        {
            ref var output = ref sums.Span[shape.A(j)];
            LaneSums.AddProducts(ref output, weightedTangent, block.Value(j));
            LaneSums.Multiply(block.Weighted, Row(j, block), slope);
            LaneSums.AddProducts(ref output, slope, block.First(j));
            WriteChange(theta[shape.A(j)], direction[shape.A(j)], j, block, change);
            for (var k = 0; k <= shape.InputDimension; k++)
            {
                LaneSums.AddProducts(ref sums.Span[shape.U(j) + k], change, block.Extended(k));
            }
        }

        LaneSums.AddProducts(ref sums.Span[shape.Beta], weightedTangent, block.Extended(shape.InputDimension));
    }

    /// <summary>Adds up the lanes.</summary>
    public void WriteTo(Span<double> product)
    {
        for (var i = 0; i < product.Length; i++)
        {
            product[i] = FixedOrderSum.Lanes(sums.Span[i]);
        }
    }

    /// <summary>q, and t_j in row j.</summary>
    private void WriteTangent(ReadOnlySpan<double> theta, ReadOnlySpan<double> direction, NetworkBlock block, Span<Vector512<double>> tangent)
    {
        tangent.Fill(Vector512.Create(direction[shape.Beta]));
        for (var j = 0; j < shape.Width; j++)
        {
            var motion = Row(j, block);
            var value = block.Value(j);
            var first = block.First(j);
            block.PreActivations(direction.Slice(shape.U(j), shape.InputDimension + 1), motion);
            var (a, change) = (Vector512.Create(theta[shape.A(j)]), Vector512.Create(direction[shape.A(j)]));
            for (var g = 0; g < tangent.Length; g++)
            {
                tangent[g] = Vector512.FusedMultiplyAdd(change, value[g], Vector512.FusedMultiplyAdd(a * first[g], motion[g], tangent[g]));
            }
        }
    }

    /// <summary>2 mu (a psi' q + r (v_a psi' + a psi'' t)).</summary>
    private void WriteChange(double a, double outerMotion, int j, NetworkBlock block, Span<Vector512<double>> change)
    {
        var tangent = Row(shape.Width, block);
        var motion = Row(j, block);
        var weighted = block.Weighted;
        var first = block.First(j);
        var second = block.Second(j);
        for (var g = 0; g < change.Length; g++)
        {
            var bend = Vector512.FusedMultiplyAdd(Vector512.Create(a) * second[g], motion[g], Vector512.Create(outerMotion) * first[g]);
            change[g] = Vector512.FusedMultiplyAdd(Vector512.Create(a) * first[g], tangent[g], weighted[g] * bend);
        }
    }

    private Span<Vector512<double>> Row(int r, NetworkBlock block) => rows.Span.Slice(r * NetworkBlock.Capacity, block.Length);
}
