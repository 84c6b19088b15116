using System.Text.RegularExpressions;
using System.Xml.Linq;
using Landscape.Pipeline;
using Landscape.Stages.Report;
using Landscape.Staging;

namespace Landscape.Report.Tests;

/// <summary>The picture of the stages: drawn from what they declare, complete, without overlaps, the same every time.</summary>
public sealed class PipelinePictureTests
{
    private static readonly RunDescription Description = NodeContext.Plain with { InputRows = new Dictionary<string, long> { ["train/runs"] = 1234 } };

    [Fact]
    public void Every_stage_and_table_of_the_repository_is_in_it()
    {
        var picture = PipelinePicture.Section(new Findings(), [], Description);
        foreach (var project in Directory.EnumerateFiles(Path.Combine(NodeContext.Repository, "stages"), "*.csproj", SearchOption.AllDirectories))
        {
            Assert.Contains($">{Path.GetFileNameWithoutExtension(project).ToLowerInvariant()}</text>", picture, StringComparison.Ordinal);
            var tables = XDocument.Load(project).Descendants("OutputTable").SelectMany(e => e.Attribute("Include")!.Value.Split(';'));
            Assert.All(tables, table => Assert.Matches($">{table}( [0-9,]+)?</text>", picture));
        }
    }

    [Fact]
    public void A_stage_shows_the_rows_of_its_tables_and_a_hash_of_all_of_them()
    {
        var picture = PipelinePicture.Section(new Findings(), [], Description);
        Assert.Contains(">runs 1,234</text>", picture, StringComparison.Ordinal);
        // Of the one known table of train: printf 'runs aaaa...a\n' | sha256sum, with 64 times the letter a.
        Assert.Contains(">0ac20f431b04</text>", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stayed_open_is_said_in_words_and_colour()
    {
        Assert.DoesNotContain("\"stage-open\"", PipelinePicture.Section(new Findings(), [], Description), StringComparison.Ordinal);
        var picture = PipelinePicture.Section(new Findings { Rejects = [new("gradient-flat"), new("undecided")] }, [], Description);
        Assert.Contains(">2 rejected</text>", picture, StringComparison.Ordinal);
        Assert.Contains("\"stage-open\"", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void An_arrow_that_follows_from_others_is_left_out()
    {
        // c reads a and b, b reads a: a -> b -> c says it all.
        var svg = StageDrawing.Svg([new("a", [], "done", []), new("b", ["a"], "done", []), new("c", ["a", "b"], "done", [])], "", "");
        Assert.Equal(2, Regex.Count(svg, "stage-arrow"));
    }

    [Fact]
    public void Boxes_do_not_overlap_and_text_is_escaped()
    {
        string[] lines = ["x < y & z", "second"];
        var svg = StageDrawing.Svg(
            [new("a", [], "done", lines), new("b", ["a"], "done", []), new("c", ["a"], "done", lines), new("d", ["a"], "done", []), new("e", ["b"], "done", []), new("f", ["e", "c"], "done", lines), new("g", [], "done", lines)],
            "", "\"all\"");
        var boxes = XDocument.Parse(svg).Descendants().Where(e => (string?)e.Attribute("class") == "stage-box")
            .Select(e => (X: (int)e.Attribute("x")!, Y: (int)e.Attribute("y")!, W: (int)e.Attribute("width")!, H: (int)e.Attribute("height")!)).ToList();
        Assert.Equal(7, boxes.Count);
        foreach (var (a, b) in boxes.SelectMany((a, i) => boxes.Skip(i + 1).Select(b => (a, b))))
        {
            Assert.True(a.X + a.W <= b.X || b.X + b.W <= a.X || a.Y + a.H <= b.Y || b.Y + b.H <= a.Y, $"{a} overlaps {b}");
        }
    }
}
