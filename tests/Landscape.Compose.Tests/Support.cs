using Landscape.Models;
using Landscape.Numerics;
using Landscape.Staging;

namespace Landscape.Compose.Tests;

/// <summary>What several test classes need.</summary>
internal static class Support
{
    /// <summary>
    /// g'(0) by the central difference of order six, (45 (g(h) - g(-h)) - 9 (g(2h) - g(-2h)) + g(3h) - g(-3h)) / (60 h): off by h^6 g^(7) / 140 and by rounding of
    /// some 1e-16 |g| / h. With h = 1/128 both are below 1e-12 for functions of order 1.
    /// </summary>
    public static double Derivative(Func<double, double> g)
    {
        const double H = 1.0 / 128;
        return ((45 * (g(H) - g(-H))) - (9 * (g(2 * H) - g(-2 * H))) + g(3 * H) - g(-3 * H)) / (60 * H);
    }

    public static Matrix Normal(int rows, int columns, Random random)
    {
        var matrix = new Matrix(rows, columns);
        foreach (ref var entry in matrix.Data.AsSpan())
        {
            entry = NextNormal(random);
        }

        return matrix;
    }

    public static double[] NormalVector(int length, Random random) => Normal(1, length, random).Data;

    public static double[] Plus(double[] x, double t, double[] v) => [.. x.Zip(v, (a, b) => a + (t * b))];

    public static Matrix Plus(Matrix x, double t, Matrix v)
    {
        var sum = new Matrix(x.Rows, x.Columns);
        Plus(x.Data, t, v.Data).CopyTo(sum.Data, 0);
        return sum;
    }

    public static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    /// <summary>A matrix cost of the catalogue with data of a fixed stream.</summary>
    public static CompositionCost Draw(string name, int rows, int columns) => CostCatalogue.Draw(name, rows, columns, new RandomStream(3, "tests", name, rows, columns));

    public static TheoryData<string> ScalarCosts => [.. CostCatalogue.Scalar.Select(c => c.Name)];

    public static TheoryData<string> MatrixCosts => [.. CostCatalogue.Matrix];

    private static double NextNormal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

/// <summary>A context in memory; items run first to last, last to first or on several threads: rows must not depend on it.</summary>
internal sealed class MemoryContext(string order) : StageContext
{
    public override CancellationToken Cancellation => CancellationToken.None;

    public override RunDescription Description { get; } = new(
        "tests", 5, new Dictionary<string, string>(), new Dictionary<string, string>(), new Dictionary<string, string>());

    public override RandomStream Stream(string purpose, params ReadOnlySpan<long> item) => new(5, "compose", purpose, item);

    public override IReadOnlyList<TResult> ForEach<TItem, TResult>(string activity, IReadOnlyList<TItem> items, Func<TItem, TResult> body, Func<TItem, string> name) =>
        order switch
        {
            "forwards" => [.. items.Select(body)],
            "backwards" => [.. items.Reverse().Select(body).Reverse()],
            _ => [.. items.AsParallel().AsOrdered().Select(body)],
        };

    public override void Warn(string message) => throw new InvalidOperationException(message);

    public override string FilePath(InputFile file) => throw new NotSupportedException();

    public override byte[] RunNode(string script, byte[] standardInput) => throw new NotSupportedException();
}

/// <summary>The stage reads no tables.</summary>
internal sealed class NoInputs : StageInputs
{
    public override IReadOnlyList<TView> Read<TView>() => throw new NotSupportedException();
}
