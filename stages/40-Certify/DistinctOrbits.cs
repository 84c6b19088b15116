using Landscape.Certification;
using Landscape.Models;

namespace Landscape.Stages.Certify;

/// <summary>Which certified points are proven to be on orbits of their own within their landscape.</summary>
internal static class DistinctOrbits
{
    /// <summary>For every point of one landscape, in order: certified, and separated modulo symmetry from all other certified points.</summary>
    public static IReadOnlyList<bool> Among(IReadOnlyList<CriticalPointView> points, IReadOnlyList<PointProof> proofs)
    {
        var isDistinct = new bool[points.Count];
        var distinctness = Of(points[0]);
        var boxes = Enumerable.Range(0, points.Count).Where(i => proofs[i].Own.IsCertified).Select(i => (Place: i, Box: proofs[i].Own.InclusionBox())).ToList();
        foreach (var (place, box) in boxes)
        {
            isDistinct[place] = boxes.All(other => other.Place == place || distinctness.IsProven(box, other.Box));
        }

        return isDistinct;
    }

    private static Distinctness Of(CriticalPointView point)
    {
        var inputDimension = ((point.Theta.Length - 1) / point.Width) - 2;
        return new Distinctness(new NetworkShape(inputDimension, point.Width), Activation.Named(point.Activation));
    }
}
