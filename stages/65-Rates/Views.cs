using Landscape.Artifacts;

namespace Landscape.Stages.Rates;

/// <summary>A critical point and how it was found.</summary>
[View("detect", "critical_points")]
internal sealed record ReachedPointView(long PointId, long ProblemId, string Activation, int Width, double[] Theta, string Source)
{
    /// <summary>How an error names the point.</summary>
    public string Name => $"point {PointId} (problem {ProblemId}, {Activation}, width {Width})";
}

/// <summary>What is proved about a point.</summary>
[View("certify", "certificates")]
internal sealed record CertificateView(long PointId, bool Certified, string Reason, int? IndexProven, double[] Center, double InclusionRadius, double UniquenessRadius);
