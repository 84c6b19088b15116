using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>The costs that claims are tried on. A cost of one's own is a class and a line here.</summary>
public static class CostCatalogue
{
    /// <summary>Costs of a number. None has a critical point at 0, so that the origin is a saddle for all.</summary>
    public static IReadOnlyList<ScalarCost> Scalar { get; } =
    [
        new ShiftedQuadratic(1),
        new QuarticDoubleWell(0.25),
        new LogCosh(1.5),
        new PseudoHuber(-1),
        new ExpMinusLinear(0.75),
        new TiltedMultiWell(),
    ];

    /// <summary>Costs of a matrix, with random data.</summary>
    public static IReadOnlyList<string> Matrix { get; } = ["least-squares", "weighted-least-squares", "logistic-regression", "log-det-trace"];

    /// <summary>The scalar cost of a name.</summary>
    /// <exception cref="ArgumentException">No cost has this name; the message lists those that exist.</exception>
    public static ScalarCost Named(string name) =>
        Scalar.FirstOrDefault(c => c.Name == name) ?? throw Unknown(name, Scalar.Select(c => c.Name));

    /// <summary>The matrix cost of a name with data drawn from a stream.</summary>
    /// <param name="name">One of <see cref="Matrix"/>.</param>
    /// <param name="rows">m.</param>
    /// <param name="columns">n.</param>
    /// <param name="stream">Normal targets, weights uniform on [1/2, 2], normal inputs with labels of a random linear rule of which a tenth is flipped.</param>
    /// <exception cref="ArgumentException">No cost has this name; the message lists those that exist.</exception>
    public static CompositionCost Draw(string name, int rows, int columns, RandomStream stream) => name switch
    {
        "least-squares" => new LeastSquares(Normal(rows, columns, stream)),
        "weighted-least-squares" => new LeastSquares(Normal(rows, columns, stream), Uniform(rows, columns, stream)),
        "logistic-regression" => DrawRegression(rows, columns, stream),
        "log-det-trace" => new LogDetTrace(Normal(rows, columns, stream)),
        _ => throw Unknown(name, Matrix),
    };

    private static LogisticRegression DrawRegression(int rows, int columns, RandomStream stream)
    {
        const int Examples = 40;
        const double Ridge = 0.1;
        const double Flipped = 0.1;
        var (inputs, rule) = (Normal(Examples, columns, stream), Normal(rows, columns, stream));
        var labels = new Matrix(Examples, rows);
        for (var s = 0; s < Examples; s++)
        {
            for (var i = 0; i < rows; i++)
            {
                var sign = FixedOrderSum.Dot(rule.Row(i), inputs.Row(s)) >= 0 ? 1 : -1;
                labels[s, i] = stream.NextUniform() < Flipped ? -sign : sign;
            }
        }

        return new LogisticRegression(inputs, labels, Ridge);
    }

    private static Matrix Normal(int rows, int columns, RandomStream stream) => Fill(rows, columns, stream.NextNormal);

    private static Matrix Uniform(int rows, int columns, RandomStream stream) => Fill(rows, columns, () => stream.NextUniform(0.5, 2));

    private static Matrix Fill(int rows, int columns, Func<double> next)
    {
        var matrix = new Matrix(rows, columns);
        foreach (ref var entry in matrix.Data.AsSpan())
        {
            entry = next();
        }

        return matrix;
    }

    private static ArgumentException Unknown(string name, IEnumerable<string> known) =>
        new($"no cost is named '{name}'; known: {string.Join(", ", known)}", nameof(name));
}
