using Landscape.Models;
using Landscape.Numerics;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Compose;

/// <summary>
/// Claim B4 for matrices: all critical points of |W_2 W_1 - S|^2 / 2 up to the change of basis between the layers, one for each subset of the singular values of
/// S, with value, index and nullity against the closed form (<see cref="LeastSquaresCriticalPoint"/>).
/// </summary>
internal static class LeastSquaresPoints
{
    internal sealed record Item(int Size, int Hidden, int[] Subset)
    {
        public string Name => $"least squares, p = {Size}, k = {Hidden}, singular values [{string.Join(", ", Subset)}]";
    }

    /// <summary>A row for each size, width and subset.</summary>
    public static IEnumerable<LeastSquaresRow> Run(ComposeOptions options, StageContext context)
    {
        Item[] items =
        [..
            from size in options.LeastSquaresSizes
            from hidden in Enumerable.Range(1, size + 1)
            from bits in Enumerable.Range(0, 1 << size)
            let subset = Enumerable.Range(0, size).Where(i => ((bits >> i) & 1) == 1).ToArray()
            where subset.Length <= hidden
            select new Item(size, hidden, subset),
        ];
        return context.ForEach("critical points of least squares", items, item => Examine(item, context), item => item.Name);
    }

    private static LeastSquaresRow Examine(Item item, StageContext context)
    {
        var target = SingularTarget.Draw(SingularValuesOf(item.Size), context.Stream("least-squares-target", item.Size));
        var mixing = UnitLower(item.Hidden, context.Stream("least-squares-mixing", item.Size, item.Hidden));
        var expected = LeastSquaresCriticalPoint.Of(target, item.Subset, mixing);
        var composition = new Composition(new LeastSquares(target.ToMatrix()), item.Size, item.Hidden, item.Size);
        var reached = ReachedPoint.At(composition, expected.Theta, double.PositiveInfinity);
        return new LeastSquaresRow(
            item.Size, item.Hidden, target.Values, [.. item.Subset.Select(i => (long)i)], reached.GradientNorm, composition.Value(expected.Theta), expected.Value,
            reached.MorseIndex, expected.Index, reached.Nullity, expected.Nullity);
    }

    /// <summary>p, ..., 1: distinct, with eigenvalues of the Hessian far from 0.</summary>
    private static double[] SingularValuesOf(int size) => [.. Enumerable.Range(0, size).Select(i => (double)(size - i))];

    private static Matrix UnitLower(int size, RandomStream stream)
    {
        var matrix = new Matrix(size, size);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < i; j++)
            {
                matrix[i, j] = stream.NextUniform(-0.5, 0.5);
            }

            matrix[i, i] = 1;
        }

        return matrix;
    }
}
