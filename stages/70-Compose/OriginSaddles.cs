using Landscape.Models;
using Landscape.Numerics;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Compose;

/// <summary>
/// Claim B3: the origin is a saddle whose spectrum is +f'(0) and -f'(0), k times each, for every f; with L layers at 0 the saddle has order L. The
/// Hessian is the exact one of the composition, the prediction is <see cref="DegenerateSaddle"/>.
/// </summary>
internal static class OriginSaddles
{
    internal sealed record Item(string Problem, Func<Composition> Build, int ZeroLayers)
    {
        public string Name => $"{Problem}, {ZeroLayers} layers at 0";
    }

    /// <summary>A row for each problem and number of zero layers.</summary>
    public static IEnumerable<SaddleRow> Run(ComposeOptions options, StageContext context)
    {
        Item[] items =
        [..
            from problem in Problems.All(options, context)
            from zero in Enumerable.Range(2, problem.Build().Layers - 1)
            select new Item(problem.Name, problem.Build, zero),
        ];
        return context.ForEach("saddles", items, item => Examine(item, context), item => item.Name).Select((row, id) => row with { SaddleId = id });
    }

    private static SaddleRow Examine(Item item, StageContext context)
    {
        var composition = item.Build();
        var stream = context.Stream($"saddles/{item.Problem}", item.ZeroLayers);
        var saddle = DegenerateSaddle.Draw(composition, item.ZeroLayers, stream);
        var eigenvalues = SymmetricEigen.ValuesOf(composition.Hessian(saddle.Theta));
        var slope = SlopeAtZero(composition.Cost);
        var error = eigenvalues.Zip(saddle.Eigenvalues).Max(pair => Math.Abs(pair.First - pair.Second)) / Math.Abs(slope);
        var direction = RandomDirections.Unit(composition.Dimension, stream);
        return new SaddleRow(
            0, composition.Cost.Name, composition.Shape, composition.Layers, composition.Hidden, saddle.Order, slope,
            SaddleOrder.Measure(composition, saddle.Theta, direction), eigenvalues, saddle.Eigenvalues, error);
    }

    private static double SlopeAtZero(CompositionCost cost)
    {
        var slope = new Matrix(cost.Rows, cost.Columns);
        cost.Gradient(new Matrix(cost.Rows, cost.Columns), slope);
        return cost is ScalarCost ? slope[0, 0] : Math.Sqrt(FixedOrderSum.Dot(slope.Data, slope.Data));
    }
}
