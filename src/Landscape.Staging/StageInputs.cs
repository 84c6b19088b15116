namespace Landscape.Staging;

/// <summary>The upstream tables of a stage, whose bytes the host has verified against their recorded hashes.</summary>
public abstract class StageInputs
{
    /// <summary>Reads the columns of a view, in the table's row order. <typeparamref name="TView"/> carries a <see cref="Landscape.Artifacts.ViewAttribute"/>.</summary>
    /// <exception cref="InvalidOperationException">The view names a stage, table or column that the stage's project does not declare as upstream, or another type.</exception>
    public abstract IReadOnlyList<TView> Read<TView>()
        where TView : class;
}
