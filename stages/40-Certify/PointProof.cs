using Landscape.Certification;
using Landscape.Models;
using Landscape.Search;

namespace Landscape.Stages.Certify;

/// <summary>What is proved about a point, and, if it is redundant, about the core that it prunes to.</summary>
/// <param name="Own">The point's own certificate.</param>
/// <param name="Core">The core's certificate, null if the point is not redundant.</param>
/// <param name="CoreWidth">The core's width, null if the point is not redundant.</param>
internal sealed record PointProof(Certificate Own, Certificate? Core, int? CoreWidth)
{
    public static PointProof Of(CriticalPointView point, RiskLandscape landscape)
    {
        var own = new PointCertifier(landscape).Certify(point.Theta);
        return own.Reason == UncertifiedReason.Redundant ? WithCore(own, point, landscape) : new PointProof(own, null, null);
    }

    private static PointProof WithCore(Certificate own, CriticalPointView point, RiskLandscape landscape)
    {
        var theta = Pruning.Core(landscape, point.Theta);
        var width = (theta.Length - 1) / landscape.Shape.NeuronSize;
        var smaller = new RiskLandscape(landscape.Sample, landscape.Activation, width);
        return new PointProof(own, new PointCertifier(smaller).Certify(theta), width);
    }
}
