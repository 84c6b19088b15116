namespace Landscape.Artifacts.Tests;

public sealed class DuckDbLibraryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_missing_library_is_an_error_that_says_where_it_was_expected_and_what_to_do()
    {
        var error = Assert.Throws<DuckDbLibraryException>(() => DuckDbLibrary.PathIn(folder.Path));

        Assert.Contains(Path.Combine(folder.Path, "@duckdb", "node-bindings-"), error.Message, StringComparison.Ordinal);
        Assert.Contains("npm ci", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.5.6")]
    [InlineData("v1.5.5-dev1")]
    [InlineData(null)]
    public void Another_version_is_refused_with_both_versions(string? version)
    {
        var error = Assert.Throws<DuckDbLibraryException>(() => DuckDbLibrary.RequireVersion(version, "lib"));

        Assert.Contains($"lib is {version}, expected v1.5.5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_installed_library_is_the_pinned_one()
    {
        using var session = new DuckDbSession();

        Assert.Equal(DuckDbLibrary.Version, SettingsOf(session, "SELECT version()").Single());
    }

    /// <summary>No extension is loaded from the network or the home folder, and nothing is spilled to disk.</summary>
    [Theory]
    [InlineData("autoinstall_known_extensions", "false")]
    [InlineData("autoload_known_extensions", "false")]
    [InlineData("allow_community_extensions", "false")]
    [InlineData("temp_directory", "")]
    [InlineData("preserve_insertion_order", "true")]
    [InlineData("threads", "1")]
    public void A_session_is_offline_and_keeps_to_itself(string setting, string value)
    {
        using var session = new DuckDbSession();

        Assert.Equal(value, SettingsOf(session, $"SELECT CAST(current_setting('{setting}') AS VARCHAR)").Single());
    }

    private static List<string?> SettingsOf(DuckDbSession session, string sql)
    {
        using var result = session.Query(sql);
        var column = new ViewColumn<string?>(new TableColumn("setting", "VARCHAR", Nullable: true));
        var values = new List<string?>();
        while (result.MoveNext())
        {
            column.Read(result.Vector(0), result.Count);
            values.AddRange(((string?[])column.Values).Take(result.Count));
        }

        return values;
    }
}
