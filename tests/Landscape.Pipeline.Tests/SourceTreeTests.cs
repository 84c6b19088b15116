namespace Landscape.Pipeline.Tests;

public sealed class SourceTreeTests : IDisposable
{
    private readonly TemporaryRepository clone = new();

    public SourceTreeTests()
    {
        clone.Write("src/A/A.cs", "class A;");
        clone.Write("tests/T/T.cs", "class T;");
    }

    public void Dispose() => clone.Dispose();

    [Theory]
    [InlineData("src/A/A.cs")]
    [InlineData("src/A/new.cs")]
    [InlineData("stages/10-Generate/Generate.csproj")]
    [InlineData("pipeline/Stage.props")]
    [InlineData("Directory.Build.props")]
    [InlineData("global.json")]
    [InlineData(".config/dotnet-tools.json")]
    public void What_decides_a_run_is_in_the_hash(string path)
    {
        var before = Hash();
        clone.Write(path, "changed");
        Assert.NotEqual(before, Hash());
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("src/NOTATION.md")]
    [InlineData("src/A/bin/Release/A.dll")]
    [InlineData("src/A/obj/project.assets.json")]
    [InlineData("pipeline/node_modules/vega/package.json")]
    [InlineData("tests/T/T.cs")]
    [InlineData("configs/small.yml")]
    public void What_does_not_is_not(string path)
    {
        var before = Hash();
        clone.Write(path, "changed");
        Assert.Equal(before, Hash());
    }

    [Fact]
    public void Tests_count_where_they_are_asked_for()
    {
        var before = Hash(withTests: true);
        clone.Write("tests/T/T.cs", "changed");
        Assert.NotEqual(before, Hash(withTests: true));
    }

    [Fact]
    public void Time_is_not_in_the_hash()
    {
        var before = Hash();
        File.SetLastWriteTimeUtc(clone.Repository.Absolute("src/A/A.cs"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(before, Hash());
    }

    [Fact]
    public void Text_that_moves_from_one_file_to_the_next_changes_the_hash()
    {
        clone.Write("src/A/B.cs", "class B;");
        var before = Hash();
        clone.Write("src/A/A.cs", "class A;class B;");
        clone.Write("src/A/B.cs", "");
        Assert.NotEqual(before, Hash());
    }

    [Fact]
    public void A_renamed_file_changes_the_hash()
    {
        var before = Hash();
        File.Move(clone.Repository.Absolute("src/A/A.cs"), clone.Repository.Absolute("src/A/C.cs"));
        Assert.NotEqual(before, Hash());
    }

    private string Hash(bool withTests = false) => SourceTree.Hash(clone.Repository, SourceTree.Files(clone.Repository, withTests));
}
