using System.Runtime.Intrinsics;
using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// The Gauss-Newton term 2 E[dPsi dPsi^T] = F F^T as one symmetric rank-N update: rows F_i = sqrt(2 mu) dPsi/dtheta_i over the nodes,
/// in tiles of four by four rows. The row of beta, sqrt(2 mu) alone, borders the tiles, so that n (d + 2) rows are tiled and not one more.
/// </summary>
internal sealed class GaussNewtonTiles
{
    private const int Tile = 4;
    private const int TileEntries = Tile * Tile;
    private readonly NetworkShape shape;
    private readonly int tiles;
    private readonly AlignedVectors features;
    private readonly AlignedVectors sums;
    private readonly AlignedVectors border;

    public GaussNewtonTiles(NetworkShape shape)
    {
        this.shape = shape;
        tiles = (shape.Beta + Tile - 1) / Tile;
        features = new AlignedVectors(tiles * Tile * NetworkBlock.Capacity);
        sums = new AlignedVectors(tiles * (tiles + 1) / 2 * TileEntries);
        border = new AlignedVectors(shape.Beta);
    }

    public void Clear()
    {
        sums.Span.Clear();
        border.Span.Clear();
    }

    /// <summary>Adds a block whose derivatives are evaluated.</summary>
    public void Add(ReadOnlySpan<double> theta, NetworkBlock block)
    {
        WriteFeatures(theta, block);
        for (var i = 0; i < shape.Beta; i++)
        {
            LaneSums.AddProducts(ref border.Span[i], block.RootWeights, Feature(i, block.Length));
        }

        var entry = 0;
        for (var i = 0; i < tiles; i++)
        {
            for (var j = 0; j <= i; j++, entry += TileEntries)
            {
                LaneSums.AddTile(TileRows(i), TileRows(j), NetworkBlock.Capacity, block.Length, sums.Span.Slice(entry, TileEntries));
            }
        }
    }

    /// <summary>Writes the term to the lower triangle of a Hessian.</summary>
    public void WriteTo(Matrix hessian, double totalTwiceWeight)
    {
        var row = hessian.Row(shape.Beta);
        row[shape.Beta] = totalTwiceWeight;
        for (var i = 0; i < shape.Beta; i++)
        {
            row[i] = FixedOrderSum.Lanes(border.Span[i]);
            for (var j = 0; j <= i; j++)
            {
                hessian[i, j] = FixedOrderSum.Lanes(Entry(i, j));
            }
        }
    }

    private Vector512<double> Entry(int i, int j)
    {
        var (tileRow, tileColumn) = (i / Tile, j / Tile);
        var tile = (tileRow * (tileRow + 1) / 2) + tileColumn;
        return sums.Span[(tile * TileEntries) + (i % Tile * Tile) + (j % Tile)];
    }

    private void WriteFeatures(ReadOnlySpan<double> theta, NetworkBlock block)
    {
        for (var j = 0; j < shape.Width; j++)
        {
            var bias = Feature(shape.B(j), block.Length);
            LaneSums.Multiply(theta[shape.A(j)], block.RootWeights, block.First(j), bias);
            for (var k = 0; k < shape.InputDimension; k++)
            {
                LaneSums.Multiply(bias, block.Extended(k), Feature(shape.U(j) + k, block.Length));
            }

            LaneSums.Multiply(block.RootWeights, block.Value(j), Feature(shape.A(j), block.Length));
        }
    }

    private Span<Vector512<double>> Feature(int i, int length) => features.Span.Slice(i * NetworkBlock.Capacity, length);

    private ReadOnlySpan<Vector512<double>> TileRows(int tile) => features.Span.Slice(tile * Tile * NetworkBlock.Capacity, Tile * NetworkBlock.Capacity);
}
