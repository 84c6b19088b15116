using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// The gradient at a point, in balls of 106 bits, eight nodes at a time: dJ = 2 sum_s mu_s r_s dPsi(x_s) + 2 rho theta, r = Psi_theta(x) - f(x). Nodes, weights, targets, rho and
/// theta are the doubles of the tables, taken as exact numbers.
/// </summary>
internal sealed class GradientEnclosure(Sample sample, NetworkShape shape, ActivationEnclosure activation, double ridge)
{
    /// <summary>dJ(theta), P balls.</summary>
    /// <param name="theta">P parameters.</param>
    public Ball[] At(ReadOnlySpan<double> theta)
    {
        var gradient = Vector512.IsHardwareAccelerated ? SumOverNodes<WideLanes>(theta) : SumOverNodes<PairedLanes>(theta);
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] += (Ball)(2 * ridge) * theta[i];
        }

        return gradient;
    }

    private Ball[] SumOverNodes<TLanes>(ReadOnlySpan<double> theta)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var nodes = new NodeGroups<TLanes>(sample);
        var features = new DoubleDoubleBall<TLanes>[shape.ParameterCount];
        var sums = new DoubleDoubleBall<TLanes>[shape.ParameterCount];
        for (var group = 0; group < nodes.Count; group++)
        {
            var residual = EvaluateNodes(theta, nodes.Coordinates(group), features) - DoubleDoubleBall<TLanes>.Exactly(nodes.Target(group));
            var weighted = residual * DoubleDoubleBall<TLanes>.Exactly(nodes.TwiceWeight(group));
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += weighted * features[i];
            }
        }

        return [.. sums.Select(AcrossLanes)];
    }

    /// <summary>Psi(x) as the result, dPsi(x) as the features.</summary>
    private DoubleDoubleBall<TLanes> EvaluateNodes<TLanes>(ReadOnlySpan<double> theta, ReadOnlySpan<TLanes> x, Span<DoubleDoubleBall<TLanes>> features)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        DoubleDoubleBall<TLanes> output = theta[shape.Beta];
        features[shape.Beta] = 1.0;
        for (var j = 0; j < shape.Width; j++)
        {
            var (value, first) = activation.At(PreActivation(theta, x, j));
            output += value * theta[shape.A(j)];
            features[shape.A(j)] = value;
            var slope = first * theta[shape.A(j)];
            features[shape.B(j)] = slope;
            for (var k = 0; k < x.Length; k++)
            {
                features[shape.U(j) + k] = slope * DoubleDoubleBall<TLanes>.Exactly(x[k]);
            }
        }

        return output;
    }

    private DoubleDoubleBall<TLanes> PreActivation<TLanes>(ReadOnlySpan<double> theta, ReadOnlySpan<TLanes> x, int j)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        DoubleDoubleBall<TLanes> z = theta[shape.B(j)];
        for (var k = 0; k < x.Length; k++)
        {
            z = DoubleDoubleBall<TLanes>.AddProduct(z, theta[shape.U(j) + k], x[k]);
        }

        return z;
    }

    private static Ball AcrossLanes<TLanes>(DoubleDoubleBall<TLanes> sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var numbers = MemoryMarshal.Cast<DoubleDoubleBall<TLanes>, double>(new ReadOnlySpan<DoubleDoubleBall<TLanes>>(in sums));
        var width = NodeGroups<TLanes>.Width;
        Ball total = 0.0;
        for (var lane = 0; lane < width; lane++)
        {
            total += Ball.Around(numbers[lane], numbers[width + lane], numbers[(2 * width) + lane]);
        }

        return total;
    }
}
