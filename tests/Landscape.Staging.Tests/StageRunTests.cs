using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Landscape.Artifacts;
using Landscape.Numerics;
using Landscape.Staging.Hosting;

namespace Landscape.Staging.Tests;

/// <summary>What the host does around a stage, with the toy stage, inside this process.</summary>
public sealed class StageRunTests : IDisposable
{
    private readonly HostFixture host = new();

    [View("toy", "sums")]
    private sealed record SumView(long Item, double Sum, string Label);

    [Fact]
    public void A_stage_gets_its_options_and_the_streams_of_its_items_and_its_rows_are_written()
    {
        host.Run(host.Request("""{"count": 3, "scale": 2}"""));
        var rows = ParquetTable.Read<SumView>(Path.Combine(host.Output, "sums.parquet")).ToList();
        // The toy's formula, from streams made here: twice the sum of the first i + 1 numbers of item i's stream.
        Assert.Equal(Enumerable.Range(0, 3).Select(i => new SumView(i, 2 * Numbers(i), $"{i}")), rows);

        static double Numbers(int item)
        {
            var stream = new RandomStream(7, "toy", "terms", item);
            return Enumerable.Range(0, item + 1).Aggregate(0.0, (sum, _) => sum + stream.NextUniform());
        }
    }

    [Fact]
    public void One_thread_and_two_give_the_same_bytes()
    {
        var two = host.Run(host.Request("""{"count": 500}""", threads: 2)).Tables["sums"];
        using var other = new HostFixture();
        var one = other.Run(other.Request("""{"count": 500}""", threads: 1)).Tables["sums"];
        Assert.Equal(two, one);
    }

    [Fact]
    public void The_manifest_records_request_results_and_surroundings()
    {
        var before = DateTimeOffset.UtcNow;
        var manifest = host.Run(host.Request("""{"mode": "warn"}"""));
        Assert.Equal(("toy", new string('f', 64), 2), (manifest.Stage, manifest.Fingerprint, manifest.SchemaVersion));
        Assert.True(JsonNode.DeepEquals(host.Request().Ingredients, manifest.Ingredients));
        Assert.Equal(["first run"], manifest.Why);
        Assert.Equal(["the first sum is short"], manifest.Warnings);
        var table = Assert.Single(manifest.Tables);
        Assert.Equal(("sums", "sums.parquet", 20L, 3), (table.Key, table.Value.File, table.Value.Rows, table.Value.SchemaVersion));
        Assert.Equal(ContentHash.OfFile(Path.Combine(host.Output, "sums.parquet")), table.Value.Sha256);
        Assert.InRange(manifest.Started, before, DateTimeOffset.UtcNow);
        Assert.True(manifest.DurationSeconds >= 0);
        Assert.Equal(["architecture", "cpu", "culture", "isa", "name", "os", "processors", "threads"], manifest.Host.Keys.Order());
        Assert.Equal(Environment.Version.ToString(), manifest.Tools[".NET"]);
        Assert.Equal(DuckDbLibrary.Version, "v" + manifest.Tools["DuckDB"]);
    }

    [Fact]
    public void Progress_and_warnings_are_lines_that_name_the_stage()
    {
        host.Run(host.Request("""{"mode": "warn"}"""));
        Assert.Contains("toy: warning: the first sum is short", host.Lines);
        Assert.Matches(@"^toy: sums: 20 of 20 \(100 %\)", host.Lines[^1]);
    }

    [Fact]
    public void What_a_stage_may_say_about_the_run_is_pinned_and_says_nothing_of_time_and_machine()
    {
        var request = host.Request("""{"mode": "describe"}""", inputs: new Dictionary<string, RequestInput> { ["source/numbers"] = host.Numbers() });
        host.Run(request);
        var description = JsonSerializer.Deserialize<RunDescription>(File.ReadAllBytes(Path.Combine(host.Output, "description.json")))!;
        Assert.Equal(("", 7L), (description.Config, description.Seed));
        Assert.Equal("0.1", description.ConfigValues["toy.scale"]);
        Assert.Equal(request.Inputs["source/numbers"].Content, description.InputHashes["source/numbers"]);
        Assert.Equal("16.3.0", description.Tools["YamlDotNet"]);
        Assert.Equal("6.4.0", description.Tools["vega"]);
        Assert.DoesNotContain(".NET", description.Tools.Keys);
        Assert.DoesNotContain(Environment.MachineName, description.Tools.Values);
    }

    [Fact]
    public void A_stage_may_name_the_configuration_only_if_the_name_counts_in_its_fingerprint()
    {
        var request = host.Request("""{"mode": "describe"}""", inputs: new Dictionary<string, RequestInput> { ["source/numbers"] = host.Numbers() });
        host.Run(request with { Values = new Dictionary<string, string>(request.Values) { ["name"] = "smoke" } });
        Assert.Equal("smoke", JsonSerializer.Deserialize<RunDescription>(File.ReadAllBytes(Path.Combine(host.Output, "description.json")))!.Config);
    }

    [Fact]
    public void Upstream_tables_are_read_through_views()
    {
        host.Run(host.Request("""{"mode": "read-input"}""", inputs: new Dictionary<string, RequestInput> { ["source/numbers"] = host.Numbers() }));
        Assert.Equal("[1.5,-2,1E-300]", File.ReadAllText(Path.Combine(host.Output, "inputs.json")));
    }

    [Fact]
    public void A_table_that_is_not_declared_as_upstream_cannot_be_read()
    {
        var inputs = new Dictionary<string, RequestInput> { ["source/number"] = host.Numbers() };
        var failure = Assert.Throws<InvalidOperationException>(() => host.Run(host.Request("""{"mode": "read-undeclared-input"}""", inputs: inputs)));
        Assert.Equal(
            "NumberView reads source/numbers, which the project of stage toy does not declare as upstream; expected source/number; did you mean 'source/number'?", failure.Message);
    }

    [Fact]
    public void One_flipped_bit_in_an_input_is_found_before_the_stage_runs_even_if_it_reads_nothing()
    {
        var numbers = host.Numbers();
        var bytes = File.ReadAllBytes(numbers.Path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(numbers.Path, bytes);
        var failure = Assert.Throws<DamagedInputException>(() => host.Run(host.Request(inputs: new Dictionary<string, RequestInput> { ["source/numbers"] = numbers })));
        Assert.Contains("input source/numbers", failure.Message);
        Assert.Contains(numbers.Path, failure.Message);
        Assert.Empty(host.Lines);
        Assert.Empty(Directory.EnumerateFileSystemEntries(host.Output));
    }

    [Fact]
    public void A_file_of_the_user_is_handed_over_as_a_verified_copy_that_is_no_result()
    {
        var manifest = host.Run(host.Request("""{"mode": "echo-file", "file": "data/table.csv"}"""));
        Assert.Equal("abc", File.ReadAllText(Path.Combine(host.Output, "folder", "echo.txt")));
        Assert.Equal(["folder/echo.txt"], manifest.Files.Keys);
        Assert.Equal(3, manifest.Files["folder/echo.txt"].Bytes);
        Assert.Equal(["folder", "manifest.json", "sums.parquet"], Directory.EnumerateFileSystemEntries(host.Output).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_of_the_user_that_changed_since_the_plan_is_refused()
    {
        File.WriteAllText(Path.Combine(host.Folder, "data", "table.csv"), "abd");
        var failure = Assert.Throws<DamagedInputException>(() => host.Run(host.Request("""{"mode": "echo-file", "file": "data/table.csv"}""")));
        Assert.StartsWith("input file data/table.csv was changed since the run was planned", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_item_is_named_and_leaves_no_manifest()
    {
        var failure = Assert.Throws<StageItemException>(() => host.Run(host.Request("""{"fail": [3, 11]}""")));
        Assert.Equal(["sum 3", "sum 11"], failure.Items);
        Assert.Empty(Directory.EnumerateFileSystemEntries(host.Output));
    }

    [Fact]
    public void A_stage_that_leaves_out_a_declared_table_is_refused()
    {
        var failure = Assert.Throws<StageDefinitionException>(() => host.Run(host.Request("""{"mode": "omit-table"}""")));
        Assert.Equal("stage toy returned no table sums, which its project declares as OutputTable", failure.Message);
    }

    [Fact]
    public void A_stage_whose_records_are_not_the_declared_tables_is_refused_before_it_runs()
    {
        var failure = Assert.Throws<StageDefinitionException>(() => host.Run(host.Request() with { OutputTables = ["sum"] }));
        Assert.Equal("stage toy has a record for the table sums, which its project does not declare as OutputTable; expected sum; did you mean 'sum'?", failure.Message);
        Assert.Empty(host.Lines);
    }

    [Fact]
    public void A_file_that_would_leave_the_folder_is_refused_and_nothing_is_written()
    {
        var failure = Assert.Throws<StageDefinitionException>(() => host.Run(host.Request("""{"mode": "unsafe-file"}""")));
        Assert.Contains("'../escape.txt'", failure.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(host.Output));
    }

    [Fact]
    public void A_request_for_another_version_of_the_stage_has_to_be_planned_again() =>
        Assert.Contains("plan again", Assert.Throws<UsageException>(() => host.Run(host.Request() with { SchemaVersion = 1 })).Message);

    [Fact]
    public void A_request_without_threads_is_refused() =>
        Assert.Equal("0 threads; expected at least 1", Assert.Throws<UsageException>(() => host.Run(host.Request(threads: 0))).Message);

    [Fact]
    public void A_folder_that_holds_something_already_is_refused()
    {
        File.WriteAllText(Path.Combine(host.Output, "old.parquet"), "");
        Assert.Contains("is not an empty folder", Assert.Throws<UsageException>(() => host.Run(host.Request())).Message);
    }

    [Fact]
    public void Options_of_a_request_are_checked_as_those_of_a_configuration_are() =>
        Assert.Equal(
            "request(1,1): error LP0105: toy.count: expected an integer from 0 to 100000, found -1",
            Assert.Throws<UsageException>(() => host.Run(host.Request("""{"count": -1}"""))).Message);

    [Fact]
    public void A_cancelled_run_leaves_no_manifest()
    {
        Assert.Throws<OperationCanceledException>(() => host.Run(host.Request(), cancellation: new CancellationToken(canceled: true)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(host.Output));
    }

    [Fact]
    public void A_script_gets_standard_input_and_the_installed_packages_and_gives_standard_output()
    {
        host.WriteScript("echo.cjs", "const fs = require('fs'); process.stdout.write(require('dejavu-fonts-ttf/package.json').name + ' ' + fs.readFileSync(0, 'utf8'));");
        host.Run(host.Request("""{"mode": "run-node", "script": "echo.cjs"}"""));
        Assert.Equal("dejavu-fonts-ttf from the stage", File.ReadAllText(Path.Combine(host.Output, "node.txt")));
        Assert.Matches(@"^toy: echo\.cjs: 1 of 1 \(100 %\)", host.Lines[^1]);
    }

    [Fact]
    public void A_script_may_write_before_it_has_read_everything()
    {
        // 4 MiB each way: far more than the pipes hold, so one side waiting for the other would never end.
        host.WriteScript("echo.cjs", "process.stdin.pipe(process.stdout);");
        var bytes = new byte[1 << 22];
        new Random(1).NextBytes(bytes);
        Assert.Equal(bytes, new NodeScript(host.Scripts, "").Run("echo.cjs", bytes, default));
    }

    [Fact]
    public void A_failing_script_shows_its_error_output()
    {
        host.WriteScript("fail.mjs", "process.stderr.write('no such mark'); process.exit(3);");
        var failure = Assert.Throws<InvalidOperationException>(() => host.Run(host.Request("""{"mode": "run-node", "script": "fail.mjs"}""")));
        Assert.Equal("script fail.mjs failed with exit code 3: no such mark", failure.Message);
    }

    [Fact]
    public void A_missing_script_is_named()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => host.Run(host.Request("""{"mode": "run-node", "script": "none.mjs"}""")));
        Assert.Equal($"there is no script none.mjs in {host.Scripts}", failure.Message);
    }

    [Fact]
    public void A_script_that_never_ends_is_killed_when_the_run_is_stopped()
    {
        // The script's first output shows that it runs; then the run is stopped from here.
        host.WriteScript("hang.cjs", "require('fs').writeFileSync(process.env.NODE_PATH + '', ''); setInterval(() => {}, 1000);");
        using var cancellation = new CancellationTokenSource();
        var sign = Path.Combine(host.Folder, "runs");
        using var watcher = new FileSystemWatcher(host.Folder, "runs");
        watcher.Created += (_, _) => cancellation.Cancel();
        watcher.EnableRaisingEvents = true;
        Assert.Throws<OperationCanceledException>(() => new NodeScript(host.Scripts, sign).Run("hang.cjs", Encoding.UTF8.GetBytes("x"), cancellation.Token));
    }

    public void Dispose() => host.Dispose();
}
