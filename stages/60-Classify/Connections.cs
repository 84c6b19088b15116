using Landscape.Artifacts;
using Landscape.Models;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Classify;

/// <summary>What lies on either side of an efficient, nondegenerate critical point of index 1: where the gradient flow goes along minus and plus its unstable eigenvector.</summary>
/// <param name="PointId">The saddle.</param>
/// <param name="OutcomeA">How the flow along -v ended: converged, diverging, undecided.</param>
/// <param name="MinimumA">The minimum that it reached, if that is among the points found; else null.</param>
/// <param name="ThetaA">Where it ended: an image of the minimum under the symmetry group, not its canonical representative.</param>
/// <param name="OutcomeB">As OutcomeA, along +v.</param>
/// <param name="MinimumB">As MinimumA, along +v.</param>
/// <param name="ThetaB">As ThetaA, along +v.</param>
[Table("connections", 1)]
public sealed record ConnectionRow(
    long PointId, string OutcomeA, long? MinimumA, double[] ThetaA, string OutcomeB, long? MinimumB, double[] ThetaB);

/// <summary>Which minima the saddles of index 1 connect.</summary>
internal static class Connections
{
    public static IEnumerable<ConnectionRow> Rows(
        IReadOnlyList<CriticalPointView> points, IReadOnlyDictionary<long, Sample> samples, double tolerance, StageContext context)
    {
        var cells = points.GroupBy(p => (p.ProblemId, p.Activation, p.Width)).Select(g => g.ToList()).ToList();
        return context.KeptRows(
            "descents from saddles", cells, cell => OfLandscape(cell, cell[0].Landscape(samples), tolerance), cell => cell[0].LandscapeName);
    }

    private static List<ConnectionRow> OfLandscape(List<CriticalPointView> points, RiskLandscape landscape, double tolerance)
    {
        var function = new RiskFunction(landscape);
        var models = points.Select(p => (Point: p, Model: SpectralModel.At(function, p.Theta))).ToList();
        var minima = new CoreLookup([.. models.Where(m => m.Model.MorseIndex == 0).Select(m => m.Point)]);
        var descent = new SaddleDescent(function);
        return [.. models.Where(m => m.Model is { MorseIndex: 1, Nullity: 0 } && IsEfficient(m.Point)).Select(m => Row(m.Point, descent.Run(m.Model)))];

        bool IsEfficient(CriticalPointView point) => RedundancyDistances.Of(landscape, point.Theta).Kinds(tolerance) == RedundancyKinds.None;

        ConnectionRow Row(CriticalPointView saddle, (TrainingResult Minus, TrainingResult Plus) ends) => new(
            saddle.PointId,
            OptionNames.Of(ends.Minus.Outcome),
            MinimumAt(saddle, ends.Minus),
            ends.Minus.Theta,
            OptionNames.Of(ends.Plus.Outcome),
            MinimumAt(saddle, ends.Plus),
            ends.Plus.Theta);

        // The flow stops within a Newton step of 1e-6; orbits are compared at what a polished point is known to.
        long? MinimumAt(CriticalPointView saddle, TrainingResult end) => end.Outcome == Outcome.Converged
            ? minima.Find(saddle, new NewtonPolish(function.Scale).Run(function, end.Theta).Model.Theta)
            : null;
    }
}
