using System.Text.Json.Nodes;

namespace Landscape.Pipeline.Tests;

/// <summary>Why: every change by name, and for an upstream table the chain to its cause.</summary>
public sealed class ExplanationTests : IDisposable
{
    private readonly TemporaryRepository clone = new();

    public ExplanationTests() => clone.Run();

    public void Dispose() => clone.Dispose();

    [Fact]
    public void A_fresh_stage_has_nothing_to_explain()
    {
        var train = Stage("train");
        Assert.Equal("fresh", (string)train["state"]!);
        Assert.Empty(train["changes"]!.AsArray());
        Assert.Empty(train["causes"]!.AsArray());
    }

    [Fact]
    public void A_changed_option_is_given_by_key_with_both_values()
    {
        ChangePlan("train", "train.steps", "200");
        var change = Assert.Single(Stage("train")["changes"]!.AsArray())!;
        Assert.Equal(("config", "train.steps", "100", "200"), ((string)change["kind"]!, (string)change["key"]!, (string)change["old"]!, (string)change["new"]!));
    }

    [Fact]
    public void Changed_code_names_the_folder_of_its_sources()
    {
        File.AppendAllText(clone.Graph["train"].Assembly, "more");
        Assert.Contains(Lines(), l => l.StartsWith("  code Landscape.Stages.Train: ", StringComparison.Ordinal) && l.EndsWith("(stages/20-Train or stages/Shared)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stage_that_waits_for_another_names_what_changed_there()
    {
        ChangePlan("generate", "generate.count", "4");
        Assert.Contains("    because generate: config generate.count: 3 -> 4 (generate > train)", Lines());
    }

    [Fact]
    public void A_changed_table_names_what_made_it_change()
    {
        ChangePlan("generate", "generate.count", "4");
        clone.Commit(clone.Graph["generate"], clone.Decide()[0].Decision.Ingredients!, "other");
        var train = Stage("train");
        Assert.Equal("input", (string)Assert.Single(train["changes"]!.AsArray())!["kind"]!);
        var cause = Assert.Single(train["causes"]!.AsArray())!;
        Assert.Equal(("generate", "config generate.count: 3 -> 4"), ((string)cause["stage"]!, (string)cause["reason"]!));
        Assert.Equal(["generate", "train"], cause["path"]!.AsArray().Select(p => (string)p!));
    }

    [Fact]
    public void A_deleted_upstream_result_is_the_cause_of_what_waits_for_it()
    {
        Store.Delete(clone.Decide()[0].Decision.Entry!.Folder);
        Assert.Contains(Lines(), l => l.StartsWith("    because generate: the result was deleted: artifacts/store/generate/", StringComparison.Ordinal));
    }

    [Fact]
    public void Why_the_result_was_made_is_read_from_its_manifest()
    {
        Assert.Contains("  the latest run's result was made 2026-01-02T03:04:05Z: first run", Lines());
        Assert.Equal("first run", (string)Stage("train")["made"]!["why"]![0]!);
    }

    private IReadOnlyList<string> Lines() => new Explanation(clone.Repository, clone.Plan, clone.Graph).Explain(null).Lines;

    private JsonNode Stage(string name) => new Explanation(clone.Repository, clone.Plan, clone.Graph).Explain(null).Json["stages"]!.AsArray()
        .Single(s => (string)s!["stage"]! == name)!;

    private void ChangePlan(string stage, string key, string value) => clone.Plan = clone.Plan with
    {
        Stages = new Dictionary<string, StagePlan>(clone.Plan.Stages) { [stage] = TemporaryRepository.StagePlan(key, value) },
    };
}
