namespace Landscape.Pipeline.Tests;

public sealed class StageDecisionTests : IDisposable
{
    private readonly TemporaryRepository clone = new();

    public void Dispose() => clone.Dispose();

    [Fact]
    public void Before_the_first_run_everything_is_missing()
    {
        var decisions = clone.Decide();
        Assert.All(decisions, d => Assert.Equal(Freshness.Missing, d.Decision.Freshness));
        Assert.Equal(["no earlier run of this configuration has it"], decisions[0].Decision.Why);
        Assert.Equal(["depends on generate: reruns if the tables change"], decisions[1].Decision.Why);
    }

    [Fact]
    public void After_a_run_everything_is_fresh()
    {
        clone.Run();
        Assert.All(clone.Decide(), d => Assert.Equal(Freshness.Fresh, d.Decision.Freshness));
        Assert.All(clone.Decide(), d => Assert.Empty(d.Decision.Why));
    }

    [Fact]
    public void A_changed_option_makes_its_stage_stale_and_names_key_and_values()
    {
        clone.Run();
        ChangePlan("train", "train.steps", "200");
        var decisions = clone.Decide();
        Assert.Equal(Freshness.Fresh, decisions[0].Decision.Freshness);
        Assert.Equal(Freshness.Stale, decisions[1].Decision.Freshness);
        Assert.Equal(["config train.steps: 100 -> 200"], decisions[1].Decision.Why);
    }

    [Fact]
    public void A_changed_upstream_makes_what_follows_stale()
    {
        clone.Run();
        ChangePlan("generate", "generate.count", "4");
        Assert.Equal([Freshness.Stale, Freshness.Stale], clone.Decide().Select(d => d.Decision.Freshness));
    }

    [Fact]
    public void An_upstream_that_made_the_same_rows_again_leaves_what_follows_fresh()
    {
        clone.Run();
        ChangePlan("generate", "generate.count", "4");
        clone.Commit(clone.Graph["generate"], clone.Decide()[0].Decision.Ingredients!);
        Assert.Equal([Freshness.Reusable, Freshness.Fresh], clone.Decide().Select(d => d.Decision.Freshness));
    }

    [Fact]
    public void An_upstream_that_made_other_rows_makes_what_follows_stale()
    {
        clone.Run();
        ChangePlan("generate", "generate.count", "4");
        clone.Commit(clone.Graph["generate"], clone.Decide()[0].Decision.Ingredients!, "other");
        var train = clone.Decide()[1].Decision;
        Assert.Equal(Freshness.Stale, train.Freshness);
        Assert.StartsWith("input generate/nodes: ", Assert.Single(train.Why), StringComparison.Ordinal);
    }

    [Fact]
    public void Going_back_finds_the_earlier_result()
    {
        clone.Run();
        ChangePlan("train", "train.steps", "200");
        clone.Run();
        ChangePlan("train", "train.steps", "100");
        var train = clone.Decide()[1].Decision;
        Assert.Equal(Freshness.Reusable, train.Freshness);
        Assert.Equal(["config train.steps: 200 -> 100"], train.Why);
    }

    [Fact]
    public void Changed_code_is_named()
    {
        clone.Run();
        File.AppendAllText(clone.Graph["train"].Assembly, "more");
        var train = clone.Decide()[1].Decision;
        Assert.Equal(Freshness.Stale, train.Freshness);
        Assert.StartsWith("code Landscape.Stages.Train: ", Assert.Single(train.Why), StringComparison.Ordinal);
    }

    [Fact]
    public void A_declared_file_is_an_ingredient()
    {
        clone.Write("stages/20-Train/Train.csproj", "<Project><ItemGroup><StageReference Include=\"../10-Generate/Generate.csproj\" /><OutputTable Include=\"runs\" /><StageFile Include=\"../../pipeline/node/**/*.mjs\" /></ItemGroup></Project>");
        clone.Write("pipeline/node/deep/render.mjs", "1");
        clone.Run();
        clone.Write("pipeline/node/deep/render.mjs", "2");
        Assert.StartsWith("file pipeline/node/deep/render.mjs: ", Assert.Single(clone.Decide()[1].Decision.Why), StringComparison.Ordinal);
    }

    [Fact]
    public void A_deleted_result_is_missing_and_named()
    {
        clone.Run();
        var folder = clone.Decide()[1].Decision.Entry!.Folder;
        Store.Delete(folder);
        var train = clone.Decide()[1].Decision;
        Assert.Equal(Freshness.Missing, train.Freshness);
        Assert.Equal([$"the result was deleted: {clone.Repository.Relative(folder)}"], train.Why);
    }

    [Fact]
    public void An_edited_result_is_damaged_and_named()
    {
        clone.Run();
        var entry = clone.Decide()[0].Decision.Entry!;
        TemporaryRepository.Overwrite(Path.Combine(entry.Folder, "nodes.parquet"), "other");
        var generate = clone.Decide()[0].Decision;
        Assert.Equal(Freshness.Damaged, generate.Freshness);
        Assert.Null(generate.Entry);
        Assert.Contains($"{clone.Repository.Relative(entry.Folder)}: nodes.parquet was edited", Assert.Single(generate.Why), StringComparison.Ordinal);
    }

    private void ChangePlan(string stage, string key, string value) => clone.Plan = clone.Plan with
    {
        Stages = new Dictionary<string, StagePlan>(clone.Plan.Stages) { [stage] = TemporaryRepository.StagePlan(key, value) },
    };
}
