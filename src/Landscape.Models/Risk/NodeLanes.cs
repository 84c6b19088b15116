using System.Runtime.Intrinsics;
using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// A sample as rows of eight-node vectors, cut into blocks that a cache holds and filled up to a multiple of eight with nodes of weight 0:
/// the monomials x_k x_l of x~ = (x, 1), f and 2 mu. Immutable, shared by all landscapes of the sample.
/// </summary>
internal sealed class NodeLanes
{
    private const int Lanes = 8;
    private readonly AlignedVectors vectors;
    private readonly int inputDimension;

    public NodeLanes(Sample sample)
    {
        inputDimension = sample.InputDimension;
        Groups = (sample.Count + Lanes - 1) / Lanes;
        var blocks = (Groups + NetworkBlock.Capacity - 1) / NetworkBlock.Capacity;
        vectors = new AlignedVectors(blocks * BlockSize);
        for (var s = 0; s < Groups * Lanes; s++)
        {
            WriteNode(sample, s);
        }

        TotalTwiceWeight = 2 * FixedOrderSum.Sum(sample.Weights);
    }

    /// <summary>The number of vectors that all nodes take, ceil(N / 8).</summary>
    public int Groups { get; }

    /// <summary>sum_s 2 mu_s: the Hessian's last entry.</summary>
    public double TotalTwiceWeight { get; }

    private int BlockSize => (TwiceWeightRow(inputDimension) + 1) * NetworkBlock.Pitch;

    /// <summary>Monomials of degree two of d + 1 coordinates: (d + 1)(d + 2)/2.</summary>
    public static int MonomialCount(int inputDimension) => Monomial(inputDimension, inputDimension) + 1;

    /// <summary>Place of x_k x_l, l at most k: the triangle, row by row. Its last row, k = d, is x~ itself.</summary>
    public static int Monomial(int k, int l) => (k * (k + 1) / 2) + l;

    /// <summary>Place of coordinate k of x~ = (x, 1).</summary>
    public static int ExtendedRow(int inputDimension, int k) => Monomial(inputDimension, k);

    /// <summary>Place of f(x_s).</summary>
    public static int TargetRow(int inputDimension) => MonomialCount(inputDimension);

    /// <summary>Place of 2 mu_s.</summary>
    public static int TwiceWeightRow(int inputDimension) => MonomialCount(inputDimension) + 1;

    /// <summary>All rows of a block, <see cref="NetworkBlock.Pitch"/> vectors apart: the monomials, f, 2 mu.</summary>
    public Span<Vector512<double>> Rows(int block) => vectors.Span.Slice(block * BlockSize, BlockSize);

    private void WriteNode(Sample sample, int s)
    {
        var (block, place) = Math.DivRem(s, NetworkBlock.Capacity * Lanes);
        var filler = s >= sample.Count;
        double Coordinate(int k) => k == inputDimension ? 1 : filler ? 0 : sample.Nodes[s, k];
        for (var k = 0; k <= inputDimension; k++)
        {
            for (var l = 0; l <= k; l++)
            {
                Entry(block, Monomial(k, l), place) = Coordinate(k) * Coordinate(l);
            }
        }

        Entry(block, TargetRow(inputDimension), place) = filler ? 0 : sample.Targets[s];
        Entry(block, TwiceWeightRow(inputDimension), place) = filler ? 0 : 2 * sample.Weights[s];
    }

    private ref double Entry(int block, int row, int place) =>
        ref vectors.Doubles[(((block * BlockSize) + (row * NetworkBlock.Pitch)) * Lanes) + place];
}
