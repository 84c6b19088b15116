using Landscape.Artifacts;
using Serilog;

namespace Landscape.Staging.Hosting;

/// <summary>A stage at work: what is asked for, and how to tell about it.</summary>
/// <param name="Request">What is asked for.</param>
/// <param name="Stage">The stage, loaded.</param>
/// <param name="Log">The log.</param>
/// <param name="Time">The clock; nothing that it shows reaches a table.</param>
/// <param name="Cancellation">Set when the run is being stopped.</param>
internal sealed record StageSession(RunRequest Request, StageAssembly Stage, ILogger Log, TimeProvider Time, CancellationToken Cancellation)
{
    /// <summary>Where an activity's shards are.</summary>
    public ShardStore ShardsOf(string activity) => new(
        Path.Combine(Request.Shards, ShardStore.FolderName(activity)), activity, Stage.Rows, new TableOrigin(Request.Stage, Request.Fingerprint), Time);

    /// <summary>Starts to tell how far a loop is.</summary>
    public Progress Tell(string activity, int total) => new(activity, total, Time, Say);

    /// <summary>A line on the console and in the log.</summary>
    public void Say(string line) => Log.Information("{Stage:l}: {Line:l}", Request.Stage, line);

    /// <summary>A warning on the console and in the log.</summary>
    public void Warn(string line) => Log.Warning("{Stage:l}: warning: {Line:l}", Request.Stage, OneLine.Escaped(line));
}
