namespace Landscape.Staging.Hosting;

/// <summary>A loop over items whose outputs are kept (<see cref="StageContext.ForEachKept"/>).</summary>
/// <param name="Name">What is being done, plural, unique within the stage.</param>
/// <param name="Count">How many items there are.</param>
/// <param name="Compute">The output of the item at a position.</param>
/// <param name="ItemName">How to name it in an error.</param>
internal sealed record KeptActivity(string Name, int Count, Func<int, StageOutput> Compute, Func<int, string> ItemName);

/// <summary>Where the items of kept activities are computed.</summary>
internal interface IKeptActivityRunner
{
    /// <summary>The outputs of all items, in item order.</summary>
    /// <exception cref="StageItemException">Items failed; the shards without a failure are kept.</exception>
    /// <exception cref="OperationCanceledException">The run is being stopped.</exception>
    IReadOnlyList<StageOutput> Run(KeptActivity activity);
}
