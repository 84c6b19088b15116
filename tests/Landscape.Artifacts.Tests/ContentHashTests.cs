using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Landscape.Artifacts.Tests;

public sealed class ContentHashTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The documented bytes, written out by hand.</summary>
    [Fact]
    public void The_hash_is_that_of_the_documented_bytes()
    {
        byte[] bytes =
        [
            .. Int64(3),
            .. Text("id"), .. Text("BIGINT"), .. Text("maybe"), .. Text("DOUBLE"), .. Text("kinds"), .. Text("VARCHAR[]"),
            1, .. Int64(-2), 1, .. Int64(BitConverter.DoubleToInt64Bits(-0.0)), 1, .. Int64(2), .. Text("bias"), .. Text("\u00e4"),
            1, .. Int64(7), 0, 1, .. Int64(0),
        ];

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), ContentHash.OfRows([new Row(-2, -0.0, ["bias", "\u00e4"]), new Row(7, null, [])]));
    }

    /// <summary>FIPS 180-4 test vector: the SHA-256 of "abc".</summary>
    [Fact]
    public void The_hash_of_a_file_is_its_SHA256()
    {
        File.WriteAllText(folder["abc"], "abc");

        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ContentHash.OfFile(folder["abc"]));
    }

    [Fact]
    public void Rows_read_back_have_the_hash_of_the_rows_written() =>
        Prop.ForAll(Generators.Tables, rows =>
        {
            var entry = ParquetTable.Write(folder["t.parquet"], rows, new TableOrigin("train", "f"));
            return entry.Content == ContentHash.OfRows(ParquetTable.Read<AllTypesRow>(folder["t.parquet"]).ToList());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_fingerprint_changes_the_bytes_and_not_the_content()
    {
        var rows = new List<Row> { new(1, 2, ["a"]) };
        var first = ParquetTable.Write(folder["a"], rows, new TableOrigin("train", "one"));
        var second = ParquetTable.Write(folder["b"], rows, new TableOrigin("train", "two"));

        Assert.NotEqual(first.Sha256, second.Sha256);
        Assert.Equal(first.Content, second.Content);
    }

    /// <summary>Equal hashes exactly for equal bits: two tables drawn from few values are often equal and often nearly so.</summary>
    [Fact]
    public void Tables_have_equal_hashes_exactly_if_every_value_is_equal_bit_for_bit()
    {
        var row = from id in Gen.Choose(0, 1)
                  from maybe in Gen.Elements<double?>(null, 0.0, -0.0, double.NaN, -double.NaN)
                  from kinds in Gen.Elements<string[]>([], [""], ["", ""], ["a"], ["b"])
                  select new Row(id, maybe, kinds);
        var table = Gen.Choose(0, 2).SelectMany(count => row.ListOf(count)).Select(rows => rows.ToList());

        Prop.ForAll(table.Two().ToArbitrary(), pair => (Bits(pair.Item1) == Bits(pair.Item2)) == (ContentHash.OfRows(pair.Item1) == ContentHash.OfRows(pair.Item2)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Row_order_matters() =>
        Assert.NotEqual(ContentHash.OfRows([new Row(1, 0, []), new Row(2, 0, [])]), ContentHash.OfRows([new Row(2, 0, []), new Row(1, 0, [])]));

    [Fact]
    public void The_name_and_the_type_of_a_column_matter_even_without_rows()
    {
        string[] hashes = [ContentHash.OfRows<Row>([]), ContentHash.OfRows<RenamedRow>([]), ContentHash.OfRows<RetypedRow>([]), ContentHash.OfRows<ReorderedRow>([])];

        Assert.Equal(4, hashes.Distinct().Count());
    }

    /// <summary>What a column could hold is not what it holds: a file records no such thing either.</summary>
    [Fact]
    public void That_a_column_may_be_null_does_not_matter() =>
        Assert.Equal(ContentHash.OfRows([new Row(1, 0.5, [])]), ContentHash.OfRows([new WithoutNullsRow(1, 0.5, [])]));

    /// <summary>The buffer of the hash is 64 KiB: values around its end, and larger than it, are hashed as one stream.</summary>
    [Theory]
    [InlineData(8191)]
    [InlineData(8192)]
    [InlineData(8193)]
    [InlineData(100_000)]
    public void Long_lists_are_hashed_as_their_documented_bytes(int length)
    {
        var values = Enumerable.Range(0, length).Select(i => (double)i).ToArray();
        byte[] bytes = [.. Int64(1), .. Text("values"), .. Text("DOUBLE[]"), 1, .. Int64(length), .. values.SelectMany(value => Int64(BitConverter.DoubleToInt64Bits(value)))];

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), ContentHash.OfRows([new ListRow(values)]));
    }

    private static string Bits(List<Row> rows) => string.Join(';', rows.Select(row =>
        $"{row.Id} {(row.Maybe is { } value ? BitConverter.DoubleToInt64Bits(value) : "null")} {row.Kinds.Length}:{string.Join(',', row.Kinds)}"));

    private static byte[] Int64(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Text(string text) => [.. Int64(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    [Table("rows", 1)]
    private sealed record Row(long Id, double? Maybe, string[] Kinds);

    private sealed record RenamedRow(long Id, double? Perhaps, string[] Kinds);

    private sealed record RetypedRow(int Id, double? Maybe, string[] Kinds);

    private sealed record ReorderedRow(double? Maybe, long Id, string[] Kinds);

    private sealed record WithoutNullsRow(long Id, double Maybe, string[] Kinds);

    private sealed record ListRow(double[] Values);
}
