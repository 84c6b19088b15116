using Landscape.Artifacts;

namespace Landscape.Stages.Classify;

/// <summary>What is proved about a point.</summary>
[View("certify", "certificates")]
internal sealed record CertificateView(
    long PointId, bool Certified, int? IndexProven, bool EfficientProven, double[] Center, double InclusionRadius, bool CoreCertified);
