using System.Text.RegularExpressions;

namespace Landscape.Architecture.Tests;

/// <summary>The repository stands alone, looks the same everywhere and keeps its functions short.</summary>
public sealed partial class LayoutRules
{
    private static readonly string[] TopLevel =
    [
        "artifacts", "configs", "docs", "pipeline", "src", "stages", "tests",
        "build.cake", "build.ps1", "build.sh", "cake.config", "CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "Directory.Build.props",
        "Directory.Packages.props", "global.json", "LandscapePipeline.sln", "LICENSE", "README.md",
    ];

    [Fact]
    public void The_top_level_is_the_fixed_one()
    {
        var found = new DirectoryInfo(Repository.Root).GetFileSystemInfos().Select(f => f.Name).Where(n => !n.StartsWith('.') && n is not ("tools" or "TestResults"));
        Assert.Empty(found.Except(TopLevel));
    }

    [Fact]
    public void No_file_points_outside_the_repository()
    {
        // A link that climbs out of the root, or a package source other than the client's default, would break a bundle on another machine.
        foreach (var file in Repository.Sources(".md", ".props", ".targets", ".csproj", ".cake", ".sh", ".ps1", ".json", ".mjs", ".yml"))
        {
            var depth = file.Count(c => c == '/');
            var text = File.ReadAllText(Path.Combine(Repository.Root, file));
            foreach (Match match in ClimbingPath().Matches(text))
            {
                Assert.True(match.Groups["up"].Captures.Count <= depth, $"{file} refers to {match.Value}, outside the repository");
            }

            Assert.DoesNotContain("<clear />", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Namespaces_follow_the_project_and_carry_no_stage_number()
    {
        foreach (var file in Repository.Sources(".cs").Where(f => f.StartsWith("stages/", StringComparison.Ordinal) && !f.StartsWith("stages/Shared/", StringComparison.Ordinal)))
        {
            var stage = file.Split('/')[1].Split('-')[1];
            var text = File.ReadAllText(Path.Combine(Repository.Root, file));
            Assert.Contains($"namespace Landscape.Stages.{stage};", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_function_of_the_mathematics_is_longer_than_45_lines()
    {
        // The style guide: about ten lines, a question at 45. Counted from a member's opening brace to its closing brace at member indentation.
        foreach (var file in Repository.Sources(".cs").Where(f => f.StartsWith("src/", StringComparison.Ordinal) || f.StartsWith("stages/", StringComparison.Ordinal)))
        {
            var lines = File.ReadAllLines(Path.Combine(Repository.Root, file));
            var start = -1;
            for (var i = 0; i < lines.Length; i++)
            {
                if (lines[i] == "    {")
                {
                    start = i;
                }
                else if (lines[i].TrimEnd(';') == "    }" && start >= 0)
                {
                    var isMethod = lines[start - 1].Contains('(', StringComparison.Ordinal) || lines[start - 1].TrimEnd().EndsWith(')');
                    Assert.False(isMethod && i - start - 1 > 45, $"{file}:{start + 1}: a function of {i - start - 1} lines");
                    start = -1;
                }
            }
        }
    }

    [GeneratedRegex(@"(?<![\w/.)])(?<up>\.\./)+")]
    private static partial Regex ClimbingPath();
}
