using FsCheck.Fluent;

namespace Landscape.Artifacts.Tests;

public sealed class HyparquetTests : IDisposable
{
    private static readonly TableOrigin Origin = new("train", new string('a', 64));
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>hyparquet drops a byte order mark at the start of a text, which is its own fault: such texts are left to the round trip.</summary>
    [Fact]
    public void An_independent_reader_agrees_on_every_value_of_every_type()
    {
        var tables = Generators.Tables.Generator.Sample(20, 30).Select(rows => rows.Select(WithoutByteOrderMark).ToList()).ToList();
        var paths = tables.Select((rows, index) => Write($"t{index}.parquet", rows)).ToList();

        Assert.Contains(tables, rows => rows.Count > 0);
        Assert.Empty(HyparquetComparison.Differences(paths));
    }

    [Fact]
    public void An_independent_reader_agrees_on_an_empty_table_and_on_several_row_groups()
    {
        var row = Generators.Rows.Sample(1, 1).Select(WithoutByteOrderMark).Single();
        // Two row groups: 122,880 rows and 120.
        var many = Enumerable.Range(0, 123_000).Select(i => new ValueRow(i, i / 3.0)).ToList();

        Assert.Empty(HyparquetComparison.Differences(Write<AllTypesRow>("empty.parquet", []), Write("one.parquet", [row]), Write("many.parquet", many)));
    }

    /// <summary>A comparison that cannot fail proves nothing: a file whose bytes changed after it was written must show.</summary>
    [Fact]
    public void The_comparison_names_the_value_that_differs()
    {
        var path = Write("t.parquet", [new ValueRow(7, 0.5)]);
        var other = Write("u.parquet", [new ValueRow(7, 0.25)]);

        var difference = Assert.Single(HyparquetComparison.Differences([path], [other]));

        Assert.Contains("column value, row 0: we read <16:3fe0000000000000>, hyparquet reads <16:3fd0000000000000>", difference, StringComparison.Ordinal);
    }

    private string Write<TRow>(string name, List<TRow> rows)
        where TRow : class
    {
        ParquetTable.Write(folder[name], rows, Origin);
        return folder[name];
    }

    private static AllTypesRow WithoutByteOrderMark(AllTypesRow row) => row with
    {
        Text = row.Text.TrimStart('\ufeff'),
        MaybeText = row.MaybeText?.TrimStart('\ufeff'),
        Texts = Array.ConvertAll(row.Texts, text => text.TrimStart('\ufeff')),
    };

    [Table("values", 1)]
    private sealed record ValueRow(long Id, double Value);
}
