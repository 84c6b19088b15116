using FsCheck;
using FsCheck.Fluent;

namespace Landscape.Artifacts.Tests;

public sealed class ParquetRoundTripTests : IDisposable
{
    private static readonly TableOrigin Origin = new("train", new string('a', 64));
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private sealed record ProjectedRow(string[] Texts, long Number, double? MaybeValue);

    [Fact]
    public void Every_value_of_every_type_survives_bit_for_bit() =>
        Prop.ForAll(Generators.Tables, rows =>
        {
            ParquetTable.Write(folder["t.parquet"], rows, Origin);
            return rows.Select(row => row.Bits()).SequenceEqual(ParquetTable.Read<AllTypesRow>(folder["t.parquet"]).Select(row => row.Bits()));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_view_reads_only_its_columns_by_name_in_its_own_order() =>
        Prop.ForAll(Generators.Tables, rows =>
        {
            ParquetTable.Write(folder["t.parquet"], rows, Origin);
            var view = ParquetTable.Read<ProjectedRow>(folder["t.parquet"]).ToList();
            return view.Count == rows.Count && view.Zip(rows).All(pair =>
                pair.First.Texts.SequenceEqual(pair.Second.Texts) && pair.First.Number == pair.Second.Number && Equals(pair.First.MaybeValue, pair.Second.MaybeValue));
        }).QuickCheckThrowOnFailure();

    /// <summary>300,000 rows are three row groups of 122,880 and 147 vectors of 2,048, the last of each partly filled.</summary>
    [Fact]
    public void Row_groups_and_vectors_keep_the_row_order()
    {
        var rows = Enumerable.Range(0, 300_000).Select(ManyRow).ToList();
        ParquetTable.Write(folder["many.parquet"], rows, Origin);

        Assert.Equal(rows.Select(row => row.ToText()), ParquetTable.Read<ManyRowsRow>(folder["many.parquet"]).Select(row => row.ToText()));
    }

    /// <summary>Vectors hold 2,048 rows, row groups 122,880: one less, equal and one more of each.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(122_879)]
    [InlineData(122_880)]
    [InlineData(122_881)]
    public void Any_number_of_rows_comes_back(int count)
    {
        var rows = Enumerable.Range(0, count).Select(ManyRow).ToList();
        var entry = ParquetTable.Write(folder["n.parquet"], rows, Origin);

        Assert.Equal(count, entry.Rows);
        Assert.Equal(rows.Select(row => row.ToText()), ParquetTable.Read<ManyRowsRow>(folder["n.parquet"]).Select(row => row.ToText()));
    }

    /// <summary>
    /// Both zeros and three NaN, each 20 times: with dictionary pages, which DuckDB chooses from 5 repetitions on, one of each would stand for all.
    /// </summary>
    [Fact]
    public void Values_that_compare_equal_keep_their_own_bits_however_often_they_repeat()
    {
        double[] values = [0.0, -0.0, double.NaN, -double.NaN, BitConverter.UInt64BitsToDouble(0x7ff0_dead_beef_0001)];
        var rows = Enumerable.Range(0, 100).Select(i => new ValueRow(values[i % 5], values[i % 5], [values[i % 5]])).ToList();
        ParquetTable.Write(folder["v.parquet"], rows, Origin);

        Assert.Equal(rows.Select(row => row.ToText()), ParquetTable.Read<ValueRow>(folder["v.parquet"]).Select(row => row.ToText()));
    }

    /// <summary>A list longer than a vector (2,048) and than a row group, between empty ones.</summary>
    [Fact]
    public void A_list_may_be_longer_than_a_row_group()
    {
        var values = Enumerable.Range(0, 200_000).Select(i => (double)i).ToArray();
        ParquetTable.Write(folder["long.parquet"], [new ListRow([]), new ListRow(values), new ListRow([])], Origin);

        var lists = ParquetTable.Read<ListRow>(folder["long.parquet"]).Select(row => row.Values).ToList();

        Assert.Equal([[], values, []], lists);
    }

    [Fact]
    public void A_million_byte_text_survives()
    {
        var text = string.Concat(Enumerable.Repeat("gradient\u2207", 91_000)); // 11 bytes each
        ParquetTable.Write(folder["text.parquet"], [new TextRow(text)], Origin);

        Assert.Equal(text, ParquetTable.Read<TextRow>(folder["text.parquet"]).Single().Text);
    }

    [Fact]
    public void Enumerating_twice_reads_twice_and_stopping_early_is_allowed()
    {
        ParquetTable.Write(folder["n.parquet"], Enumerable.Range(0, 5000).Select(ManyRow).ToList(), Origin);
        var rows = ParquetTable.Read<ManyRowsRow>(folder["n.parquet"]);

        Assert.Equal(0, rows.First().Id);
        Assert.Equal(5000, rows.Count());
    }

    [Fact]
    public void A_row_type_known_only_at_run_time_writes_the_same_bytes()
    {
        var rows = Enumerable.Range(0, 10).Select(ManyRow).ToList();
        var typed = ParquetTable.Write(folder["n.parquet"], rows, Origin);
        Type row = typeof(ManyRowsRow);

        Assert.Equal(typed, ParquetTable.Write(folder["n.parquet"], row, rows, Origin));
    }

    // Some value in each row differs from those of its neighbours; lists have 0 to 4 elements, every seventh text is null.
    private static ManyRowsRow ManyRow(int i) =>
        new(i, i * 0.5, i % 7 == 0 ? null : $"text {i}", Enumerable.Range(i, i % 5).Select(j => (double)j).ToArray());

    [Table("many_rows", 1)]
    private sealed record ManyRowsRow(long Id, double Value, string? Text, double[] Values)
    {
        public string ToText() => $"{Id} {Value} {Text ?? "null"} [{string.Join(' ', Values)}]";
    }

    [Table("values", 1)]
    private sealed record ValueRow(double Value, double? Maybe, double[] Values)
    {
        public string ToText() => string.Join(' ', new[] { Value, Maybe!.Value, Values[0] }.Select(BitConverter.DoubleToInt64Bits));
    }

    [Table("lists", 1)]
    private sealed record ListRow(double[] Values);

    [Table("texts", 1)]
    private sealed record TextRow(string Text);
}
