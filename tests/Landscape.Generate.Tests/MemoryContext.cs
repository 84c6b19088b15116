using Landscape.Numerics;
using Landscape.Staging;

namespace Landscape.Generate.Tests;

/// <summary>A context in memory that runs the items last to first: results must not depend on the order.</summary>
internal sealed class MemoryContext(string folder = "") : StageContext
{
    public List<string> Warnings { get; } = [];

    public override CancellationToken Cancellation => CancellationToken.None;

    public override RunDescription Description { get; } = new(
        "tests", 5, new Dictionary<string, string>(), new Dictionary<string, string>(), new Dictionary<string, string>());

    public override RandomStream Stream(string purpose, params ReadOnlySpan<long> item) => new(5, "generate", purpose, item);

    public override IReadOnlyList<TResult> ForEach<TItem, TResult>(string activity, IReadOnlyList<TItem> items, Func<TItem, TResult> body, Func<TItem, string> name) =>
        [.. items.Reverse().Select(body).Reverse()];

    public override void Warn(string message) => Warnings.Add(message);

    public override string FilePath(InputFile file) => Path.Combine(folder, file.Path);

    public override byte[] RunNode(string script, byte[] standardInput) => throw new NotSupportedException();
}

/// <summary>Generate is the first stage: it has no inputs.</summary>
internal sealed class NoInputs : StageInputs
{
    public override IReadOnlyList<TView> Read<TView>() => throw new NotSupportedException();
}
