using System.Diagnostics;
using Landscape.Numerics;
using Landscape.Staging;

namespace Landscape.Report.Tests;

/// <summary>A stage context with the real Node scripts and nothing else: the report neither draws random numbers nor reads files.</summary>
internal sealed class NodeContext(RunDescription? description = null) : StageContext
{
    public static readonly RunDescription Plain = new(
        "synthetic",
        1,
        new Dictionary<string, string> { ["train.widths[0]"] = "1", ["train.widths[1]"] = "2", ["report.fit_targets"] = "2" },
        new Dictionary<string, string> { ["train/runs"] = new('a', 64), ["generate/nodes"] = new('b', 64) },
        new Dictionary<string, string> { ["vega"] = "6.4.0" });

    public static readonly string Repository = FindRepository();

    public override CancellationToken Cancellation => CancellationToken.None;

    public override RunDescription Description { get; } = description ?? Plain;

    public override RandomStream Stream(string purpose, params ReadOnlySpan<long> item) => throw new NotSupportedException();

    public override IReadOnlyList<TResult> ForEach<TItem, TResult>(string activity, IReadOnlyList<TItem> items, Func<TItem, TResult> body, Func<TItem, string> name) =>
        [.. items.Select(body)];

    public override void Warn(string message) => Assert.Fail(message);

    public override string FilePath(InputFile file) => throw new NotSupportedException();

    public override byte[] RunNode(string script, byte[] standardInput)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Repository, "pipeline", "node", script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        using var output = new MemoryStream();
        var errors = node.StandardError.ReadToEndAsync();
        var reply = node.StandardOutput.BaseStream.CopyToAsync(output);
        node.StandardInput.BaseStream.Write(standardInput);
        node.StandardInput.Close();
        reply.Wait();
        node.WaitForExit();
        return node.ExitCode == 0 ? output.ToArray() : throw new InvalidOperationException(errors.Result);
    }

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "LandscapePipeline.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no LandscapePipeline.sln above the tests");
        }

        return folder;
    }
}

/// <summary>Tables in memory, by view.</summary>
internal sealed class TableInputs : StageInputs
{
    private readonly Dictionary<Type, object> tables = [];

    public TableInputs With<TView>(IReadOnlyList<TView> rows)
        where TView : class
    {
        tables[typeof(TView)] = rows;
        return this;
    }

    public override IReadOnlyList<TView> Read<TView>() => (IReadOnlyList<TView>)tables[typeof(TView)];
}
