using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Landscape.Artifacts;

namespace Landscape.Staging.ToyStage;

/// <summary>What the toy stage does besides its sums; every mode is one promise of the host that a test holds it to.</summary>
public enum Mode
{
    Plain,
    ReadInput,
    ReadUndeclaredInput,
    EchoFile,
    Describe,
    Warn,
    RunNode,
    NeverEnd,
    Keep,
    KeepTwice,
    Unrepeatable,
    OmitTable,
    UnsafeFile,
}

public sealed record ToyOptions
{
    [Description("How many sums.")]
    [Range(0, 100000)]
    public int Count { get; init; } = 20;

    [Description("What every sum is multiplied by.")]
    [Range(0.0, 10.0, MinimumIsExclusive = true)]
    public double Scale { get; init; } = 0.1;

    [Description("Items that fail.")]
    public IReadOnlyList<int> Fail { get; init; } = [];

    [Description("Items that want more memory than there is.")]
    public IReadOnlyList<int> Exhaust { get; init; } = [];

    [Description("What to do besides.")]
    public Mode Mode { get; init; }

    [Description("A file to copy into the output.")]
    public InputFile? File { get; init; }

    [Description("A script of the folder of scripts to run.")]
    public string Script { get; init; } = "";

    [Description("A folder: an item says there that it began (item.process, with the node's name in it) and waits for the file item.open or open.")]
    public string Gate { get; init; } = "";
}

[Table("sums", 3)]
public sealed record SumRow(long Item, double Sum, string Label);

[View("source", "numbers")]
public sealed record NumberView(double Value);

/// <summary>sum_i = scale * (sum of i + 1 uniform numbers of item i's stream).</summary>
[Stage("toy", 2)]
public sealed class ToyStage : IStage<ToyOptions>
{
    public StageOutput Run(StageInputs inputs, ToyOptions options, StageContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        var items = Enumerable.Range(0, options.Count).ToList();
        var rows = options.Mode switch
        {
            Mode.Keep or Mode.Unrepeatable => Kept("kept sums", items, item => Sum(item, options, context), context),
            Mode.KeepTwice => Differences(Kept("kept sums", items, item => Sum(item, options, context), context), context),
            _ => context.ForEach("sums", items, item => Sum(item, options, context), item => $"sum {item}"),
        };
        var output = options.Mode == Mode.OmitTable ? new StageOutput() : new StageOutput().Add(rows);
        return options.Mode switch
        {
            Mode.ReadInput => output.AddFile("inputs.json", JsonSerializer.SerializeToUtf8Bytes(inputs.Read<NumberView>().Select(view => view.Value))),
            Mode.ReadUndeclaredInput => output.AddFile("inputs.json", JsonSerializer.SerializeToUtf8Bytes(inputs.Read<NumberView>())),
            Mode.EchoFile => output.AddFile("folder/echo.txt", File.ReadAllBytes(context.FilePath(options.File!))),
            Mode.Describe => output.AddFile("description.json", JsonSerializer.SerializeToUtf8Bytes(context.Description)),
            Mode.RunNode => output.AddFile("node.txt", context.RunNode(options.Script, Encoding.UTF8.GetBytes("from the stage"))),
            Mode.UnsafeFile => output.AddFile("../escape.txt", []),
            _ => output,
        };
    }

    private static IReadOnlyList<SumRow> Kept(string activity, IReadOnlyList<int> items, Func<int, SumRow> row, StageContext context) =>
        context.KeptRows<int, SumRow>(activity, items, item => [row(item)], item => $"sum {item}");

    // Every item of the second activity needs two of the first.
    private static IReadOnlyList<SumRow> Differences(IReadOnlyList<SumRow> sums, StageContext context) =>
        Kept("kept differences", [.. Enumerable.Range(0, sums.Count)], item => sums[item] with { Sum = sums[item].Sum - sums[Math.Max(0, item - 1)].Sum }, context);

    private static SumRow Sum(int item, ToyOptions options, StageContext context)
    {
        if (options.Mode == Mode.NeverEnd)
        {
            Thread.Sleep(Timeout.Infinite);
        }

        WaitAtGate(item, options.Gate);
        if (options.Fail.Contains(item))
        {
            throw new InvalidOperationException($"told to fail\nat {item}");
        }

        if (options.Exhaust.Contains(item))
        {
            GC.KeepAlive(new byte[1 << 30]);
        }

        if (options.Mode == Mode.Warn && item == 0)
        {
            context.Warn("the first sum is short");
        }

        if (options.Mode == Mode.Unrepeatable)
        {
            return new SumRow(item, Stopwatch.GetTimestamp(), "");
        }

        var stream = context.Stream("terms", item);
        var sum = Enumerable.Range(0, item + 1).Aggregate(0.0, (total, _) => total + stream.NextUniform());
        return new SumRow(item, options.Scale * sum, item.ToString(CultureInfo.InvariantCulture));
    }

    private static void WaitAtGate(int item, string gate)
    {
        if (gate.Length == 0)
        {
            return;
        }

        File.WriteAllText(Path.Combine(gate, $"{item}.{Environment.ProcessId}"), Environment.GetEnvironmentVariable("SLURMD_NODENAME"));
        while (Directory.Exists(gate) && !File.Exists(Path.Combine(gate, "open")) && !File.Exists(Path.Combine(gate, $"{item}.open")))
        {
            Thread.Sleep(20);
        }
    }
}
