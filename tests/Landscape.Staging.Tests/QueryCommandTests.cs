using System.Text.Json;
using Landscape.Artifacts;
using Landscape.Staging.Hosting;

namespace Landscape.Staging.Tests;

/// <summary>The host's query command: what it prints reads back exactly, what it refuses leaves one message and no stack trace.</summary>
public sealed class QueryCommandTests : IDisposable
{
    private readonly HostFixture host = new();
    private readonly string lockFile;

    public QueryCommandTests()
    {
        DuckDbLibrary.UseNodeModules(NodeModules);
        var path = Path.Combine(host.Folder, "values.parquet");
        ValueRow[] rows = [new(1, [0.1, double.NaN, double.NegativeInfinity], "a \"quoted\", text", null), new(2, [], "", 1.0 / 3), new(3, [-0.0], "line\nbreak", double.MaxValue)];
        var entry = ParquetTable.Write(path, rows, new TableOrigin("source", new string('a', 64)));
        lockFile = Path.Combine(host.Folder, "run.lock.json");
        var tables = new Dictionary<string, LockedTable> { ["values"] = new(entry.File, entry.Sha256, entry.Rows) };
        new RunLock("test", 1, new Dictionary<string, LockedStage> { ["source"] = new(new string('a', 64), ".", tables) }).Write(lockFile);
    }

    private string NodeModules => host.Request().NodeModules;

    public void Dispose() => host.Dispose();

    [Fact]
    public void Csv_tells_null_from_empty_text_and_keeps_every_number()
    {
        const string Expected = """
            item,xs,note,share
            1,"[0.1, ""NaN"", ""-Infinity""]","a ""quoted"", text",
            2,[],"",0.3333333333333333
            3,[-0],"line
            break",1.7976931348623157E+308

            """;
        Assert.Equal(Expected, Run("csv", "SELECT * FROM values ORDER BY item").Output);
    }

    [Fact]
    public void Json_is_one_document_with_names_types_and_values()
    {
        using var json = JsonDocument.Parse(Run("json", "SELECT * FROM source.values ORDER BY item").Output);
        var columns = json.RootElement.GetProperty("columns");
        Assert.Equal(["item BIGINT", "xs DOUBLE[]", "note VARCHAR", "share DOUBLE"], columns.EnumerateArray().Select(c => $"{c.GetProperty("name")} {c.GetProperty("type")}"));
        var rows = json.RootElement.GetProperty("rows");
        Assert.Equal(["0.1", "NaN", "-Infinity"], rows[0][1].EnumerateArray().Select(v => v.ToString()));
        Assert.Equal(JsonValueKind.Null, rows[0][3].ValueKind);
        Assert.Equal(1.0 / 3, rows[1][3].GetDouble());
        Assert.Equal(long.MinValue, BitConverter.DoubleToInt64Bits(rows[2][1][0].GetDouble())); // the sign of -0.0 is the topmost bit
        Assert.Equal(double.MaxValue, rows[2][3].GetDouble());
    }

    [Fact]
    public void Json_numbers_of_other_types_are_numbers()
    {
        using var json = JsonDocument.Parse(Run("json", "SELECT 0.50, 2::HUGEINT, 'NaN'::FLOAT").Output);
        Assert.Equal([JsonValueKind.Number, JsonValueKind.Number, JsonValueKind.String], json.RootElement.GetProperty("rows")[0].EnumerateArray().Select(v => v.ValueKind));
    }

    [Fact]
    public void A_table_aligns_numbers_to_the_right_and_counts_rows()
    {
        const string Expected = """
            item  note
               1  a
              20  b
            (2 rows)

            """;
        Assert.Equal(Expected, Run("table", "SELECT * FROM (VALUES (1, 'a'), (20, 'b')) t(item, note)").Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Without_a_statement_the_tables_are_listed_with_their_columns() =>
        Assert.Contains("source.values     3  item BIGINT, xs DOUBLE[], note VARCHAR, share DOUBLE", Run("table", null).Output, StringComparison.Ordinal);

    [Fact]
    public void A_refused_statement_leaves_its_message_on_standard_error_and_nothing_else()
    {
        var (exitCode, output, error) = Run("csv", "SELECT * FROM vlaues");
        Assert.Equal((ExitCode.BadConfiguration, ""), (exitCode, output));
        Assert.Contains("did you mean 'values'?", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_table_is_named_and_not_read()
    {
        File.AppendAllText(Path.Combine(host.Folder, "values.parquet"), "x");
        var (exitCode, output, error) = Run("csv", "SELECT * FROM values");
        Assert.Equal((ExitCode.DamagedInput, ""), (exitCode, output));
        Assert.Contains("values.parquet is damaged", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_gets_the_rows_whole_or_not_at_all()
    {
        var file = Path.Combine(host.Folder, "rows.csv");
        Assert.Equal("", Run("csv", "SELECT item FROM values ORDER BY item", "--out", file).Output);
        Assert.Equal("item\n1\n2\n3\n", File.ReadAllText(file));
        Run("csv", "SELECT CASE WHEN item = 3 THEN error('stop') ELSE item END FROM values", "--out", file);
        Assert.Equal("item\n1\n2\n3\n", File.ReadAllText(file));
    }

    private (int ExitCode, string Output, string Error) Run(string format, string? sql, params string[] more)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] arguments = ["--repository", host.Folder, "--lock", lockFile, "--node-modules", NodeModules, "--format", format, .. sql is null ? [] : new[] { "--sql", sql }, .. more];
        return (QueryCommand.Run(arguments, output, error), output.ToString(), error.ToString());
    }

    [Table("values", 1)]
    private sealed record ValueRow(long Item, double[] Xs, string Note, double? Share);
}
