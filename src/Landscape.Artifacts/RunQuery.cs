using System.Text.RegularExpressions;

namespace Landscape.Artifacts;

/// <summary>A statement was refused or failed; the message is DuckDB's own, with the nearest table's name where that helps.</summary>
public sealed class QueryException(string message) : Exception(message);

/// <summary>A column of a query's result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its SQL type.</param>
public sealed record QueryColumn(string Name, string Type);

/// <summary>A table of a run.</summary>
/// <param name="Stage">The stage that wrote it; a schema in SQL.</param>
/// <param name="Name">Its name.</param>
/// <param name="Path">Absolute path of its file.</param>
/// <param name="Locked">What the run lock says about it.</param>
public sealed record RunTable(string Stage, string Name, string Path, LockedTable Locked)
{
    /// <summary>Such as <c>generate.problems</c>.</summary>
    public string QualifiedName => $"{Stage}.{Name}";
}

/// <summary>
/// SQL over the tables of a run, by name: <c>generate.problems</c>, or <c>problems</c> if no other stage has a table of that name. Only tables whose name
/// stands in the statement are there, and their bytes are verified first. Statements other than SELECT are refused, and DuckDB may open nothing but those files.
/// </summary>
public sealed partial class RunQuery : IDisposable
{
    private readonly DuckDbSession session = new(Environment.ProcessorCount);
    private readonly DuckDbResult result;
    private readonly ValueReader[] readers;

    /// <summary>Starts a query.</summary>
    /// <param name="run">The run.</param>
    /// <param name="root">The repository that the paths in the run lock are relative to.</param>
    /// <param name="sql">One SELECT statement.</param>
    /// <exception cref="QueryException">The statement is not a SELECT, or DuckDB refuses it.</exception>
    /// <exception cref="DamagedArtifactException">A table that it names is not what was recorded.</exception>
    public RunQuery(RunLock run, string root, string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var statement = sql.TrimEnd(' ', ';', '\n', '\r', '\t');
        var tables = TablesOf(run, root);
        var words = Word().Matches(statement).Select(m => m.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        try
        {
            Provide([.. tables.Where(t => words.Contains(t.Name))], tables);
            session.RequireSelect(statement);
            Columns = [.. Describe(statement)];
            var direct = Array.ConvertAll([.. Columns], c => ValueReader.Of(c.Type));
            readers = Array.ConvertAll(direct, r => r ?? ValueReader.Of("VARCHAR")!);
            result = session.Query(direct.Contains(null) ? WithTexts(statement, direct) : statement);
        }
        catch (DuckDbException failure)
        {
            session.Dispose();
            throw new QueryException(Explained(failure.Message.TrimEnd(), statement, tables));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The columns of the result.</summary>
    public IReadOnlyList<QueryColumn> Columns { get; }

    /// <summary>The tables of a run, in the order of stage and name.</summary>
    public static IReadOnlyList<RunTable> TablesOf(RunLock run, string root)
    {
        ArgumentNullException.ThrowIfNull(run);
        return
        [
            .. run.Stages.OrderBy(s => s.Key, StringComparer.Ordinal).SelectMany(s => s.Value.Tables.OrderBy(t => t.Key, StringComparer.Ordinal)
                .Select(t => new RunTable(s.Key, t.Key, Path.GetFullPath(Path.Combine(root, s.Value.Path, t.Value.File)), t.Value))),
        ];
    }

    /// <summary>The rows; each value is null, bool, long, ulong, BigInteger, float, double, string, or a list of these.</summary>
    /// <exception cref="QueryException">The query failed on the way.</exception>
    public IEnumerable<object?[]> Rows()
    {
        while (MoveNext())
        {
            for (var row = 0; row < result.Count; row++)
            {
                yield return [.. readers.Select((reader, column) => reader.Read(result.Vector(column), row))];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        result.Dispose();
        session.Dispose();
    }

    private bool MoveNext()
    {
        try
        {
            return result.MoveNext();
        }
        catch (DuckDbException failure)
        {
            throw new QueryException(failure.Message.TrimEnd());
        }
    }

    /// <summary>Verifies the tables and makes them views; from then on DuckDB opens no other file and no setting can be changed.</summary>
    private void Provide(IReadOnlyList<RunTable> named, IReadOnlyList<RunTable> all)
    {
        foreach (var stage in all.Select(t => t.Stage).Distinct())
        {
            session.Execute($"CREATE SCHEMA {Sql.Identifier(stage)}");
        }

        foreach (var table in named)
        {
            VerifiedTable.Verify(table.Path, table.Locked.Sha256);
            var view = $"{Sql.Identifier(table.Stage)}.{Sql.Identifier(table.Name)}";
            session.Execute($"CREATE VIEW {view} AS SELECT * FROM read_parquet({Sql.File(table.Path)}, hive_partitioning = false)");
            if (all.Count(t => t.Name == table.Name) == 1)
            {
                session.Execute($"CREATE VIEW {Sql.Identifier(table.Name)} AS SELECT * FROM {view}");
            }
        }

        session.Execute($"SET allowed_paths = [{string.Join(", ", named.Select(t => Sql.Text(t.Path)))}]");
        session.Execute("SET enable_external_access = false");
        session.Execute("SET lock_configuration = true");
    }

    private IEnumerable<QueryColumn> Describe(string statement)
    {
        using var described = session.Query($"SELECT column_name, column_type FROM (DESCRIBE FROM (\n{statement}\n))");
        var text = ValueReader.Of("VARCHAR")!;
        while (described.MoveNext())
        {
            for (var row = 0; row < described.Count; row++)
            {
                yield return new((string)text.Read(described.Vector(0), row)!, (string)text.Read(described.Vector(1), row)!);
            }
        }
    }

    private static string WithTexts(string statement, ValueReader?[] readers)
    {
        var columns = string.Join(", ", readers.Select((_, i) => $"c{i}"));
        return $"SELECT {string.Join(", ", readers.Select((r, i) => r is null ? $"CAST(c{i} AS VARCHAR)" : $"c{i}"))} FROM (\n{statement}\n) AS q({columns})";
    }

    /// <summary>DuckDB knows the tables that the statement named right; its guess is replaced by one among all.</summary>
    private static string Explained(string message, string statement, IReadOnlyList<RunTable> tables) =>
        Hint(message, statement, tables) is { Length: > 0 } hint ? DuckDbGuess().Replace(message, "") + hint : message;

    private static string Hint(string message, string statement, IReadOnlyList<RunTable> tables)
    {
        if (MissingTable().Match(message) is not { Success: true, Groups: [_, { Value: var missing }] })
        {
            return "";
        }

        var same = tables.Where(t => t.Name.Equals(missing, StringComparison.OrdinalIgnoreCase)).Select(t => t.QualifiedName).ToList();
        if (same.Count > 1)
        {
            return $"\nseveral stages have a table '{missing}': {string.Join(", ", same)}";
        }

        var qualified = Regex.Match(statement, $@"\w+\s*\.\s*{Regex.Escape(missing)}\b", RegexOptions.IgnoreCase);
        return qualified.Success
            ? $"\nno table '{qualified.Value}' in this run; {NearestName.Hint(qualified.Value, [.. tables.Select(t => t.QualifiedName)])}"
            : $"\nno table '{missing}' in this run; {NearestName.Hint(missing, [.. tables.Select(t => t.Name).Distinct()])}";
    }

    [GeneratedRegex("\nDid you mean [^\n]*")]
    private static partial Regex DuckDbGuess();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("Table with name \"?(\\w+)\"? does not exist")]
    private static partial Regex MissingTable();
}
