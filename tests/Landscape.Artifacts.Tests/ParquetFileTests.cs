namespace Landscape.Artifacts.Tests;

public sealed class ParquetFileTests : IDisposable
{
    private static readonly TableOrigin Origin = new("train", new string('a', 64));
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Two and a half row groups, so that threads have something to share out.</summary>
    private static List<TraceRow> Traces(int count = 300_000) =>
        Enumerable.Range(0, count).Select(i => new TraceRow(i / 100, i % 100, 1.0 / (1 + i), i % 3 == 0 ? "converged" : $"run {i}")).ToList();

    [Fact]
    public void Bytes_are_the_same_for_any_number_of_threads_and_every_time()
    {
        var rows = Traces();
        var entries = new[] { 1, 1, 2, 4 }.Select(threads => ParquetTable.Write(folder["t.parquet"], rows, Origin, threads)).ToList();

        Assert.Single(entries.Distinct());
    }

    [Fact]
    public void Rows_come_in_the_same_order_for_any_number_of_threads()
    {
        var rows = Traces();
        ParquetTable.Write(folder["t.parquet"], rows, Origin);

        Assert.Equal(rows, ParquetTable.Read<TraceRow>(folder["t.parquet"], threads: 4));
    }

    [Fact]
    public void Tables_may_be_written_and_read_at_the_same_time()
    {
        var rows = Traces(10_000);
        var expected = ParquetTable.Write(folder["t"], rows, Origin).Sha256;

        Parallel.For(0, 8, i =>
        {
            Assert.Equal(expected, ParquetTable.Write(folder[$"t{i}"], rows, Origin).Sha256);
            Assert.Equal(rows, ParquetTable.Read<TraceRow>(folder[$"t{i}"]));
        });
    }

    [Fact]
    public void The_entry_describes_the_file()
    {
        var rows = Traces(10);
        var entry = ParquetTable.Write(folder["traces.parquet"], rows, Origin);

        Assert.Equal(
            new TableEntry("traces.parquet", ContentHash.OfFile(folder["traces.parquet"]), ContentHash.OfRows(rows), new FileInfo(folder["traces.parquet"]).Length, 10, 2),
            entry);
    }

    /// <summary>A quote would end a text in SQL, *, ? and [ are patterns to DuckDB, a=1 a partition, and none of it ASCII.</summary>
    [Theory]
    [InlineData("plain")]
    [InlineData("it's \"quoted\"")]
    [InlineData("run=1")]
    [InlineData("[abc] {x,y}")]
    [InlineData("Ordnung \u00fc \u2207 \U0001f600 %20 #1; --")]
    public void Any_folder_and_file_name_will_do(string name)
    {
        Directory.CreateDirectory(folder[name]);
        var path = Path.Combine(folder[name], name + ".parquet");
        var rows = Traces(3);

        ParquetTable.Write(path, rows, Origin);

        Assert.Equal(rows, ParquetTable.Read<TraceRow>(path));
        Assert.Equal("train.traces", ParquetTable.ReadMetadata(path).Schema);
        Assert.Equal([path], Directory.GetFiles(folder[name]));
    }

    /// <summary>On Windows no file name holds these letters.</summary>
    [Theory]
    [InlineData("*")]
    [InlineData("a?b")]
    public void A_pattern_as_a_name_means_that_file_alone(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        ParquetTable.Write(folder["acb"], Traces(5), Origin);
        ParquetTable.Write(folder[name], Traces(3), Origin);

        Assert.Equal(Traces(3), ParquetTable.Read<TraceRow>(folder[name]));
    }

    [Theory]
    [InlineData("train", "0123")]
    [InlineData("it's", "}'; DROP TABLE x; --")]
    [InlineData("\u2207", "{\"a\": 'b'}")]
    public void Metadata_survives_whatever_it_holds(string stage, string fingerprint)
    {
        ParquetTable.Write(folder["t.parquet"], Traces(1), new TableOrigin(stage, fingerprint));

        Assert.Equal(new TableMetadata($"{stage}.traces", 2, stage, fingerprint), ParquetTable.ReadMetadata(folder["t.parquet"]));
    }

    [Fact]
    public void Reading_through_a_relative_path_works()
    {
        ParquetTable.Write(folder["t.parquet"], Traces(2), Origin);
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder["t.parquet"]);

        Assert.Equal(Traces(2), ParquetTable.Read<TraceRow>(relative));
    }

    [Table("traces", 2)]
    private sealed record TraceRow(long RunId, int Step, double Risk, string Outcome);
}
