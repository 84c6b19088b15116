namespace Landscape.Pipeline.Tests;

/// <summary>Diff tells tables whose rows differ from tables that were only made otherwise. The toy results have no claims, so that no host is asked.</summary>
public sealed class RunComparisonTests : IDisposable
{
    private readonly TemporaryRepository clone = new();

    public RunComparisonTests() => clone.Run();

    public void Dispose() => clone.Dispose();

    [Fact]
    public void A_run_equals_itself()
    {
        var answer = Compare("small", "artifacts/runs/small/run.lock.json");
        Assert.Equal(0, answer.ExitCode);
        Assert.Equal("equal: every table has the same rows", answer.Lines[^1]);
    }

    [Fact]
    public void Equal_rows_made_otherwise_are_equal_and_the_reason_is_told()
    {
        RunOther("");
        var answer = Compare("small", "other");
        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("train: the same rows, made otherwise", answer.Lines);
        Assert.Contains("  why: config train.steps: 100 -> 200", answer.Lines);
    }

    [Fact]
    public void Other_rows_are_named_by_table_with_the_reason()
    {
        RunOther("other");
        var answer = Compare("small", "other");
        Assert.Equal(RunComparison.Different, answer.ExitCode);
        Assert.Equal("different: train", answer.Lines[^1]);
        Assert.Contains("generate: equal", answer.Lines);
        Assert.Contains("train: 2 of 2 tables differ", answer.Lines);
        Assert.Contains(answer.Lines, l => l.StartsWith("  runs: 1 rows, sha256 ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_is_not_there_is_refused_with_the_nearest_one()
    {
        var refused = Assert.Throws<PipelineException>(() => Compare("smal", "small"));
        Assert.Equal("unknown run 'smal'; expected one of small; did you mean 'small'? (or the path of a run.lock.json)", refused.Message);
        Assert.Equal(PipelineException.Refused, refused.ExitCode);
    }

    private void RunOther(string tables)
    {
        clone.Write("configs/other.yml", "seed: 7\n");
        clone.Plan = clone.Plan with
        {
            Config = "other",
            Stages = new Dictionary<string, StagePlan>(clone.Plan.Stages) { ["train"] = TemporaryRepository.StagePlan("train.steps", "200") },
        };
        clone.Run(tables);
    }

    private Answer Compare(string from, string to) => new RunComparison(clone.Repository).Compare(from, to, CancellationToken.None);
}
