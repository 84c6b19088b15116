using System.Globalization;
using System.Text;
using Landscape.Artifacts;

namespace Landscape.Staging.Hosting;

/// <summary><c>query</c>: SQL over the tables that a run lock names; without a statement, the list of the tables.</summary>
internal static class QueryCommand
{
    private static readonly string[] Formats = ["table", "csv", "json"];

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">The arguments behind the command.</param>
    /// <param name="standardOutput">Gets the rows unless a file is named.</param>
    /// <param name="standardError">Gets why a statement was refused.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter standardOutput, TextWriter standardError)
    {
        var line = new CommandLine(arguments, "--repository", "--lock", "--node-modules", "--sql", "--format", "--out");
        DuckDbLibrary.UseNodeModules(line.One("--node-modules"));
        var (run, root) = (RunLock.Read(line.One("--lock")), line.One("--repository"));
        var format = line.One("--format");
        try
        {
            using var table = line.All("--sql") is [var sql] ? Rows(run, root, sql) : List(run, root);
            Write(table, format, line.All("--out") is [var path] ? path : null, standardOutput);
            return ExitCode.Success;
        }
        catch (QueryException refused)
        {
            standardError.WriteLine(refused.Message);
            return ExitCode.BadConfiguration;
        }
        catch (DamagedArtifactException damaged)
        {
            standardError.WriteLine($"{damaged.Message}; ./build.sh makes it again");
            return ExitCode.DamagedInput;
        }
    }

    private static QueryTable Rows(RunLock run, string root, string sql)
    {
        var query = new RunQuery(run, root, sql);
        return new(query.Columns, query.Rows(), query);
    }

    private static QueryTable List(RunLock run, string root)
    {
        QueryColumn[] columns = [new("table", "VARCHAR"), new("rows", "BIGINT"), new("columns", "VARCHAR")];
        return new(columns, RunQuery.TablesOf(run, root).Select(t => new object?[] { t.QualifiedName, t.Locked.Rows, ColumnsOf(run, root, t) }), null);
    }

    private static string ColumnsOf(RunLock run, string root, RunTable table)
    {
        using var query = new RunQuery(run, root, $"SELECT * FROM {table.QualifiedName} LIMIT 0");
        return string.Join(", ", query.Columns.Select(c => $"{c.Name} {c.Type}"));
    }

    private static void Write(QueryTable table, string format, string? path, TextWriter standardOutput)
    {
        if (path is null)
        {
            WriteTo(standardOutput);
            standardOutput.Flush();
            return;
        }

        AtomicFile.Write(path, temporary =>
        {
            using var file = new StreamWriter(temporary, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            WriteTo(file);
        });

        void WriteTo(TextWriter writer)
        {
            Action<QueryTable, TextWriter> write = format switch
            {
                "table" => QueryText.WriteTable,
                "csv" => QueryText.WriteCsv,
                "json" => QueryText.WriteJson,
                _ => throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--format {format}: {NearestName.Hint(format, Formats)}")),
            };
            write(table, writer);
        }
    }
}
