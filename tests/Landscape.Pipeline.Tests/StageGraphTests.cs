namespace Landscape.Pipeline.Tests;

public sealed class StageGraphTests
{
    [Fact]
    public void Upstream_comes_first_whatever_the_order_of_folders() =>
        Assert.Equal(["a", "b", "c"], StageGraph.Of([Stage("c", "b"), Stage("b", "a"), Stage("a")]).Stages.Select(s => s.Name));

    [Fact]
    public void A_goal_brings_its_upstream_and_nothing_else()
    {
        var graph = StageGraph.Of([Stage("a"), Stage("b", "a"), Stage("x"), Stage("c", "b"), Stage("d", "c", "x")]);
        Assert.Equal(["a", "b", "c"], graph.UpTo("c").Select(s => s.Name));
        Assert.Equal(5, graph.UpTo(null).Count);
    }

    [Fact]
    public void A_circle_is_refused_and_named()
    {
        var refused = Assert.Throws<PipelineException>(() => StageGraph.Of([Stage("a"), Stage("b", "c"), Stage("c", "b")]));
        Assert.Equal("stages wait for each other in a circle: b, c", refused.Message);
    }

    [Fact]
    public void A_reference_to_no_stage_is_refused_with_the_nearest()
    {
        var refused = Assert.Throws<PipelineException>(() => StageGraph.Of([Stage("train"), Stage("b", "trian")]));
        Assert.Contains("did you mean 'train'?", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_width_is_the_largest_number_of_stages_at_one_depth()
    {
        Assert.Equal(1, StageGraph.Width([Stage("a"), Stage("b", "a")]));
        Assert.Equal(2, StageGraph.Width([Stage("a"), Stage("b", "a"), Stage("c", "a"), Stage("d", "b", "c")]));
    }

    [Fact]
    public void A_project_file_declares_name_upstream_sections_tables_and_files()
    {
        using var clone = new TemporaryRepository();
        var train = clone.Graph["train"];
        Assert.Equal(["generate"], train.Upstream);
        Assert.Equal(["train"], train.Sections);
        Assert.Equal(["runs", "traces"], train.Tables);
        Assert.Empty(train.Files());
        Assert.EndsWith("Landscape.Stages.Train.dll", train.Assembly, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_pattern_that_matches_nothing_is_refused()
    {
        using var clone = new TemporaryRepository();
        clone.Write("stages/20-Train/Train.csproj", "<Project><ItemGroup><StageFile Include=\"*.mjs\" /></ItemGroup></Project>");
        Assert.Contains("'*.mjs' matches no file", Assert.Throws<PipelineException>(() => clone.Graph["train"].Files()).Message, StringComparison.Ordinal);
    }

    private static StageProject Stage(string name, params string[] upstream) => new(name, name + ".csproj", upstream, [], [], []);
}
