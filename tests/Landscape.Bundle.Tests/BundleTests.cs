using System.Formats.Tar;
using System.Text.Json.Nodes;

namespace Landscape.Bundle.Tests;

/// <summary>What a bundle is made of, and what it refuses to be made of.</summary>
[Collection("published")]
public sealed class BundleTests(Published published)
{
    /// <summary>Runs a command under another user's number, where the system has user namespaces; elsewhere the command alone.</summary>
    private const string AsAnother = "as_another() { if unshare -U --map-user=4711 --map-group=4711 true 2>/dev/null; then unshare -U --map-user=4711 --map-group=4711 \"$@\"; else \"$@\"; fi; }";

    [Fact]
    public void The_same_run_gives_the_same_bytes_for_another_user_in_another_folder_time_zone_and_umask()
    {
        var folder = Directory.CreateTempSubdirectory("landscape-elsewhere-").FullName;
        var copy = Published.Shell(folder, $"cp -R '{published.Clone.Root}/.' . && rm -r artifacts/bundles");
        Assert.True(copy.ExitCode == 0, copy.Text);
        var outcome = Published.Shell(folder, $"{AsAnother}; umask 077; as_another ./build.sh --target=Bundle --config={Published.Config}", ("TZ", "Pacific/Kiritimati"), ("LC_ALL", "C.UTF-8"), ("USER", "somebody"), ("LOGNAME", "somebody"));
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        var tar = Assert.Single(Directory.GetFiles(Path.Combine(folder, "artifacts", "bundles"), "*.tar"));
        Assert.Equal(Path.GetFileName(published.Tar), Path.GetFileName(tar));
        Assert.Equal(File.ReadAllBytes(published.Tar), File.ReadAllBytes(tar));
        File.Delete(Path.Combine(folder, "pipeline", "node_modules"));
        Assert.Equal(0, Published.Shell("/", $"chmod -R u+w '{folder}' && rm -rf '{folder}'").ExitCode);
    }

    [Fact]
    public void The_tar_names_nobody_and_is_in_order()
    {
        using var stream = File.OpenRead(published.Tar);
        using var tar = new TarReader(stream);
        var names = new List<string>();
        while (tar.GetNextEntry() is PosixTarEntry entry)
        {
            names.Add(entry.Name);
            Assert.Equal((0, 0, "", ""), (entry.Uid, entry.Gid, entry.UserName, entry.GroupName));
            Assert.Contains((int)entry.Mode, new[] { Convert.ToInt32("644", 8), Convert.ToInt32("755", 8) });
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Contains(Path.GetFileNameWithoutExtension(published.Tar)[^12..], published.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_claims_map_names_tables_and_figures_that_are_there()
    {
        var claims = Landscape.Pipeline.Bundling.ClaimMap.Parse(File.ReadAllText(Path.Combine(published.Bag, "data/source/pipeline/bundle/claims.tsv")));
        Assert.Equal(16, claims.Count(c => c.Claim.Length == 2)); // A1 to A8 and B1 to B8
        var payload = Directory.GetFiles(Path.Combine(published.Bag, "data/artifacts"), "*", SearchOption.AllDirectories).Select(f => f.Replace('\\', '/')).ToList();
        Assert.All(claims.SelectMany(c => c.Tables), t => Assert.Single(payload, p => p.Contains($"/store/{t.Split('/')[0]}/", StringComparison.Ordinal) && p.EndsWith($"/{t.Split('/')[1]}.parquet", StringComparison.Ordinal)));
        Assert.All(claims.SelectMany(c => c.Figures), f => Assert.Single(payload, p => p.EndsWith($"/figures/{f}.svg", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_clean_tree_is_recorded_as_its_commit_and_nothing_of_the_machine_that_bundles()
    {
        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(published.Bag, "data/environment.json")))!;
        Assert.False((bool)record["dirty"]!);
        Assert.Equal(40, ((string)record["commit"]!).Length);
        Assert.False(File.Exists(Path.Combine(published.Bag, "data/source.diff")));
        Assert.False(File.Exists(Path.Combine(published.Bag, "data/source/.zenodo.json"))); // it would silence CITATION.cff
        var described = Directory.GetFiles(Path.Combine(published.Bag, "data")).Concat(Directory.GetFiles(published.Bag));
        Assert.All(described, f => Assert.DoesNotContain(published.Clone.Root, File.ReadAllText(f), StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_working_tree_is_refused_by_name_and_bundled_with_its_difference_when_asked_for()
    {
        published.Clone.Append("docs/theory.md", "more\n");
        File.WriteAllText(published.Clone.PathOf("docs/new page.md"), "new\n");
        File.Move(published.Clone.PathOf("docs/new page.md"), published.Clone.PathOf("docs/new-page.md"));
        try
        {
            var refused = published.Clone.Run("--target=Bundle", $"--config={Published.Config}");
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("  docs/new-page.md\n  docs/theory.md\n", refused.Text, StringComparison.Ordinal);

            var before = Directory.GetFiles(published.Clone.PathOf("artifacts/bundles"), "*.tar");
            published.Clone.Succeed("--target=Bundle", $"--config={Published.Config}", "--dirty");
            var tar = Assert.Single(Directory.GetFiles(published.Clone.PathOf("artifacts/bundles"), "*.tar").Except(before));
            var diff = Published.Shell("/", $"tar xOf '{tar}' {Published.Config}/data/source.diff").Text;
            Assert.Contains("+more\n", diff, StringComparison.Ordinal);
            Assert.Contains("+new\n", diff, StringComparison.Ordinal);
            Assert.EndsWith("more\n", Published.Shell("/", $"tar xOf '{tar}' {Published.Config}/data/source/docs/theory.md").Text, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(published.Clone.PathOf("docs/new-page.md"));
            published.Clone.Restore();
        }
    }

    [Fact]
    public void A_run_that_is_not_complete_is_refused_with_what_to_do()
    {
        var outcome = published.Clone.Run("--target=Bundle", "--config=smoke");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("generate: missing", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("run ./build.sh --config=smoke first", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_run_is_refused_with_the_file()
    {
        var file = Path.Combine(published.Clone.Entry(Published.Config, "spectra"), "spectra.parquet");
        var content = File.ReadAllBytes(file);
        File.SetAttributes(file, FileAttributes.Normal);
        File.WriteAllBytes(file, [.. content, 0]);
        var outcome = published.Clone.Run("--target=Bundle", $"--config={Published.Config}");
        File.WriteAllBytes(file, content);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("spectra.parquet was edited", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_git_is_refused()
    {
        var (git, away) = (published.Clone.PathOf(".git"), published.Clone.Root + ".away");
        Directory.Move(git, away);
        var outcome = published.Clone.Run("--target=Bundle", $"--config={Published.Config}");
        Directory.Move(away, git);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("is not a git checkout", outcome.Text, StringComparison.Ordinal);
    }
}
