using System.Runtime.Intrinsics;
using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// A sample as a structure of arrays, eight nodes a vector, filled up to a multiple of eight with nodes of weight 0. Immutable, shared by
/// all landscapes of the sample.
/// </summary>
internal sealed class NodeLanes
{
    private readonly AlignedVectors rows;
    private readonly int inputDimension;

    public NodeLanes(Sample sample)
    {
        inputDimension = sample.InputDimension;
        Groups = (sample.Count + Vector512<double>.Count - 1) / Vector512<double>.Count;
        rows = new AlignedVectors((inputDimension + 4) * Groups);
        var doubles = rows.Doubles;
        var stride = Groups * Vector512<double>.Count;
        doubles.Slice(inputDimension * stride, stride).Fill(1);
        for (var s = 0; s < sample.Count; s++)
        {
            for (var k = 0; k < inputDimension; k++)
            {
                doubles[(k * stride) + s] = sample.Nodes[s, k];
            }

            doubles[((inputDimension + 1) * stride) + s] = sample.Targets[s];
            doubles[((inputDimension + 2) * stride) + s] = 2 * sample.Weights[s];
            doubles[((inputDimension + 3) * stride) + s] = Math.Sqrt(2 * sample.Weights[s]);
        }

        TotalTwiceWeight = FixedOrderSum.Sum(doubles.Slice((inputDimension + 2) * stride, stride));
    }

    /// <summary>The number of vectors a row has, ceil(N / 8).</summary>
    public int Groups { get; }

    /// <summary>sum_s 2 mu_s: the Hessian's last entry.</summary>
    public double TotalTwiceWeight { get; }

    /// <summary>f(x_s).</summary>
    public ReadOnlySpan<Vector512<double>> Targets => Row(inputDimension + 1);

    /// <summary>2 mu_s.</summary>
    public ReadOnlySpan<Vector512<double>> TwiceWeights => Row(inputDimension + 2);

    /// <summary>sqrt(2 mu_s).</summary>
    public ReadOnlySpan<Vector512<double>> RootWeights => Row(inputDimension + 3);

    /// <summary>Coordinate k of x~ = (x, 1), k = 0..d.</summary>
    public ReadOnlySpan<Vector512<double>> Extended(int k) => Row(k);

    private ReadOnlySpan<Vector512<double>> Row(int r) => rows.Span.Slice(r * Groups, Groups);
}
