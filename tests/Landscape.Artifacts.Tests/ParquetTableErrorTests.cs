namespace Landscape.Artifacts.Tests;

public sealed class ParquetTableErrorTests : IDisposable
{
    private static readonly TableOrigin Origin = new("train", new string('a', 64));
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_missing_column_is_named_with_its_type_the_table_and_the_nearest_column()
    {
        var path = Write("runs.parquet", new RunRow(1, 0.5, "tanh", null));

        var error = Assert.Throws<InvalidOperationException>(() => ParquetTable.Read<MisspelledView>(path).ToList());

        Assert.Equal($"{path}: no column 'rsik' of type DOUBLE; expected one of run_id, risk, activation, parent; did you mean 'risk'?", error.Message);
    }

    [Fact]
    public void A_column_of_another_type_is_named_with_both_types()
    {
        var path = Write("runs.parquet", new RunRow(1, 0.5, "tanh", null));

        var error = Assert.Throws<InvalidOperationException>(() => ParquetTable.Read<OtherTypeView>(path).ToList());

        Assert.Equal($"{path}: column 'run_id' is BIGINT, expected INTEGER", error.Message);
    }

    [Fact]
    public void A_null_that_the_view_does_not_expect_is_named_by_row_and_column()
    {
        // 3,000 rows: the null in the last one is in the second vector of 2,048.
        var rows = Enumerable.Range(0, 3000).Select(i => new RunRow(i, 0.5, "tanh", i < 2999 ? i : null)).ToArray();
        var path = Write("runs.parquet", rows);

        var error = Assert.Throws<InvalidOperationException>(() => ParquetTable.Read<NoNullsView>(path).ToList());

        Assert.Equal($"{path}: row 2999, column 'parent': null, expected BIGINT without nulls", error.Message);
    }

    [Fact]
    public void A_null_inside_a_list_of_a_foreign_file_is_named_by_its_row()
    {
        using (var session = new DuckDbSession())
        {
            session.Execute($"COPY (SELECT * FROM (VALUES ([1.0::DOUBLE]), ([2.0, NULL, 3.0])) AS t(theta)) TO {Sql.Text(folder["f.parquet"])} (FORMAT parquet)");
        }

        var error = Assert.Throws<InvalidOperationException>(() => ParquetTable.Read<ThetaView>(folder["f.parquet"]).ToList());

        Assert.Equal($"{folder["f.parquet"]}: row 1, column 'theta': null, expected DOUBLE[] without nulls", error.Message);
    }

    [Fact]
    public void A_file_that_is_no_Parquet_file_or_does_not_exist_is_named()
    {
        File.WriteAllText(folder["not.parquet"], "this is no Parquet file, only a text of some length");

        Assert.StartsWith(folder["not.parquet"] + ": ", Assert.Throws<IOException>(() => ParquetTable.Read<ThetaView>(folder["not.parquet"]).ToList()).Message, StringComparison.Ordinal);
        Assert.Equal(folder["no.parquet"] + ": no such file", Assert.Throws<FileNotFoundException>(() => ParquetTable.Read<ThetaView>(folder["no.parquet"]).ToList()).Message);
    }

    /// <summary>The footer is at the file's end: whatever is cut off, DuckDB finds none and says so.</summary>
    [Fact]
    public void A_truncated_file_is_never_read()
    {
        var path = Write("runs.parquet", Enumerable.Range(0, 100).Select(i => new RunRow(i, i, "tanh", i)).ToArray());
        var bytes = File.ReadAllBytes(path);
        foreach (var length in new[] { 0, 4, bytes.Length / 2, bytes.Length - 9, bytes.Length - 1 })
        {
            File.WriteAllBytes(folder["cut.parquet"], bytes[..length]);
            Assert.Throws<IOException>(() => ParquetTable.Read<RunRow>(folder["cut.parquet"]).ToList());
        }
    }

    [Fact]
    public void A_file_without_our_metadata_is_no_table_of_the_pipeline()
    {
        using (var session = new DuckDbSession())
        {
            session.Execute($"COPY (SELECT 1 AS a) TO {Sql.Text(folder["f.parquet"])} (FORMAT parquet)");
        }

        var error = Assert.Throws<IOException>(() => ParquetTable.ReadMetadata(folder["f.parquet"]));

        Assert.Equal($"{folder["f.parquet"]}: the metadata has no entry 'schema': the file is not a table of the pipeline", error.Message);
    }

    [Fact]
    public void A_null_text_where_none_may_be_is_named_by_row_and_column_and_leaves_no_file()
    {
        var rows = Enumerable.Range(0, 5000).Select(i => new RunRow(i, 0, i == 4000 ? null! : "tanh", 0)).ToList();

        var error = Assert.Throws<InvalidOperationException>(() => ParquetTable.Write(folder["runs.parquet"], rows, Origin));

        Assert.Equal("row 4000, column activation: null in a column of type VARCHAR that has no nulls", error.Message);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_null_list_or_a_null_in_a_list_is_named_by_its_row(bool inside)
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => ParquetTable.Write(folder["t.parquet"], [new KindsRow(["bias"]), new KindsRow(inside ? ["bias", null!] : null!)], Origin));

        Assert.Equal("row 1, column kinds: null in a column of type VARCHAR[] that has no nulls", error.Message);
    }

    /// <summary>A lone surrogate has no UTF-8 form; writing a replacement character would change the value.</summary>
    [Fact]
    public void A_text_that_is_not_well_formed_is_refused() =>
        Assert.Throws<System.Text.EncoderFallbackException>(() => ParquetTable.Write(folder["t.parquet"], [new RunRow(0, 0, "\ud800", 0)], Origin));

    [Fact]
    public void A_write_that_fails_leaves_the_earlier_file_as_it_was()
    {
        var path = Write("runs.parquet", new RunRow(1, 0.5, "tanh", null));
        var before = ContentHash.OfFile(path);

        Assert.Throws<InvalidOperationException>(() => Write("runs.parquet", new RunRow(1, 0.5, null!, null)));

        Assert.Equal(before, ContentHash.OfFile(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_an_error_that_names_the_file()
    {
        var path = Path.Combine(folder["missing"], "runs.parquet");

        Assert.Contains(path, Assert.Throws<IOException>(() => ParquetTable.Write(path, [new RunRow(1, 0.5, "tanh", null)], Origin)).Message, StringComparison.Ordinal);
    }

    private string Write(string name, params RunRow[] rows)
    {
        ParquetTable.Write(folder[name], rows, Origin);
        return folder[name];
    }

    [Table("runs", 1)]
    private sealed record RunRow(long RunId, double Risk, string Activation, long? Parent);

    [Table("kinds", 1)]
    private sealed record KindsRow(string[] Kinds);

    private sealed record MisspelledView(long RunId, double Rsik);

    private sealed record OtherTypeView(int RunId);

    private sealed record NoNullsView(long Parent);

    private sealed record ThetaView(double[] Theta);
}
