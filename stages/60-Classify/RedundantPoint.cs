using Landscape.Models;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Classify;

/// <summary>A redundant point's core and families.</summary>
internal static class RedundantPoint
{
    /// <summary>The core and the way back (A5), and walks along the families through the exact extension (A2).</summary>
    public static (CoreRow Core, IReadOnlyList<FamilyRow> Families) Of(
        CriticalPointView point, RiskLandscape landscape, long? corePointId, bool isCoreCertified, ClassifyOptions options)
    {
        var trip = CoreRoundTrip.Of(landscape, point.Theta, options.RedundancyTolerance);
        var core = new CoreRow(
            point.PointId,
            trip.CoreWidth,
            trip.Core,
            trip.CoreGradientNorm,
            trip.CoreIsEfficient,
            isCoreCertified,
            corePointId,
            trip.ExtendedGradientNorm,
            trip.Distance,
            trip.Closes,
            SymmetryCounts.Embeddings(trip.CoreWidth, point.Width, SymmetryGroup.Of(landscape).HasSigns));
        var steps = FlatFamilies.Walk(landscape, trip.Extended, options.FamilyDisplacements, options.RedundancyTolerance);
        return (core, [.. steps.Select(step => Row(point, step))]);
    }

    private static FamilyRow Row(CriticalPointView point, FamilyStep step) => new(
        point.PointId, OptionNames.Of(step.Kind), step.Neuron, step.Partner, step.Displacement, step.RiskChange, step.GradientNorm);
}
