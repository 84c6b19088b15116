namespace Landscape.Staging;

/// <summary>
/// A stage of the pipeline: options and upstream tables in, rows out. An implementation is a sealed class with a parameterless
/// constructor and a <see cref="StageAttribute"/>; the host finds it in the stage's assembly by reflection.
/// </summary>
/// <typeparam name="TOptions">The options record of the stage's config section; its property initialisers are the only defaults.</typeparam>
public interface IStage<in TOptions>
    where TOptions : class, new()
{
    /// <summary>
    /// Computes the stage's tables. Pure: no paths, clocks, console or environment; randomness only from <paramref name="context"/>.
    /// </summary>
    /// <param name="inputs">The upstream tables, verified before this call.</param>
    /// <param name="options">The bound and validated options.</param>
    /// <param name="context">Random streams, parallel items with progress, warnings, cancellation.</param>
    /// <returns>Every table that the stage's project declares, each exactly once.</returns>
    StageOutput Run(StageInputs inputs, TOptions options, StageContext context);
}

/// <summary>Names a stage and versions what it computes.</summary>
/// <param name="name">Lower case without number, as in the run lock (<c>generate</c> ... <c>report</c>).</param>
/// <param name="schemaVersion">At least 1; part of the fingerprint.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StageAttribute(string name, int schemaVersion) : Attribute
{
    /// <summary>The stage's name.</summary>
    public string Name { get; } = name;

    /// <summary>The version of what the stage computes.</summary>
    public int SchemaVersion { get; } = schemaVersion;
}
