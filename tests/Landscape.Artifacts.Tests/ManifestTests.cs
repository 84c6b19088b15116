using System.Text.Json.Nodes;

namespace Landscape.Artifacts.Tests;

public sealed class ManifestTests : IDisposable
{
    private static readonly string A = new('a', 64);
    private static readonly string B = new('b', 64);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static StageManifest Manifest() => new(
        "train", A, 2, JsonNode.Parse("""{ "seed": 1, "config": { "train.widths[0]": "1", "train.rate": 1e-3 } }""")!.AsObject(), ["train.widths[0]: 1, was 2"],
        new Dictionary<string, TableEntry> { ["traces"] = new("traces.parquet", A, B, 10, 2, 1), ["runs"] = new("runs.parquet", B, A, 20, 1, 3) },
        new Dictionary<string, FileEntry> { ["index.html"] = new(A, 7) },
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), 0.25,
        new Dictionary<string, string> { ["os"] = "Ordnung \u00fc" }, new Dictionary<string, string> { ["duckdb"] = "v1.5.5" }, ["a <b> & 'c'"]);

    /// <summary>Keys in ordinal order at every level, numbers of the ingredients verbatim, line feeds only, no letter escaped that need not be.</summary>
    [Fact]
    public void A_manifest_is_written_in_canonical_form()
    {
        Manifest().Write(folder["manifest.json"]);

        Assert.Equal(
            $$"""
            {
              "durationSeconds": 0.25,
              "files": {
                "index.html": {
                  "bytes": 7,
                  "sha256": "{{A}}"
                }
              },
              "fingerprint": "{{A}}",
              "host": {
                "os": "Ordnung ü"
              },
              "ingredients": {
                "config": {
                  "train.rate": 1e-3,
                  "train.widths[0]": "1"
                },
                "seed": 1
              },
              "schemaVersion": 2,
              "stage": "train",
              "started": "2026-01-02T03:04:05+00:00",
              "tables": {
                "runs": {
                  "bytes": 20,
                  "content": "{{A}}",
                  "file": "runs.parquet",
                  "rows": 1,
                  "schemaVersion": 3,
                  "sha256": "{{B}}"
                },
                "traces": {
                  "bytes": 10,
                  "content": "{{B}}",
                  "file": "traces.parquet",
                  "rows": 2,
                  "schemaVersion": 1,
                  "sha256": "{{A}}"
                }
              },
              "tools": {
                "duckdb": "v1.5.5"
              },
              "warnings": [
                "a <b> & 'c'"
              ],
              "why": [
                "train.widths[0]: 1, was 2"
              ]
            }

            """,
            File.ReadAllText(folder["manifest.json"]));
    }

    [Fact]
    public void A_manifest_read_and_written_again_has_the_same_bytes()
    {
        Manifest().Write(folder["a.json"]);
        StageManifest.Read(folder["a.json"]).Write(folder["b.json"]);

        Assert.Equal(File.ReadAllBytes(folder["a.json"]), File.ReadAllBytes(folder["b.json"]));
        Assert.Equal(Manifest().Tables["runs"], StageManifest.Read(folder["a.json"]).Tables["runs"]);
        Assert.Equal([folder["a.json"], folder["b.json"]], Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_run_lock_is_written_as_the_contract_says_and_read_back()
    {
        var runLock = new RunLock("default", 42, new Dictionary<string, LockedStage>
        {
            ["train"] = new(A, $"artifacts/store/train/{A}", new Dictionary<string, LockedTable> { ["runs"] = new("runs.parquet", B, 12) }),
            ["generate"] = new(B, $"artifacts/store/generate/{B}", new Dictionary<string, LockedTable>()),
        });
        runLock.Write(folder[RunLock.FileName]);

        var lines = File.ReadAllLines(folder[RunLock.FileName]);
        Assert.Equal(
            ["config", "seed", "stages", "generate", "fingerprint", "path", "tables", "train", "fingerprint", "path", "tables", "runs", "file", "rows", "sha256"],
            lines.Where(line => line.Contains(':')).Select(line => line.Split('"')[1]));
        var read = RunLock.Read(folder[RunLock.FileName]);
        Assert.Equal(("default", 42), (read.Config, read.Seed));
        Assert.Equal(new LockedTable("runs.parquet", B, 12), read.Stages["train"].Tables["runs"]);
        Assert.Empty(read.Stages["generate"].Tables);
    }

    [Theory]
    [InlineData("\"rows\": 12", "\"rows\": \"many\"", "(11): field $.stages.train.tables.runs.rows: The JSON value could not be converted")]
    [InlineData("\"rows\": 12", "\"rows\": null", "$.stages.train.tables.runs.rows")]
    [InlineData("\"rows\": 12", "\"lines\": 12", "$.stages.train.tables.runs.lines")]
    [InlineData("\"sha256\": \"b", "\"sha256\": \"B", "$.stages.train.tables.runs.sha256: expected 64 lower-case hexadecimal digits")]
    [InlineData("\"sha256\": \"b", "\"sha256\": \"bb", "$.stages.train.tables.runs.sha256: expected 64 lower-case hexadecimal digits")]
    [InlineData("\"file\": \"runs.parquet\",", "", "$.stages.train.tables.runs: ", "'file'")]
    [InlineData("\"file\": \"runs.parquet\"", "\"file\": null", "$.stages.train.tables.runs")]
    [InlineData("\"seed\": 42,", "\"seed\": 42", "(4): field $: ")]
    public void A_damaged_file_is_refused_by_file_line_and_field(string text, string replacement, params string[] expected)
    {
        var path = folder[RunLock.FileName];
        new RunLock("default", 42, new Dictionary<string, LockedStage>
        {
            ["train"] = new(A, "p", new Dictionary<string, LockedTable> { ["runs"] = new("runs.parquet", B, 12) }),
        }).Write(path);
        File.WriteAllText(path, File.ReadAllText(path).Replace(text, replacement, StringComparison.Ordinal));

        var error = Assert.Throws<InvalidDataException>(() => RunLock.Read(path));

        Assert.StartsWith(path + "(", error.Message, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.True(error.Message.Contains(part, StringComparison.Ordinal), error.Message));
    }

    [Fact]
    public void An_empty_file_and_a_missing_one_are_errors_that_name_it()
    {
        File.WriteAllText(folder["empty.json"], "");

        Assert.StartsWith(folder["empty.json"], Assert.Throws<InvalidDataException>(() => StageManifest.Read(folder["empty.json"])).Message, StringComparison.Ordinal);
        Assert.Contains(folder["no.json"], Assert.Throws<FileNotFoundException>(() => StageManifest.Read(folder["no.json"])).Message, StringComparison.Ordinal);
    }
}
