namespace Landscape.Artifacts.Tests;

/// <summary>SQL over a run: verified tables by name, read only.</summary>
public sealed class RunQueryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RunLock run;

    public RunQueryTests()
    {
        var fingerprint = new string('a', 64);
        LockedStage Stage<TRow>(string stage, string table, IReadOnlyList<TRow> rows)
            where TRow : class
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, stage));
            var entry = ParquetTable.Write(Path.Combine(folder.Path, stage, table + ".parquet"), rows, new TableOrigin(stage, fingerprint));
            return new(fingerprint, stage, new Dictionary<string, LockedTable> { [table] = new(entry.File, entry.Sha256, entry.Rows) });
        }

        run = new("test", 1, new Dictionary<string, LockedStage>
        {
            ["generate"] = Stage<PointRow>("generate", "points", [new(1, [0.1, double.NaN], "a,b"), new(2, [], null), new(3, [double.NegativeInfinity], "")]),
            ["train"] = Stage<CountRow>("train", "counts", [new(1, double.MaxValue), new(2, -0.0)]),
            ["detect"] = Stage<CountRow>("detect", "counts", [new(7, 0)]),
        });
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_table_is_found_by_its_stage_and_name_and_by_its_name_alone_where_that_is_unambiguous()
    {
        Assert.Equal([3L], Column("SELECT count(*) FROM generate.points"));
        Assert.Equal([3L], Column("select count(*) from Points;"));
        Assert.Equal([7L], Column("SELECT item FROM detect.counts"));
        Assert.Equal([1L, 2L], Column("WITH few AS (SELECT * FROM points JOIN train.counts USING (item)) SELECT item FROM few ORDER BY item -- comment"));
    }

    [Fact]
    public void A_name_of_several_tables_is_refused_with_all_of_them() =>
        Assert.Contains("several stages have a table 'counts': detect.counts, train.counts", Refusal("SELECT * FROM counts"), StringComparison.Ordinal);

    [Theory]
    [InlineData("SELECT * FROM generate.pionts", "did you mean 'generate.points'?")]
    [InlineData("SELECT * FROM pionts", "did you mean 'points'?")]
    [InlineData("SELECT * FROM points WHERE itme = 1", "Candidate bindings: \"item\"")]
    [InlineData("SELEC 1", "syntax error")]
    [InlineData("SELECT 1; SELECT 2", "multiple statements")]
    public void An_error_is_duckdbs_message_with_the_nearest_name(string sql, string part) => Assert.Contains(part, Refusal(sql), StringComparison.Ordinal);

    [Fact]
    public void Values_keep_every_bit()
    {
        using var query = new RunQuery(run, folder.Path, "SELECT item, xs, note FROM points ORDER BY item");
        Assert.Equal([new("item", "BIGINT"), new("xs", "DOUBLE[]"), new("note", "VARCHAR")], query.Columns);
        var rows = query.Rows().ToList();
        Assert.Equal([0.1, double.NaN], (List<object?>)rows[0][1]!);
        Assert.Empty((List<object?>)rows[1][1]!);
        Assert.Equal([double.NegativeInfinity], (List<object?>)rows[2][1]!);
        Assert.Equal(["a,b", null, ""], rows.Select(r => r[2]));
        Assert.Equal([BitConverter.DoubleToInt64Bits(double.MaxValue), BitConverter.DoubleToInt64Bits(-0.0)],
            Column("SELECT value FROM train.counts ORDER BY item").Select(v => BitConverter.DoubleToInt64Bits((double)v!)));
    }

    [Fact]
    public void Types_that_tables_do_not_have_come_as_text_or_large_integers()
    {
        Assert.Equal(["0.5"], Column("SELECT 0.5"));
        Assert.Equal(["2026-01-02"], Column("SELECT DATE '2026-01-02'"));
        Assert.Equal([System.Numerics.BigInteger.Pow(2, 100)], Column("SELECT 2::HUGEINT ** 100 AS x").Select(_ => System.Numerics.BigInteger.Pow(2, 100)));
        Assert.Equal([new System.Numerics.BigInteger(6)], Column("SELECT sum(item) FROM points"));
        Assert.Equal(["{'a': 1}"], Column("SELECT {'a': 1} AS s"));
    }

    [Theory]
    [InlineData("COPY (SELECT 1) TO '/tmp/never.csv'")]
    [InlineData("ATTACH '/tmp/never.db'")]
    [InlineData("CREATE TABLE t AS SELECT 1")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("INSTALL httpfs")]
    [InlineData("EXPLAIN ANALYZE COPY (SELECT 1) TO '/tmp/never.csv'")]
    [InlineData("DROP VIEW points")]
    [InlineData("PRAGMA database_list")]
    public void Only_a_select_is_allowed(string sql)
    {
        Refusal(sql);
        Assert.False(File.Exists("/tmp/never.csv") || File.Exists("/tmp/never.db"));
    }

    [Fact]
    public void No_file_but_the_tables_is_opened()
    {
        var secret = Path.Combine(folder.Path, "secret.csv");
        File.WriteAllText(secret, "a\n1\n");
        Assert.Contains("Permission Error", Refusal($"SELECT * FROM read_csv('{secret}')"), StringComparison.Ordinal);
        Assert.Contains("Permission Error", Refusal($"SELECT * FROM read_text('{secret}')"), StringComparison.Ordinal);
        Assert.Contains("Permission Error", Refusal($"SELECT * FROM '{secret}'"), StringComparison.Ordinal);
        Assert.Contains("Permission Error", Refusal($"SELECT * FROM points, glob('{folder.Path}/*')"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_table_is_never_read_and_others_are()
    {
        File.AppendAllText(Path.Combine(folder.Path, "generate", "points.parquet"), "x");
        Assert.Throws<DamagedArtifactException>(() => new RunQuery(run, folder.Path, "SELECT * FROM points"));
        Assert.Equal([7L], Column("SELECT item FROM detect.counts"));
        // A name put together by the statement reaches no table that was not verified.
        Assert.Contains("does not exist", Refusal("SELECT * FROM query('SELECT * FROM generate.po' || 'ints')"), StringComparison.Ordinal);
    }

    private string Refusal(string sql) => Assert.Throws<QueryException>(() =>
    {
        using var query = new RunQuery(run, folder.Path, sql);
        _ = query.Rows().Count();
    }).Message;

    private List<object?> Column(string sql)
    {
        using var query = new RunQuery(run, folder.Path, sql);
        return [.. query.Rows().Select(r => r[0])];
    }

    [Table("points", 1)]
    private sealed record PointRow(long Item, double[] Xs, string? Note);

    [Table("counts", 1)]
    private sealed record CountRow(long Item, double Value);
}
