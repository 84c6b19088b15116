namespace Landscape.Stages.Tests;

/// <summary>What is wrong is refused before anything starts, all of it at once, with the nearest right name.</summary>
[Collection("baseline")]
public sealed class RefusalTests(Baseline baseline) : IDisposable
{
    private readonly Clone clone = baseline.Clone;

    public void Dispose() => clone.Restore();

    [Fact]
    public void Every_error_of_a_configuration_is_named_with_line_and_column_and_nothing_runs()
    {
        const string Config = $"configs/{Baseline.Config}.yml";
        clone.Append(Config, "tarin:\n  x: 1\n");
        clone.Edit(Config, "trace_runs: 10", "trace_runs: many");
        clone.Edit(Config, "report:\n", "report:\n  fit_target: 2\n");
        var outcome = clone.Run($"--config={Baseline.Config}");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(outcome.States);
        Assert.Matches(@"configs/tiny\.yml\(\d+,\d+\): error LP\d+: .*tarin.*'train'", outcome.Text);
        Assert.Matches(@"configs/tiny\.yml\(\d+,\d+\): error LP\d+: .*fit_target.*'fit_targets'", outcome.Text);
        Assert.Matches(@"configs/tiny\.yml\(\d+,\d+\): error LP\d+: .*trace_runs", outcome.Text);
    }

    [Theory]
    [InlineData("--confg=tiny", "did you mean '--config'?")]
    [InlineData("--target=Tset", "did you mean 'Test'?")]
    [InlineData("--config=tiyn", "did you mean 'tiny'?")]
    [InlineData("--stage=trian", "did you mean 'train'?")]
    [InlineData("--jobs=none", "expected a whole number of at least 1")]
    public void A_wrong_argument_is_refused_with_the_nearest_right_one(string argument, string message)
    {
        var outcome = clone.Run(argument);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Text, StringComparison.Ordinal);
        Assert.Empty(outcome.States);
    }

    [Fact]
    public void A_stage_that_fails_is_named_with_item_and_cause_and_the_finished_ones_are_kept()
    {
        const string Code = "stages/60-Classify/ClassifyStage.cs";
        clone.Edit(Code, "var distances = RedundancyDistances.Of(", "if (point.PointId == 0) { throw new InvalidOperationException(\"made to fail\"); }\n        var distances = RedundancyDistances.Of(");
        var outcome = clone.Run($"--config={Baseline.Config}");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Matches("error LP0001: stage classify failed: .*made to fail", outcome.Text);
        Assert.Equal("classify", outcome.In("failed"));
        Assert.Equal("report", outcome.In("not run"));
        Assert.Equal("generate train detect certify enumerate spectra rates compose", outcome.In("fresh"));
        Assert.Empty(clone.UnfinishedResults());
    }
}
