using Landscape.Models;
using Landscape.Staging;

namespace Landscape.Stages.Compose;

/// <summary>The compositions that options name. Names, not positions, are the keys of random data, so that adding a cost or shape changes no other.</summary>
internal static class Problems
{
    /// <summary>The scalar costs in the order of the options.</summary>
    public static IEnumerable<ScalarCost> ScalarCosts(ComposeOptions options) => options.ScalarCosts.Select(name => CostCatalogue.Named(OptionNames.Of(name)));

    /// <summary>1-k-...-k-1 with L layers.</summary>
    public static Composition Scalar(ScalarCost cost, int layers, int hidden) => new(cost, ScalarShape(layers, hidden));

    /// <summary>Every composition to a number, then every one to a matrix.</summary>
    public static IEnumerable<(string Name, Func<Composition> Build)> All(ComposeOptions options, StageContext context)
    {
        var scalar =
            from cost in ScalarCosts(options)
            from layers in options.Layers
            from hidden in options.Hidden
            select ($"{cost.Name} {string.Join("-", ScalarShape(layers, hidden))}", (Func<Composition>)(() => Scalar(cost, layers, hidden)));
        var matrix =
            from name in options.MatrixCosts.Select(OptionNames.Of)
            from shape in options.Shapes
            select ($"{name} {shape}", (Func<Composition>)(() => Matrix(name, shape, context)));
        return scalar.Concat(matrix);
    }

    /// <summary>A matrix cost on a shape n_0-n_1-...-n_L; its data depend on name, n_0 and n_L alone.</summary>
    public static Composition Matrix(string name, string shape, StageContext context)
    {
        int[] widths = [.. shape.Split('-').Select(int.Parse)];
        return new Composition(CostCatalogue.Draw(name, widths[^1], widths[0], context.Stream($"data/{name}", widths[0], widths[^1])), widths);
    }

    private static int[] ScalarShape(int layers, int hidden) => [1, .. Enumerable.Repeat(hidden, layers - 1), 1];
}
