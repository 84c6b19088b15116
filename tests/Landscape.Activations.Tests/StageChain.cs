using System.Reflection;
using Landscape.Artifacts;
using Landscape.Numerics;
using Landscape.Staging;

namespace Landscape.Activations.Tests;

/// <summary>Stages one after another in memory: what one writes, later ones read through their views.</summary>
internal sealed class StageChain : StageInputs
{
    private readonly Dictionary<(string Stage, string Table), System.Collections.IList> tables = [];

    /// <summary>Runs a stage on what the earlier ones wrote.</summary>
    public void Run<TOptions>(IStage<TOptions> stage, TOptions options)
        where TOptions : class, new()
    {
        var name = stage.GetType().GetCustomAttribute<StageAttribute>()!.Name;
        foreach (var (table, (_, rows)) in stage.Run(this, options, new MemoryContext(name)).Tables)
        {
            tables.Add((name, table), rows);
        }
    }

    /// <summary>The rows of a table.</summary>
    public IReadOnlyList<TRow> Rows<TRow>(string stage) => [.. tables[(stage, typeof(TRow).GetCustomAttribute<TableAttribute>()!.Name)].Cast<TRow>()];

    public override IReadOnlyList<TView> Read<TView>()
    {
        var view = typeof(TView).GetCustomAttribute<ViewAttribute>()!;
        var constructor = typeof(TView).GetConstructors()[0];
        return [.. tables[(view.Stage, view.Table)].Cast<object>().Select(row =>
            (TView)constructor.Invoke([.. constructor.GetParameters().Select(p => row.GetType().GetProperty(p.Name!)!.GetValue(row))]))];
    }

    private sealed class MemoryContext(string stage) : StageContext
    {
        public override CancellationToken Cancellation => CancellationToken.None;

        public override RunDescription Description { get; } = new(
            "tests", 11, new Dictionary<string, string>(), new Dictionary<string, string>(), new Dictionary<string, string>());

        public override RandomStream Stream(string purpose, params ReadOnlySpan<long> item) => new(11, stage, purpose, item);

        public override IReadOnlyList<TResult> ForEach<TItem, TResult>(string activity, IReadOnlyList<TItem> items, Func<TItem, TResult> body, Func<TItem, string> name) =>
            [.. items.Select(body)];

        public override void Warn(string message) => throw new InvalidOperationException(message);

        public override string FilePath(InputFile file) => throw new NotSupportedException();

        public override byte[] RunNode(string script, byte[] standardInput) => throw new NotSupportedException();
    }
}
