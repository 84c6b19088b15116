using System.Reflection;
using Landscape.Artifacts;

namespace Landscape.Staging;

/// <summary>The tables and files that a stage returns; the host writes them.</summary>
public sealed class StageOutput
{
    private readonly Dictionary<string, (Type Row, System.Collections.IList Rows)> tables = [];
    private readonly SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    /// <summary>Row type and rows by table name.</summary>
    public IReadOnlyDictionary<string, (Type Row, System.Collections.IList Rows)> Tables => tables;

    /// <summary>Further files (figures, pages) by path relative to the stage's folder, with forward slashes.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => files;

    /// <summary>Adds a table; <typeparamref name="TRow"/> carries a <see cref="TableAttribute"/>.</summary>
    /// <exception cref="InvalidOperationException">The record has no attribute, or the table was added before.</exception>
    public StageOutput Add<TRow>(IEnumerable<TRow> rows)
        where TRow : class
    {
        var table = typeof(TRow).GetCustomAttribute<TableAttribute>()
            ?? throw new InvalidOperationException($"{typeof(TRow).Name} has no [Table] attribute");
        if (!tables.TryAdd(table.Name, (typeof(TRow), rows.ToList())))
        {
            throw new InvalidOperationException($"table {table.Name} is added twice");
        }

        return this;
    }

    /// <summary>The rows of a table that was added.</summary>
    /// <exception cref="InvalidOperationException">It was not.</exception>
    public IReadOnlyList<TRow> Rows<TRow>()
        where TRow : class =>
        tables.Values.FirstOrDefault(table => table.Row == typeof(TRow)).Rows as IReadOnlyList<TRow>
            ?? throw new InvalidOperationException($"no table of {typeof(TRow).Name} was added; the tables are {string.Join(", ", tables.Keys)}");

    /// <summary>Adds a table whose row type is known at run time only.</summary>
    /// <exception cref="InvalidOperationException">The table was added before.</exception>
    internal StageOutput Add(string table, Type row, System.Collections.IList rows) =>
        tables.TryAdd(table, (row, rows)) ? this : throw new InvalidOperationException($"table {table} is added twice");

    /// <summary>Adds a file.</summary>
    /// <exception cref="InvalidOperationException">The path was added before.</exception>
    public StageOutput AddFile(string relativePath, byte[] content)
    {
        if (!files.TryAdd(relativePath, content))
        {
            throw new InvalidOperationException($"file {relativePath} is added twice");
        }

        return this;
    }
}
