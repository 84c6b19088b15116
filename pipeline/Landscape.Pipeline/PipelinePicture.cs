using System.Globalization;

namespace Landscape.Pipeline;

/// <summary>
/// <c>artifacts/runs/&lt;config&gt;/pipeline.svg</c>: the stages with their states, as the latest run left them or as Status found them. The state stands there as a word too; the colours are
/// those of Okabe and Ito, which colour-blind readers tell apart.
/// </summary>
public static class PipelinePicture
{
    /// <summary>The file's name in a run's folder.</summary>
    public const string FileName = "pipeline.svg";

    private const string Style =
        "svg{background:#fff}.stage-box{fill:#f4f6f8;stroke:#b8c0c8}.stage-arrow{fill:none;stroke:#58606b;stroke-width:1.3}.stage-tip{fill:#58606b}"
        + ".stage-name{fill:#1b1f24;font:600 14px system-ui,\"DejaVu Sans\",sans-serif}.stage-text{fill:#1b1f24;font:10.5px ui-monospace,\"DejaVu Sans Mono\",monospace}"
        + ".stage-ran{fill:#0072b2}.stage-reused,.stage-reusable{fill:#56b4e9}.stage-fresh{fill:#009e73}.stage-failed{fill:#d55e00}.stage-stopped,.stage-stale{fill:#e69f00}"
        + ".stage-damaged{fill:#cc79a7}.stage-running{fill:#f0e442;stroke:#1b1f24}.stage-missing,.stage-unbuilt,.stage-not-run{fill:#8a939c}"
        + "@media(prefers-color-scheme:dark){svg{background:#14171b}.stage-box{fill:#1d2127;stroke:#4a525c}.stage-name,.stage-text{fill:#e6e9ed}.stage-arrow{stroke:#a3abb6}.stage-tip{fill:#a3abb6}}";

    /// <summary>Draws the end of a run.</summary>
    /// <param name="repository">The clone.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="stages">The stages, upstream first.</param>
    /// <param name="results">Their results; null for one that was not reached.</param>
    public static void Draw(Repository repository, string config, IReadOnlyList<StageProject> stages, IReadOnlyList<StageResult?> results)
    {
        Directory.CreateDirectory(repository.RunFolder(config));
        Write(repository, config, [.. stages.Zip(results, (stage, result) =>
            Box(stage, result?.State ?? "not run", result is null ? [] : [Seconds(result.Seconds), result.Fingerprint[..Math.Min(12, result.Fingerprint.Length)]]))]);
    }

    /// <summary>Draws what Status found, where there is a run and its folder can be written; else the picture stays as it is.</summary>
    public static void Update(Repository repository, string config, IReadOnlyList<StageStatus> stages)
    {
        try
        {
            if (stages.Count > 0 && Directory.Exists(repository.RunFolder(config)))
            {
                Write(repository, config, [.. stages.Select(s => Box(s.Stage, s.State, Made(repository, s)))]);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A read-only store is a good place for Status; only the picture has to wait.
        }
    }

    private static StageBox Box(StageProject stage, string state, IEnumerable<string> lines) =>
        new(stage.Name, stage.Upstream, state.Replace(' ', '-'), [state, .. lines.Where(l => l.Length > 0)]);

    private static IEnumerable<string> Made(Repository repository, StageStatus stage)
    {
        if (stage.Fingerprint is not { } fingerprint)
        {
            return [];
        }

        try
        {
            var made = Manifest.Load(new Store(repository).Folder(stage.Stage.Name, fingerprint));
            return [$"made in {Seconds(made.DurationSeconds)}", fingerprint[..12]];
        }
        catch (PipelineException)
        {
            return [fingerprint[..12]];
        }
    }

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");

    private static void Write(Repository repository, string config, IReadOnlyList<StageBox> boxes)
    {
        var words = $"{config}: {string.Join("; ", boxes.Select(b => $"{b.Name} {string.Join(", ", b.Lines)}"))}";
        var svg = StageDrawing.Svg(boxes, Style, words);
        var file = Path.Combine(repository.RunFolder(config), FileName);
        if (!File.Exists(file) || File.ReadAllText(file) != svg)
        {
            AtomicFile.Write(file, svg);
        }
    }
}
