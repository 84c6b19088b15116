using Landscape.Pipeline.Bundling;

namespace Landscape.Bundle.Tests;

/// <summary>A bag that was changed in any byte, or lacks or adds a file, is refused with the file's name: by the script and by what imports it.</summary>
[Collection("published")]
public sealed class DamageTests(Published published)
{
    private static readonly string[] Regions =
        ["verify.sh", "reproduce.sh", "README.md", Bag.DeclarationFile, Bag.InfoFile, Bag.ManifestFile, Bag.TagManifestFile, "data/*.parquet", "data/*.json", "data/*"];

    [Fact]
    public void Each_of_120_changed_bytes_is_caught_by_the_name_of_its_file()
    {
        var bag = published.SmallBag("bytes");
        var files = Directory.EnumerateFiles(bag, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var random = new Random(20261122);
        for (var i = 0; i < 120; i++)
        {
            var (file, offset, mask) = (Pick(files, bag, Regions[i % Regions.Length], random), random.NextDouble(), (byte)random.Next(1, 256));
            Flip(file, offset, mask);
            AssertRefused(bag, Path.GetRelativePath(bag, file));
            Flip(file, offset, mask);
        }

        Assert.Equal(0, Check(bag).ExitCode);
        Assert.Empty(BagCheck.Damages(bag));
    }

    [Fact]
    public void A_changed_byte_of_the_whole_bag_is_caught_in_every_region()
    {
        var bag = published.Unpack("changed");
        var random = new Random(7);
        foreach (var file in new[] { "data/source/build.cake", Directory.GetFiles(Path.Combine(bag, "data/runtime"), "libduckdb*", SearchOption.AllDirectories)[0] })
        {
            var path = Path.Combine(bag, file);
            var (offset, mask) = (random.NextDouble(), (byte)random.Next(1, 256));
            Flip(path, offset, mask);
            AssertRefused(bag, Path.GetRelativePath(bag, path));
            Flip(path, offset, mask);
        }
    }

    [Theory]
    [InlineData("data/plan.json")]
    [InlineData("bag-info.txt")]
    [InlineData("reproduce.sh")]
    [InlineData("manifest-sha512.txt")]
    [InlineData("tagmanifest-sha512.txt")]
    public void A_file_that_is_lacking_is_named(string file)
    {
        var bag = published.SmallBag("lacking-" + Path.GetFileName(file));
        File.Delete(Path.Combine(bag, file));
        AssertRefused(bag, file);
    }

    [Theory]
    [InlineData("data/more.txt")]
    [InlineData("more.txt")]
    [InlineData("data/artifacts/with space.parquet")]
    [InlineData("bagit.txt bag-info.txt")]
    public void A_file_that_was_added_is_named(string file)
    {
        var bag = published.SmallBag("added-" + file.Replace(' ', '-').Replace('/', '-'));
        File.WriteAllText(Path.Combine(bag, file), "");
        AssertRefused(bag, file);
    }

    [Fact]
    public void A_link_in_place_of_a_file_is_named()
    {
        var bag = published.SmallBag("link");
        var file = Path.Combine(bag, "data", "plan.json");
        File.Move(file, Path.Combine(bag, "..", "plan.json"), overwrite: true);
        File.CreateSymbolicLink(file, "../../plan.json");
        var outcome = Check(bag);
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("data/plan.json", outcome.Text, StringComparison.Ordinal);
    }

    /// <summary>A file of a region: a name, or a folder with an ending.</summary>
    private static string Pick(List<string> files, string bag, string region, Random random)
    {
        var parts = region.Split('*');
        var fitting = parts.Length == 1
            ? files.Where(f => Path.GetRelativePath(bag, f) == region).ToList()
            : files.Where(f => Path.GetRelativePath(bag, f).StartsWith(parts[0], StringComparison.Ordinal) && f.EndsWith(parts[1], StringComparison.Ordinal)).ToList();
        return fitting[random.Next(fitting.Count)];
    }

    private static void Flip(string file, double where, byte mask)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = (long)(where * stream.Length);
        var old = stream.ReadByte();
        stream.Position--;
        stream.WriteByte((byte)(old ^ mask));
    }

    private static Outcome Check(string bag) => Published.Shell(bag, "./verify.sh --checksums");

    private static void AssertRefused(string bag, string file)
    {
        var outcome = Check(bag);
        Assert.True(outcome.ExitCode != 0, $"{file}: verify.sh accepted it:\n{outcome.Text}");
        Assert.True(outcome.Text.Contains(file, StringComparison.Ordinal), $"{file}: not named:\n{outcome.Text}");
        Assert.Contains(BagCheck.Damages(bag), d => d.Contains(file, StringComparison.Ordinal) || d.Contains(Bag.TagManifestFile, StringComparison.Ordinal));
    }
}
