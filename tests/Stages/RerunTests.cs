using System.Text.RegularExpressions;

namespace Landscape.Stages.Tests;

/// <summary>What runs again after a change, and what does not.</summary>
[Collection("baseline")]
public sealed class RerunTests : IDisposable
{
    private const string AllStages = "generate train detect certify enumerate spectra classify rates compose report";
    private const string ConfigFile = $"configs/{Baseline.Config}.yml";
    private const string ClassifyCode = "stages/60-Classify/ClassifyStage.cs";
    private readonly Clone clone;
    private readonly Baseline baseline;

    public RerunTests(Baseline baseline)
    {
        this.baseline = baseline;
        clone = baseline.Clone;
        Run();
    }

    public void Dispose() => clone.Restore();

    [Fact]
    public void The_first_run_runs_every_stage_and_ends_with_the_report()
    {
        Assert.Equal(AllStages, baseline.First.In("ran"));
        Assert.EndsWith($"report: artifacts/runs/{Baseline.Config}/report/index.html", baseline.First.Text.TrimEnd(), StringComparison.Ordinal);
        Assert.True(File.Exists(clone.PathOf($"artifacts/runs/{Baseline.Config}/report/index.html")));
    }

    [Fact]
    public void A_second_run_does_nothing()
    {
        var before = Times();
        var second = Run();
        Assert.Contains("nothing to do", second.Text, StringComparison.Ordinal);
        Assert.Empty(second.States);
        Assert.Equal(before, Times());
    }

    [Fact]
    public void Comments_and_the_order_of_sections_rerun_nothing()
    {
        var text = File.ReadAllText(clone.PathOf(ConfigFile));
        var sections = Regex.Split(text, @"^(?=[a-z]+:)", RegexOptions.Multiline);
        clone.Edit(ConfigFile, text, "# another comment\n" + string.Join("\n", sections.Select(s => s.TrimEnd()).Reverse()) + "\n");
        Assert.Equal(AllStages, Run().In("fresh"));
    }

    [Fact]
    public void A_section_that_a_stage_does_not_read_reruns_nothing_of_it()
    {
        AddOption("report", "fit_targets: 1");
        Assert.Equal("generate train detect certify spectra classify", Run("--stage=classify").In("fresh"));
    }

    [Fact]
    public void A_comment_in_the_code_of_a_stage_reruns_nothing()
    {
        clone.Append(ClassifyCode, "// another comment\n");
        Assert.Equal(AllStages, Run().In("fresh"));
    }

    [Fact]
    public void Code_that_changes_no_row_reruns_its_stage_alone()
    {
        clone.Edit(ClassifyCode, "[Stage(\"classify\", 1)]", "[Stage(\"classify\", 1000)]");
        var outcome = Run();
        Assert.Equal("classify", outcome.In("ran"));
        Assert.Contains("classify: schema version: 1 -> 1000", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_that_changes_rows_reruns_its_stage_and_what_follows()
    {
        clone.Edit(ClassifyCode, "? \"redundant\" : \"efficient\"", "? \"redundant\" : \"efficient \"");
        var outcome = Run();
        Assert.Equal("classify report", outcome.In("ran"));
        Assert.Matches("report: input classify/classes: [0-9a-f]{12} -> [0-9a-f]{12}", outcome.Text);
    }

    [Fact]
    public void A_source_that_is_edited_while_it_is_compiled_is_built_again_even_if_the_edit_is_taken_back()
    {
        clone.Append(ClassifyCode, "// so that there is something to build\n");
        var outcome = clone.RunAnd("building", () =>
        {
            var text = File.ReadAllText(clone.PathOf(ClassifyCode));
            File.WriteAllText(clone.PathOf(ClassifyCode), text.Replace("\"redundant\"", "\"efficient\"", StringComparison.Ordinal));
            File.WriteAllText(clone.PathOf(ClassifyCode), text);
        }, $"--config={Baseline.Config}");
        Assert.Contains($"building all again: {ClassifyCode} was edited while it was compiled", outcome.Text, StringComparison.Ordinal);
        Assert.Equal(AllStages, outcome.In("fresh"));
    }

    [Fact]
    public void Changing_classify_reruns_classify_and_the_report_only_and_reverting_it_finds_the_earlier_results()
    {
        AddOption("classify", "redundancy_tolerance: 1e-7");
        var changed = Run();
        Assert.Equal("classify report", changed.In("ran"));
        Assert.Equal("generate train detect certify enumerate spectra rates compose", changed.In("fresh"));

        clone.Restore();
        var reverted = Run();
        Assert.Equal("classify report", reverted.In("reused"));
        Assert.Equal("", reverted.In("ran"));
    }

    [Fact]
    public void A_changed_option_reruns_its_stage_and_why_names_key_and_values()
    {
        AddOption("report", "fit_targets: 1");
        var why = clone.Succeed($"--config={Baseline.Config}", "--target=Why");
        Assert.Matches("report: stale\n  config report.fit_targets: [0-9]+ -> 1", why.Text);
        Assert.Equal("report", Run().In("ran"));
        var manifest = File.ReadAllText(Path.Combine(clone.Entry(Baseline.Config, "report"), "manifest.json"));
        Assert.Matches("config report.fit_targets: [0-9]+ (-|\\\\u002D)(>|\\\\u003E) 1", manifest);
    }

    [Fact]
    public void Two_configurations_live_side_by_side()
    {
        const string Other = "configs/other.yml";
        File.WriteAllText(clone.PathOf(Other), Regex.Replace(File.ReadAllText(clone.PathOf(ConfigFile)), @"^seed: *\d+", "seed: 424242", RegexOptions.Multiline));
        Assert.Equal("generate", clone.Succeed("--config=other", "--stage=generate").In("ran"));
        Assert.Contains("nothing to do", Run().Text, StringComparison.Ordinal);
        Assert.Contains("nothing to do", clone.Succeed("--config=other", "--stage=generate").Text, StringComparison.Ordinal);
        Assert.NotEqual(clone.Entry("other", "generate"), clone.Entry(Baseline.Config, "generate"));
        File.Delete(clone.PathOf(Other));
    }

    [Fact]
    public void The_schema_of_configurations_in_the_repository_is_the_one_that_the_options_records_give()
    {
        const string Schema = "configs/landscape.schema.json";
        var committed = File.ReadAllText(clone.PathOf(Schema));
        clone.Succeed("--target=Schema");
        Assert.Equal(committed, File.ReadAllText(clone.PathOf(Schema)));
    }

    [Fact]
    public async Task Two_runs_at_once_are_both_right()
    {
        AddOption("report", "fit_targets: 3");
        var outcomes = await Task.WhenAll(Task.Run(() => Run()), Task.Run(() => Run()));
        Assert.All(outcomes, o => Assert.Equal(0, o.ExitCode));
        Assert.Single(outcomes, o => o.In("ran") == "report");
        Assert.Contains("every hash agrees", clone.Succeed($"--config={Baseline.Config}", "--target=Verify").Text, StringComparison.Ordinal);
    }

    private Outcome Run(params string[] arguments) => clone.Succeed([$"--config={Baseline.Config}", .. arguments]);

    /// <summary>Puts an option first in its section, in place of the same key further down.</summary>
    private void AddOption(string section, string option)
    {
        var text = File.ReadAllText(clone.PathOf(ConfigFile));
        var key = option.Split(':')[0];
        var without = Regex.Replace(text, $@"^  {key}:.*\n", "", RegexOptions.Multiline);
        var now = Regex.IsMatch(without, $"^{section}:", RegexOptions.Multiline)
            ? Regex.Replace(without, $@"^{section}:.*\n", $"{section}:\n  {option}\n", RegexOptions.Multiline)
            : $"{without}\n{section}:\n  {option}\n";
        clone.Edit(ConfigFile, text, now);
    }

    private Dictionary<string, DateTime> Times() =>
        Directory.EnumerateFiles(clone.PathOf("artifacts"), "*", SearchOption.AllDirectories).ToDictionary(f => f, File.GetLastWriteTimeUtc);
}
