namespace Landscape.Artifacts.Tests;

public sealed class VerifiedTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string path;
    private readonly TableEntry entry;

    public VerifiedTableTests()
    {
        path = folder["t.parquet"];
        entry = ParquetTable.Write(path, Enumerable.Range(0, 50).Select(i => new ValueRow(i, i / 7.0)).ToList(), new TableOrigin("train", "f"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_undamaged_table_is_read() =>
        Assert.Equal(50, VerifiedTable.Read<ValueRow>(path, entry.Sha256).Count());

    [Fact]
    public void One_flipped_bit_in_any_byte_is_noticed_before_anything_is_read()
    {
        var bytes = File.ReadAllBytes(path);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.Throws<DamagedArtifactException>(() => VerifiedTable.Read<ValueRow>(path, entry.Sha256));
            bytes[i] ^= 1;
        }
    }

    /// <summary>Why the hash is needed: some flipped byte is read without complaint as another value.</summary>
    [Fact]
    public void Reading_alone_does_not_notice_every_flipped_byte()
    {
        var rows = ParquetTable.Read<ValueRow>(path).ToList();
        var bytes = File.ReadAllBytes(path);

        Assert.Contains(Enumerable.Range(0, bytes.Length), i => ReadsSomethingElse(bytes, i, rows));
    }

    [Fact]
    public void Truncation_appending_and_deletion_are_noticed()
    {
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..^1]);
        Assert.Throws<DamagedArtifactException>(() => VerifiedTable.Verify(path, entry.Sha256));
        File.WriteAllBytes(path, [.. bytes, 0]);
        Assert.Throws<DamagedArtifactException>(() => VerifiedTable.Verify(path, entry.Sha256));
        File.Delete(path);
        Assert.Throws<DamagedArtifactException>(() => VerifiedTable.Verify(path, entry.Sha256));
    }

    [Fact]
    public void The_error_names_the_file_what_was_expected_and_what_was_found()
    {
        File.WriteAllText(path, "abc");
        var error = Assert.Throws<DamagedArtifactException>(() => VerifiedTable.Verify(path, entry.Sha256));

        Assert.Equal($"{path} is damaged: expected SHA-256 {entry.Sha256}, found {ContentHash.OfFile(path)}", error.Message);
        Assert.Equal((path, entry.Sha256, ContentHash.OfFile(path)), (error.ArtifactPath, error.Expected, error.Found));

        File.Delete(path);
        Assert.Null(Assert.Throws<DamagedArtifactException>(() => VerifiedTable.Verify(path, entry.Sha256)).Found);
    }

    private bool ReadsSomethingElse(byte[] bytes, int index, List<ValueRow> rows)
    {
        byte[] damaged = [.. bytes];
        damaged[index] ^= 1;
        File.WriteAllBytes(path, damaged);
        try
        {
            return !ParquetTable.Read<ValueRow>(path).SequenceEqual(rows);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            return false;
        }
    }

    [Table("values", 1)]
    private sealed record ValueRow(long Id, double Value);
}
