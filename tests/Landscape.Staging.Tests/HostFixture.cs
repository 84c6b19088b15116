using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Landscape.Artifacts;
using Landscape.Staging.Hosting;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Landscape.Staging.Tests;

/// <summary>A row of the table <c>source/numbers</c>, which the toy stage reads as upstream.</summary>
[Table("numbers", 1)]
public sealed record NumberRow(long Item, double Value);

/// <summary>A temporary folder with everything that a run of the toy stage needs; what it computes lands in <c>output</c>.</summary>
internal sealed class HostFixture : IDisposable
{
    private static readonly string Project = Path.Combine(Root(), "tests", "Landscape.Staging.ToyStage");

    public HostFixture()
    {
        Directory.CreateDirectory(Output);
        Directory.CreateDirectory(Path.Combine(Folder, "data"));
        Directory.CreateDirectory(Scripts);
        File.WriteAllText(Path.Combine(Folder, "data", "table.csv"), "abc");
    }

    /// <summary>The toy stage, built beside this test project in the same configuration.</summary>
    public static string ToyAssembly { get; } =
        Path.Combine(Project, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "Landscape.Staging.ToyStage.dll");

    public string Folder { get; } = Directory.CreateTempSubdirectory("landscape-host-").FullName;

    public string Output => Path.Combine(Folder, "output");

    public string Scripts => Path.Combine(Folder, "scripts");

    public string LogFile => Path.Combine(Folder, "logs", "toy.log");

    /// <summary>Lines that the console would have shown.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Runs the toy stage inside this process.</summary>
    public StageManifest Run(RunRequest request, TimeProvider? time = null, IShardExecutor? executor = null, CancellationToken cancellation = default)
    {
        using var log = new LoggerConfiguration().WriteTo.Sink(new ListSink(Lines)).CreateLogger();
        StageRun.Execute(request, log, time ?? TimeProvider.System, cancellation, executor);
        return StageManifest.Read(Path.Combine(Output, StageManifest.FileName));
    }

    /// <summary>A request with options of the section <c>toy</c>, as canonical JSON or a part of it.</summary>
    public RunRequest Request(string options = "{}", int threads = 2, IReadOnlyDictionary<string, RequestInput>? inputs = null) => new(
        Folder,
        "smoke",
        7,
        "toy",
        ToyAssembly,
        2,
        new Dictionary<string, JsonElement> { ["toy"] = JsonElement.Parse(options) },
        new Dictionary<string, string> { ["toy.scale"] = "0.1" },
        new Dictionary<string, string> { ["data/table.csv"] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" }, // SHA-256 of "abc", FIPS 180-4
        inputs ?? new Dictionary<string, RequestInput>(),
        ["sums"],
        Output,
        Path.Combine(Folder, "shards"),
        new string('f', 64),
        Ingredients(),
        ["first run"],
        threads,
        Path.Combine(Root(), "pipeline", "node_modules"),
        Scripts,
        LogFile);

    // What the orchestration hashes: the stage's assembly and what stands beside it.
    private static JsonObject Ingredients() => new()
    {
        ["stage"] = "toy",
        ["assemblies"] = new JsonObject(Directory.EnumerateFiles(Path.GetDirectoryName(ToyAssembly)!, "*.dll")
            .Select(path => KeyValuePair.Create(Path.GetFileNameWithoutExtension(path), (JsonNode?)ContentHash.OfFile(path)))),
    };

    /// <summary>The upstream table <c>source/numbers</c> with three rows.</summary>
    public RequestInput Numbers()
    {
        var path = Path.Combine(Folder, "numbers.parquet");
        var entry = ParquetTable.Write(path, [new NumberRow(0, 1.5), new NumberRow(1, -2), new NumberRow(2, 1e-300)], new TableOrigin("source", new string('a', 64)));
        return new RequestInput(path, entry.Sha256, entry.Content, entry.Rows);
    }

    public void WriteScript(string name, string text) => File.WriteAllText(Path.Combine(Scripts, name), text);

    /// <summary>Runs the host as a process of its own; the caller holds its standard input.</summary>
    public static Process StartHost(params string[] arguments) => Process.Start(HostStart(arguments))!;

    /// <summary>Runs a request in a process of its own to its end.</summary>
    /// <param name="request">The request.</param>
    /// <param name="path">The search path of the process; the usual one if null.</param>
    public (int ExitCode, string[] Output, string[] Error) RunProcess(RunRequest request, string? path = null)
    {
        var start = HostStart("run", Write(request));
        start.Environment["PATH"] = path ?? start.Environment["PATH"];
        using var process = Process.Start(start)!;
        return Finish(process);
    }

    /// <summary>Runs one attempt at a shard in a process of its own to its end.</summary>
    public static (int ExitCode, string[] Output, string[] Error) RunShard(string requestFile, string activity, string shard, int attempt, params (string Name, string Value)[] environment)
    {
        var start = HostStart("shard", requestFile, "--activity", activity, "--shard", shard, "--attempt", $"{attempt}");
        environment.ToList().ForEach(variable => start.Environment[variable.Name] = variable.Value);
        using var process = Process.Start(start)!;
        process.StandardInput.Close(); // a queue gives none
        return Finish(process);
    }

    /// <summary>Waits for the end of a host process.</summary>
    public static (int ExitCode, string[] Output, string[] Error) Finish(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(60_000), "the host did not end");
        return (process.ExitCode, LinesOf(output), LinesOf(error.Result));
    }

    /// <summary>The request as the orchestration writes it.</summary>
    public string Write(RunRequest request)
    {
        var path = Path.Combine(Folder, "request.json");
        File.WriteAllText(path, JsonSerializer.Serialize(request, JsonSerializerOptions.Web));
        return path;
    }

    /// <summary>Forgets the result, so that the next run finds an empty folder; shards stay.</summary>
    public void ClearOutput()
    {
        Directory.Delete(Output, recursive: true);
        Directory.CreateDirectory(Output);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static ProcessStartInfo HostStart(params string[] arguments) =>
        new(Environment.ProcessPath!, ["exec", Path.Combine(AppContext.BaseDirectory, "Landscape.Staging.dll"), .. arguments]) // the tests run under dotnet
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    private static string[] LinesOf(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LandscapePipeline.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    /// <summary>A class of its own, because a logger disposes its sinks.</summary>
    private sealed class ListSink(List<string> lines) : ILogEventSink
    {
        public void Emit(LogEvent logEvent)
        {
            lock (lines)
            {
                lines.Add(logEvent.RenderMessage());
            }
        }
    }
}
