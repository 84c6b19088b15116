using Landscape.Artifacts;
using Landscape.Models;

namespace Landscape.Stages;

/// <summary>A critical point as later stages see it.</summary>
[View("detect", "critical_points")]
internal sealed record CriticalPointView(long PointId, long ProblemId, string Activation, int Width, double[] Theta, double Risk)
{
    /// <summary>The landscape of the point.</summary>
    public RiskLandscape Landscape(IReadOnlyDictionary<long, Sample> samples) =>
        new(samples[ProblemId], Models.Activation.Named(Activation), Width);

    /// <summary>How an error names the point.</summary>
    public string Name => $"point {PointId} ({LandscapeName})";

    /// <summary>How an error names its landscape.</summary>
    public string LandscapeName => $"problem {ProblemId}, {Activation}, width {Width}";
}
