using System.Diagnostics;
using Landscape.Pipeline.Bundling;

namespace Landscape.Bundle.Tests;

/// <summary>A clone under git with a finished run of the configuration "tiny", its bundle, and the bag unpacked where a stranger would. Built once.</summary>
public sealed class Published : IDisposable
{
    internal const string Config = Baseline.Config;

    private const string Publication = """
        publication:
          title: A tiny run
          description: What the tests bundle.
          creators:
            - { family_names: Carberry, given_names: Josiah, orcid: 0000-0002-1825-0097, affiliation: Brown University }
            - { name: LandscapePipeline contributors }
          keywords: [test]
          doi: 10.5072/tiny
          related:
            - { identifier: "arXiv:2504.08867", kind: arxiv, relation: is-supplement-to, title: A paper, authors: [Felix Benning] }

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("landscape-bag-").FullName;

    public Published()
    {
        File.WriteAllText(Clone.PathOf($"configs/{Config}.yml"), Baseline.Text + Publication);
        CopyBuild();
        Git("init", "--quiet");
        File.AppendAllText(Clone.PathOf(".git/info/exclude"), "pipeline/node_modules\n"); // a link here, a folder in the pattern of .gitignore
        Git("add", "--all");
        Git("-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "--no-gpg-sign", "--message=all");
        Clone.Succeed($"--config={Config}");
        Said = Clone.Succeed("--target=Bundle", $"--config={Config}").Text;
        Tar = Assert.Single(Directory.GetFiles(Clone.PathOf("artifacts/bundles"), "*.tar"));
        Bag = Unpack("stranger");
    }

    internal Clone Clone { get; } = new();

    /// <summary>What the target said.</summary>
    internal string Said { get; }

    internal string Tar { get; }

    /// <summary>The unpacked bag; the tests leave it as it is.</summary>
    internal string Bag { get; }

    /// <summary>The payload's manifest and the tag files are those of the whole bag, the payload is a part: quick to check again and again.</summary>
    internal string SmallBag(string name)
    {
        var payload = Directory.EnumerateFiles(Path.Combine(Bag, "data"), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Path.Combine(Bag, "data"), f))
            .Where(f => !f.StartsWith("runtime", StringComparison.Ordinal) && !f.StartsWith("source/", StringComparison.Ordinal) && !f.EndsWith(".pdf", StringComparison.Ordinal) && !f.EndsWith(".png", StringComparison.Ordinal))
            .ToDictionary(f => f, f => BagFile.OnDisk(Path.Combine(Bag, "data", f)));
        var tags = new[] { "verify.sh", "reproduce.sh", "README.md" }.ToDictionary(f => f, f => BagFile.Of(File.ReadAllText(Path.Combine(Bag, f)), f.EndsWith(".sh", StringComparison.Ordinal)));
        var target = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        foreach (var (path, file) in Landscape.Pipeline.Bundling.Bag.Of(payload, tags, [new("Landscape-Config", Config)]))
        {
            var full = Path.Combine(target, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            using (var content = file.Open())
            using (var output = File.Create(full))
            {
                content.CopyTo(output);
            }

        }

        Assert.Equal(0, Shell(target, "chmod +x *.sh").ExitCode);
        return target;
    }

    /// <summary>Unpacks the tar by the system's own program.</summary>
    internal string Unpack(string name)
    {
        var target = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        Assert.Equal(0, Shell(target, $"tar xf '{Tar}'").ExitCode);
        return Path.Combine(target, Config);
    }

    /// <summary>Runs a line of sh as a person in another place of the world would.</summary>
    internal static Outcome Shell(string folder, string line, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("sh", ["-c", line]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || k == "CI").ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        return new(process.ExitCode, text);
    }

    internal void Git(params string[] arguments) => new Git(Clone.Root).Bytes(arguments);

    public void Dispose()
    {
        Clone.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What the build of the origin made, so that nothing is built twice; if it is not current, the clone builds.</summary>
    private void CopyBuild()
    {
        foreach (var top in new[] { "src", "stages", "pipeline" })
        {
            foreach (var output in Directory.EnumerateDirectories(Path.Combine(Clone.Origin, top)).Select(p => Path.Combine(p, "bin", "Release", "net10.0")).Where(Directory.Exists))
            {
                var target = Directory.CreateDirectory(Clone.PathOf(Path.GetRelativePath(Clone.Origin, output))).FullName;
                Directory.EnumerateFiles(output).ToList().ForEach(f => File.Copy(f, Path.Combine(target, Path.GetFileName(f))));
            }
        }

        const string Marker = "artifacts/.state/built-run";
        if (File.Exists(Path.Combine(Clone.Origin, Marker)))
        {
            Directory.CreateDirectory(Clone.PathOf("artifacts/.state"));
            File.Copy(Path.Combine(Clone.Origin, Marker), Clone.PathOf(Marker));
        }
    }
}

/// <summary>All tests of the bundle share it.</summary>
[CollectionDefinition("published")]
public sealed class PublishedCollection : ICollectionFixture<Published>;
