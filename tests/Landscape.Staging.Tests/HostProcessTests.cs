using System.Diagnostics;
using System.Text.Json;

namespace Landscape.Staging.Tests;

/// <summary>The host as the orchestration sees it: a process with lines and an exit code.</summary>
public sealed class HostProcessTests : IDisposable
{
    private readonly HostFixture host = new();

    [Fact]
    public void A_plan_feeds_a_run_that_ends_with_a_manifest_and_exit_code_0()
    {
        var plan = Plan("seed: 7\ntoy: {count: 12, mode: warn}", expectedExitCode: 0).GetProperty("stages").GetProperty("toy");
        Assert.Equal("""["toy"]""", plan.GetProperty("sections").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(3, plan.GetProperty("tables").GetProperty("sums").GetInt32());
        var request = host.Request() with
        {
            Options = plan.GetProperty("options").EnumerateObject().ToDictionary(section => section.Name, section => section.Value),
            SchemaVersion = plan.GetProperty("schemaVersion").GetInt32(),
        };

        var (exitCode, output, error) = host.RunProcess(request);

        Assert.Equal(0, exitCode);
        Assert.StartsWith("toy: sums: 12 of 12 (100 %)", Assert.Single(output), StringComparison.Ordinal);
        Assert.Equal(["toy: warning: the first sum is short"], error);
        Assert.True(File.Exists(Path.Combine(host.Output, "manifest.json")));
    }

    [Fact]
    public void A_plan_holds_every_default_the_flat_values_and_the_files()
    {
        var plan = Plan("seed: 3\ntoy: {file: data/table.csv}", expectedExitCode: 0);
        Assert.Equal(("x", 3), (plan.GetProperty("config").GetString(), plan.GetProperty("seed").GetInt32()));
        var toy = plan.GetProperty("stages").GetProperty("toy");
        Assert.Equal(
            """{"count":20,"exhaust":[],"fail":[],"file":"data/table.csv","gate":"","mode":"plain","scale":0.1,"script":""}""",
            JsonSerializer.Serialize(toy.GetProperty("options").GetProperty("toy")));
        Assert.Equal(
            """{"toy.count":"20","toy.exhaust":"[]","toy.fail":"[]","toy.file":"data/table.csv","toy.gate":"\u0022\u0022","toy.mode":"plain","toy.scale":"0.1","toy.script":"\u0022\u0022"}""",
            JsonSerializer.Serialize(toy.GetProperty("values")));
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", toy.GetProperty("files").GetProperty("data/table.csv").GetString());
        Assert.Equal(HostFixture.ToyAssembly, toy.GetProperty("assembly").GetString());
    }

    [Fact]
    public void A_wrong_configuration_ends_with_every_error_on_a_line_and_exit_code_2_and_no_plan()
    {
        var (exitCode, _, error) = RunPlan("sed: 7\ntoy: {scale: 11}");
        Assert.Equal(2, exitCode);
        Assert.Equal(
            [
                "configs/x.yml(1,1): error LP0101: sed: unknown section; expected one of seed, toy, publication, slurm; did you mean 'seed'?",
                "configs/x.yml(1,1): error LP0102: seed: required key missing; expected an integer from 0 to 9007199254740991",
                "configs/x.yml(2,14): error LP0105: toy.scale: expected a number greater than 0 and at most 10, found 11",
            ],
            error);
        Assert.False(File.Exists(PlanFile));
    }

    [Fact]
    public void A_configuration_that_is_not_there_is_named_with_exit_code_2()
    {
        var (exitCode, _, error) = HostFixture.Finish(HostFixture.StartHost(
            "plan", "--repository", host.Folder, "--config", Path.Combine(host.Folder, "configs", "none.yml"), "--stage", $"{HostFixture.ToyAssembly}=toy", "--out", PlanFile));
        Assert.Equal(2, exitCode);
        Assert.StartsWith("configs/none.yml(1,1): error LP0100: cannot read the configuration", Assert.Single(error), StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_command_writes_the_same_text_every_time()
    {
        string[] texts = [Schema("a.json"), Schema("b.json")];
        Assert.Equal(texts[0], texts[1]);
        Assert.Equal("#/$defs/toy", JsonElement.Parse(texts[0]).GetProperty("properties").GetProperty("toy").GetProperty("$ref").GetString());

        string Schema(string name)
        {
            var path = Path.Combine(host.Folder, name);
            Assert.Equal(0, HostFixture.Finish(HostFixture.StartHost("schema", "--stage", $"{HostFixture.ToyAssembly}=toy", "--out", path)).ExitCode);
            return File.ReadAllText(path);
        }
    }

    [Fact]
    public void A_failed_item_ends_with_exit_code_3_and_one_last_line_while_the_trace_is_in_the_log()
    {
        var (exitCode, _, error) = host.RunProcess(host.Request("""{"fail": [4]}"""));
        Assert.Equal(3, exitCode);
        Assert.Equal(["toy: 1 of 20 sums failed: sum 4: told to fail at 4"], error);
        Assert.Contains("   at Landscape.Staging.ToyStage.ToyStage.Sum", File.ReadAllText(host.LogFile));
    }

    [Fact]
    public void A_damaged_input_ends_with_exit_code_4_and_its_name()
    {
        var numbers = host.Numbers();
        File.Delete(numbers.Path);
        var (exitCode, _, error) = host.RunProcess(host.Request(inputs: new Dictionary<string, Hosting.RequestInput> { ["source/numbers"] = numbers }));
        Assert.Equal(4, exitCode);
        Assert.StartsWith("toy: input source/numbers: ", Assert.Single(error), StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_of_standard_input_stops_a_stage_that_never_ends_with_exit_code_130()
    {
        using var process = HostFixture.StartHost("run", host.Write(host.Request("""{"mode": "never-end"}""")));
        Assert.StartsWith("toy: sums: 0 of 20", process.StandardOutput.ReadLine(), StringComparison.Ordinal); // the items are under way
        process.StandardInput.Close();
        var (exitCode, _, error) = HostFixture.Finish(process);
        Assert.Equal(130, exitCode);
        Assert.Equal(["toy: cancelled"], error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(host.Output));
    }

    [Fact]
    public void The_end_of_standard_input_ends_a_running_script_too()
    {
        host.WriteScript("hang.cjs", "const fs = require('fs'); fs.writeFileSync('pid.new', String(process.pid)); fs.renameSync('pid.new', 'pid'); setInterval(() => {}, 1000);");
        using var running = new ManualResetEventSlim();
        using var watcher = new FileSystemWatcher(host.Scripts, "pid");
        watcher.Renamed += (_, _) => running.Set();
        watcher.EnableRaisingEvents = true;
        using var process = HostFixture.StartHost("run", host.Write(host.Request("""{"mode": "run-node", "script": "hang.cjs"}""")));
        Assert.True(running.Wait(TimeSpan.FromSeconds(60)), "the script did not start");
        using var script = Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(host.Scripts, "pid"))));

        process.StandardInput.Close();

        Assert.Equal(130, HostFixture.Finish(process).ExitCode);
        Assert.True(script.WaitForExit(30_000), "the script outlived its host");
    }

    [Fact]
    public void A_machine_without_Node_is_told_what_to_install()
    {
        host.WriteScript("any.cjs", "");
        var (exitCode, _, error) = host.RunProcess(host.Request("""{"mode": "run-node", "script": "any.cjs"}"""), path: host.Folder);
        Assert.Equal(3, exitCode);
        Assert.EndsWith("install Node.js 20 and make sure that 'node' is on the PATH", Assert.Single(error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown command 'paln'; expected one of plan, run, shard, schema, query, executor; did you mean 'plan'?", "paln")]
    [InlineData("a command is needed: plan, run, shard, schema, query, executor")]
    [InlineData("unknown argument '--confg'; expected one of --repository, --config, --stage, --out; did you mean '--config'?", "plan", "--confg", "x")]
    [InlineData("--out needs a value", "plan", "--out")]
    [InlineData("--out is needed exactly once", "schema", "--out", "a", "--out", "b")]
    [InlineData("--stage toy.dll: expected <assembly.dll>=<section>,<section>", "schema", "--stage", "toy.dll", "--out", "a")]
    [InlineData("expected: run <request.json>", "run")]
    public void A_wrong_command_line_is_one_line_and_exit_code_2(string expected, params string[] arguments)
    {
        var (exitCode, _, error) = HostFixture.Finish(HostFixture.StartHost(arguments));
        Assert.Equal(2, exitCode);
        Assert.Equal([expected], error);
    }

    [Fact]
    public void A_request_that_is_none_is_one_line_and_exit_code_2()
    {
        var path = Path.Combine(host.Folder, "request.json");
        File.WriteAllText(path, "{\"stage\": \"toy\"}");
        var (exitCode, _, error) = HostFixture.Finish(HostFixture.StartHost("run", path));
        Assert.Equal(2, exitCode);
        Assert.StartsWith($"{path} is no run request: ", Assert.Single(error), StringComparison.Ordinal);
    }

    public void Dispose() => host.Dispose();

    private string PlanFile => Path.Combine(host.Folder, "plan.json");

    private (int ExitCode, string[] Output, string[] Error) RunPlan(string yaml)
    {
        Directory.CreateDirectory(Path.Combine(host.Folder, "configs"));
        var config = Path.Combine(host.Folder, "configs", "x.yml");
        File.WriteAllText(config, yaml);
        return HostFixture.Finish(HostFixture.StartHost(
            "plan", "--repository", host.Folder, "--config", config, "--stage", $"{HostFixture.ToyAssembly}=toy", "--out", PlanFile));
    }

    private JsonElement Plan(string yaml, int expectedExitCode)
    {
        Assert.Equal(expectedExitCode, RunPlan(yaml).ExitCode);
        return JsonElement.Parse(File.ReadAllText(PlanFile));
    }
}
