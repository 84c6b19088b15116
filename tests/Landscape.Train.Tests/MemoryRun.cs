using Landscape.Numerics;
using Landscape.Staging;

namespace Landscape.Train.Tests;

/// <summary>A context in memory; items run first to last, last to first or on several threads: rows must not depend on it.</summary>
internal sealed class MemoryContext(string order) : StageContext
{
    public override CancellationToken Cancellation => CancellationToken.None;

    public override RunDescription Description { get; } = new(
        "tests", 5, new Dictionary<string, string>(), new Dictionary<string, string>(), new Dictionary<string, string>());

    public override RandomStream Stream(string purpose, params ReadOnlySpan<long> item) => new(5, "train", purpose, item);

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

/// <summary>
/// Two problems, draw 0 with d = 1 and draw 1 with d = 2: 15 points of a quasi-random sequence each and smooth targets. The stage reads them through a view
/// of its own, made here by its constructor's parameter names.
/// </summary>
internal sealed class TwoProblems : StageInputs
{
    public const int Nodes = 15;

    public override IReadOnlyList<TView> Read<TView>() =>
        [.. from problem in new long[] { 0, 1 } from node in Enumerable.Range(0, RowsOf(typeof(TView))) select (TView)Row(typeof(TView), problem, node)];

    private static int RowsOf(Type view) => view.Name == "ProblemView" ? 1 : Nodes;

    private static object Row(Type view, long problem, int node)
    {
        // Multiples of the golden ratio's and the plastic number's inverses: evenly spread, in any dimension.
        double[] x = problem == 0
            ? [Fraction(node * 0.6180339887498949)]
            : [Fraction(node * 0.7548776662466927), Fraction(node * 0.5698402909980532)];
        var values = new Dictionary<string, object>
        {
            ["ProblemId"] = problem,
            ["InputDim"] = x.Length,
            ["Draw"] = (int)problem,
            ["Node"] = node,
            ["X"] = x,
            ["Weight"] = 1.0 / Nodes,
            ["Target"] = x.Sum(c => (c * c * c) - (0.3 * c)),
        };
        var constructor = view.GetConstructors()[0];
        return constructor.Invoke([.. constructor.GetParameters().Select(p => values[p.Name!])]);
    }

    private static double Fraction(double x) => (2 * (x - Math.Floor(x))) - 1;
}
