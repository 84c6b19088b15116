using Landscape.Numerics;
using Landscape.Staging;

namespace Landscape.Certification.Tests;

/// <summary>Input tables from memory: rows by a view's name, made by its constructor's parameter names.</summary>
internal sealed class MemoryTables : StageInputs
{
    private readonly Dictionary<string, List<Dictionary<string, object>>> tables = [];

    /// <summary>Sets the rows of a view.</summary>
    public MemoryTables With(string view, IEnumerable<Dictionary<string, object>> rows)
    {
        tables[view] = [.. rows];
        return this;
    }

    public override IReadOnlyList<TView> Read<TView>() => [.. tables[typeof(TView).Name].Select(Row<TView>)];

    /// <summary>A view's row from values by name.</summary>
    public static TView Row<TView>(Dictionary<string, object> values)
    {
        var constructor = typeof(TView).GetConstructors()[0];
        return (TView)constructor.Invoke([.. constructor.GetParameters().Select(p => values[p.Name!])]);
    }
}

/// <summary>A run without files, random numbers or warnings.</summary>
internal sealed class MemoryRun : StageContext
{
    public override CancellationToken Cancellation => CancellationToken.None;

    public override RunDescription Description => throw new NotSupportedException();

    public override RandomStream Stream(string purpose, params ReadOnlySpan<long> item) => throw new NotSupportedException();

    public override IReadOnlyList<TResult> ForEach<TItem, TResult>(string activity, IReadOnlyList<TItem> items, Func<TItem, TResult> body, Func<TItem, string> name) =>
        [.. items.AsParallel().AsOrdered().Select(body)];

    public override void Warn(string message) => throw new InvalidOperationException(message);

    public override string FilePath(InputFile file) => throw new NotSupportedException();

    public override byte[] RunNode(string script, byte[] standardInput) => throw new NotSupportedException();
}
