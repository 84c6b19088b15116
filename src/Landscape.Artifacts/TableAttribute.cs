namespace Landscape.Artifacts;

/// <summary>
/// Marks a sealed record as the row of a table that a stage writes. Each primary constructor parameter is a column; its name is the
/// parameter's in snake_case (<c>ProblemId</c> becomes <c>problem_id</c>).
/// </summary>
/// <param name="name">The table's name in snake_case, unique within its stage.</param>
/// <param name="version">The schema version, at least 1; raised when a column changes its name, type or meaning.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TableAttribute(string name, int version) : Attribute
{
    /// <summary>The table's name.</summary>
    public string Name { get; } = name;

    /// <summary>The schema version.</summary>
    public int Version { get; } = version;
}

/// <summary>
/// Marks a sealed record as a reader's view of another stage's table: the columns it names are read, by name and checked for type,
/// the others are skipped. Naming follows <see cref="TableAttribute"/>.
/// </summary>
/// <param name="stage">The producing stage, lower case without number.</param>
/// <param name="table">The table's name.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ViewAttribute(string stage, string table) : Attribute
{
    /// <summary>The producing stage.</summary>
    public string Stage { get; } = stage;

    /// <summary>The table's name.</summary>
    public string Table { get; } = table;
}
