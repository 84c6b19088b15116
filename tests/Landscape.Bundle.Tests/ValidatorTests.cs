namespace Landscape.Bundle.Tests;

/// <summary>Validators of others, from npm, pinned in <c>validators/</c>: the JSON Schema of CFF 1.2.0, the RO-Crate library's validator, a JSON-LD processor.</summary>
[Collection("published")]
public sealed class ValidatorTests(Published published)
{
    private const int Checks = 5;

    [Fact]
    public void Validators_of_others_accept_the_bag_and_refuse_a_broken_one()
    {
        var folder = Directory.CreateTempSubdirectory("landscape-validators-").FullName;
        var source = Path.Combine(Clone.Origin, "tests/Landscape.Bundle.Tests/validators");
        Directory.EnumerateFiles(source).ToList().ForEach(f => File.Copy(f, Path.Combine(folder, Path.GetFileName(f))));
        var restored = Published.Shell(folder, "npm ci --ignore-scripts --loglevel=error");
        Assert.True(restored.ExitCode == 0, restored.Text);

        var sound = Published.Shell(folder, $"node check.mjs '{published.Bag}'");
        Assert.True(sound.ExitCode == 0, sound.Text);
        Assert.Equal(Checks, sound.Text.Split("ok: ").Length - 1);

        // The same with a type that CFF does not know, a root without a name, a term that no context defines and a type that is none of schema.org's.
        var broken = published.SmallBag("broken");
        Directory.CreateDirectory(Path.Combine(broken, "data", "source"));
        File.WriteAllText(Path.Combine(broken, "data", "source", "CITATION.cff"), "cff-version: 1.2.0\n");
        Replace(Path.Combine(broken, "data", "CITATION.cff"), "type: dataset", "type: datum");
        Replace(Path.Combine(broken, "data", "ro-crate-metadata.json"), "\"name\": \"A tiny run\"", "\"nom\": \"A tiny run\"");
        Replace(Path.Combine(broken, "data", "codemeta.json"), "\"schema:ScholarlyArticle\"", "\"ScholarlyArticle\"");
        var refused = Published.Shell(folder, $"node check.mjs '{broken}'");
        Assert.Equal(1, refused.ExitCode);
        Assert.Equal(Checks, refused.Text.Split("FAILED: ").Length - 1);
        Directory.Delete(folder, recursive: true);
    }

    private static void Replace(string file, string old, string now)
    {
        var text = File.ReadAllText(file);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(old, now, StringComparison.Ordinal));
    }
}
