using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Landscape.Artifacts;
using Landscape.Staging.Hosting;
using Landscape.Staging.Tests;

namespace Landscape.Slurm.Tests;

/// <summary>
/// A run of the toy stage through the cluster: four items, a task each, that wait at a gate until the test lets them go. So a test does what it does to the cluster at a moment that it knows.
/// </summary>
internal sealed class ToyRun : IDisposable
{
    public const int Items = 4; // as many as the cluster has processors: all of them are at work at once
    private readonly string slurm;
    private readonly string fail;
    private readonly List<string> lines = [];
    private Process? host;

    public ToyRun(string slurm = "{}", string fail = "[]")
    {
        (this.slurm, this.fail) = (slurm, fail);
        SlurmCluster.WaitUntilIdle();
        Directory.CreateDirectory(Gate);
    }

    public HostFixture Fixture { get; } = new();

    public string Gate => Path.Combine(Fixture.Folder, "gate");

    /// <summary>What the host has printed so far.</summary>
    public string Text
    {
        get
        {
            lock (lines)
            {
                return string.Join('\n', lines);
            }
        }
    }

    /// <summary>Starts the host.</summary>
    public void Start()
    {
        var request = Request("slurm") with { ExecutorOptions = Options() };
        host = HostFixture.StartHost("run", Fixture.Write(request));
        host.OutputDataReceived += (_, e) => Add(e.Data);
        host.ErrorDataReceived += (_, e) => Add(e.Data);
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
    }

    /// <summary>Waits until a line is printed.</summary>
    public void Await(string text) => Until.True(() => Text.Contains(text, StringComparison.Ordinal), text, () => Text);

    /// <summary>Waits until every item waits at the gate.</summary>
    public void AwaitAll() => Until.True(() => Enumerable.Range(0, Items).All(item => Workers(item).Count > 0), "all items at work", () => $"{Text}\n{string.Join('\n', SlurmCluster.Jobs())}");

    /// <summary>The processes that have begun an item, and their nodes.</summary>
    public IReadOnlyList<(int Process, string Node)> Workers(int item) =>
        [.. Directory.EnumerateFiles(Gate, $"{item}.*").Where(file => Regex.IsMatch(file, @"\.\d+$")).Select(file => (int.Parse(file[(file.LastIndexOf('.') + 1)..]), File.ReadAllText(file)))];

    /// <summary>Lets an item go.</summary>
    public void Open(int item) => File.WriteAllText(Path.Combine(Gate, $"{item}.open"), "");

    /// <summary>Lets all items go.</summary>
    public void Open() => File.WriteAllText(Path.Combine(Gate, "open"), "");

    /// <summary>Ends the host as a power cut would.</summary>
    public void Kill()
    {
        host!.Kill();
        host.WaitForExit();
    }

    /// <summary>Closes the host's standard input, as the orchestration does when it stops.</summary>
    public void Stop() => host!.StandardInput.Close();

    /// <summary>Waits for the host's end.</summary>
    public int ExitCode()
    {
        Until.True(() => host!.HasExited, "the end of the run", () => $"{Text}\n{string.Join('\n', SlurmCluster.Jobs())}");
        host!.WaitForExit(); // for the last lines
        return host.ExitCode;
    }

    /// <summary>Expects success and the tables of a run without a cluster.</summary>
    public void ExpectTheRowsOfALocalRun()
    {
        Assert.True(ExitCode() == 0, Text);
        using var local = new HostFixture();
        var expected = local.Run(local.Request($$"""{ "count": {{Items}}, "mode": "keep" }""")).Tables;
        Assert.Equal(expected, StageManifest.Read(Path.Combine(Fixture.Output, StageManifest.FileName)).Tables);
    }

    /// <summary>Expects that nothing of ours waits or runs any more.</summary>
    public static void ExpectAnEmptyQueue() => Until.True(() => SlurmCluster.Jobs().Count == 0, "an empty queue", () => string.Join('\n', SlurmCluster.Jobs()));

    public void Dispose()
    {
        if (host is { HasExited: false })
        {
            Kill();
        }

        host?.Dispose();
        SlurmCluster.Ask("scancel", "--user=" + Environment.UserName);
        ExpectAnEmptyQueue();
        foreach (var process in Enumerable.Range(0, Items).SelectMany(Workers))
        {
            Until.True(() => !Directory.Exists($"/proc/{process.Process}"), "the end of a worker");
        }

        Fixture.Dispose();
    }

    private JsonElement Options()
    {
        var options = JsonNode.Parse(slurm)!.AsObject();
        options["stages"] = new JsonArray("toy");
        return JsonElement.Parse(options.ToJsonString());
    }

    private RunRequest Request(string executor) => Fixture.Request($$"""{ "count": {{Items}}, "mode": "keep", "fail": {{fail}}, "gate": "{{Gate}}" }""") with
    {
        Executor = executor,
        ShardCount = Items,
    };

    private void Add(string? line)
    {
        lock (lines)
        {
            lines.Add(line ?? "");
        }
    }
}
