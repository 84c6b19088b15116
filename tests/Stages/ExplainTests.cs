using System.Text.Json.Nodes;

namespace Landscape.Stages.Tests;

/// <summary>The targets that explain, on a finished run, as a script would use them: exit codes and one JSON document on standard output.</summary>
[Collection("baseline")]
public sealed class ExplainTests : IDisposable
{
    private const string ConfigFile = $"configs/{Baseline.Config}.yml";
    private readonly Clone clone;
    private readonly SortedDictionary<string, string> results;

    public ExplainTests(Baseline baseline)
    {
        clone = baseline.Clone;
        clone.Succeed($"--config={Baseline.Config}");
        results = clone.Results(Baseline.Config);
    }

    public void Dispose() => clone.Restore();

    [Fact]
    public void Status_says_fresh_by_its_exit_code_and_stale_with_the_key_that_changed()
    {
        var fresh = Json(0, "--target=Status", $"--config={Baseline.Config}");
        Assert.True((bool)fresh["fresh"]!);
        Assert.All(Stages(fresh["configs"]![0]!).Values, s => Assert.Equal("fresh", (string)s["state"]!));

        clone.Edit(ConfigFile, "trace_runs: 10", "trace_runs: 11");
        var stale = Stages(Json(3, "--target=Status", $"--config={Baseline.Config}")["configs"]![0]!);
        Assert.Equal("stale", (string)stale["report"]["state"]!);
        Assert.Contains("config report.trace_runs: 10 -> 11", stale["report"]["why"]!.AsArray().Select(w => (string)w!));
        Assert.All(stale.Where(s => s.Key != "report"), s => Assert.Equal("fresh", (string)s.Value["state"]!));
    }

    [Fact]
    public void Why_gives_the_old_and_the_new_value_and_the_way_from_the_cause()
    {
        clone.Edit(ConfigFile, "climbs: 6", "climbs: 7");
        var why = Stages(Json(0, "--target=Why", $"--config={Baseline.Config}"));
        var change = Assert.Single(why["detect"]["changes"]!.AsArray())!;
        Assert.Equal(("config", "detect.climbs", "6", "7"), ((string)change["kind"]!, (string)change["key"]!, (string)change["old"]!, (string)change["new"]!));
        var cause = why["report"]["causes"]!.AsArray().First(c => (string)c!["stage"]! == "detect")!;
        Assert.Equal("report", (string)cause["path"]!.AsArray().Last()!);
        Assert.Empty(why["train"]["changes"]!.AsArray());
    }

    [Fact]
    public void A_query_counts_what_the_run_lock_counts_and_a_wrong_name_is_answered_with_the_nearest()
    {
        var locked = JsonNode.Parse(File.ReadAllText(clone.PathOf($"artifacts/runs/{Baseline.Config}/run.lock.json")))!;
        var rows = (long)locked["stages"]!["train"]!["tables"]!["runs"]!["rows"]!;
        var found = Json(0, "--target=Query", $"--config={Baseline.Config}", "--sql=SELECT count(*) AS n FROM train.runs WHERE steps >= 0 AND 'a:b=c' <> '-'");
        Assert.Equal(rows, (long)found["rows"]![0]![0]!);

        var refused = clone.Run("--target=Query", $"--config={Baseline.Config}", "--sql=SELECT * FROM certificate");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("certificates", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_differs_from_another_one_and_not_from_itself()
    {
        Assert.True((bool)Json(0, "--target=Diff", $"--from={Baseline.Config}", $"--to=artifacts/runs/{Baseline.Config}/run.lock.json")["equal"]!);
        clone.Succeed("--config=smoke");
        var different = Json(1, "--target=Diff", $"--from={Baseline.Config}", "--to=smoke");
        Assert.All(Stages(different), s => Assert.False((bool)s.Value["sameRows"]!));
        Assert.Contains(different["claims"]!.AsArray(), c => (string)c!["claim"]! == "A1");
    }

    [Fact]
    public void Clean_lists_what_no_run_uses_and_deletes_only_when_told_to()
    {
        clone.Edit(ConfigFile, "trace_runs: 10", "trace_runs: 9");
        clone.Succeed($"--config={Baseline.Config}");
        var unused = clone.Entry(Baseline.Config, "report");
        clone.Restore();
        clone.Succeed($"--config={Baseline.Config}");

        var listed = Json(0, "--target=Clean")["unneeded"]!.AsArray().Select(u => (string)u!["path"]!).ToList();
        Assert.Contains(Path.GetRelativePath(clone.Root, unused), listed);
        Assert.True(Directory.Exists(unused));
        clone.Succeed("--target=Clean", "--apply");
        Assert.False(Directory.Exists(unused));
        Assert.Contains("nothing to do", clone.Succeed($"--config={Baseline.Config}").Text, StringComparison.Ordinal);
        Assert.Equal(results, clone.Results(Baseline.Config));
    }

    private static Dictionary<string, JsonNode> Stages(JsonNode answer) => answer["stages"]!.AsArray().ToDictionary(s => (string)s!["stage"]!, s => s!);

    /// <summary>The one document that <c>--json</c> writes.</summary>
    private JsonNode Json(int exitCode, params string[] arguments)
    {
        using var process = clone.Start([.. arguments, "--json"]);
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == exitCode, $"exit code {process.ExitCode}\n{text}\n{error.GetAwaiter().GetResult()}");
        return JsonNode.Parse(text)!;
    }
}
