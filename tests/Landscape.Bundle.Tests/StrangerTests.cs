namespace Landscape.Bundle.Tests;

/// <summary>What somebody with the tar alone can do.</summary>
[Collection("published")]
public sealed class StrangerTests(Published published)
{
    [Fact]
    public void The_bag_verifies_itself_without_a_network()
    {
        // A network namespace of its own has no interface; where the system does not allow one, the check runs with the network there.
        var isolated = Published.Shell(published.Bag, "unshare -n true").ExitCode == 0;
        var outcome = Published.Shell(published.Bag, (isolated ? "unshare -n " : "") + "./verify.sh");
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        Assert.Contains("checksums: every file is what the manifests say", outcome.Text, StringComparison.Ordinal);
        Assert.Matches(@"certificates: all \d+ computed again, equal bytes", outcome.Text);
        Assert.Matches(@"\nverified: \d+ files", outcome.Text);
    }

    [Fact]
    public void Standard_tools_are_enough_for_the_checksums()
    {
        // A PATH with links to coreutils, findutils and diffutils and nothing else.
        const string Tools = "sh sha512sum find sort sed cmp diff tr wc dirname grep";
        var path = Directory.CreateTempSubdirectory("landscape-path-").FullName;
        var outcome = Published.Shell(published.Bag, $"for t in {Tools}; do ln -s \"$(command -v $t)\" '{path}/'; done; PATH='{path}' ./verify.sh");
        Directory.Delete(path, recursive: true);
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        Assert.Contains("not checked, the .NET 10 runtime is not here", outcome.Text, StringComparison.Ordinal);
        Assert.Matches(@"\nverified: \d+ files", outcome.Text);
    }

    [Fact]
    public void The_run_is_reproduced_bit_for_bit_from_the_sources_in_the_bag()
    {
        var outcome = Published.Shell(published.Bag, "./reproduce.sh", ("TZ", "Pacific/Kiritimati"));
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        Assert.Contains("0 with equal rows only, 0 different, 0 missing", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("reproduced bit for bit", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_argument_of_reproduce_is_refused()
    {
        var outcome = Published.Shell(published.Bag, "./reproduce.sh --form=train");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("unknown argument --form=train", outcome.Text, StringComparison.Ordinal);
    }
}
