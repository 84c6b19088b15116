using Landscape.Artifacts;
using Landscape.Certification;
using Landscape.Models;
using Landscape.Staging;

namespace Landscape.Stages.Certify;

/// <summary>Nothing to choose: a proof has no tolerance.</summary>
public sealed record CertifyOptions;

/// <summary>What is proved about a critical point; docs/certificates.md states a row's meaning to the letter.</summary>
/// <param name="PointId">The point.</param>
/// <param name="Certified">A nondegenerate zero of the gradient is proved to exist at the point, alone in its neighbourhood.</param>
/// <param name="Reason">Empty if certified; else redundant, singular, box-too-wide, far-from-zero, no-enclosure, not-finite.</param>
/// <param name="Radius">The zero lies within this sup-norm distance of detect's theta; NaN if not certified, like all numbers here.</param>
/// <param name="IndexProven">Morse index of the zero, or null.</param>
/// <param name="EfficientProven">The zero is efficient.</param>
/// <param name="EfficiencyReason">Empty if proved; else not-certified, meets-redundancy, no-theorem.</param>
/// <param name="SmallestAbsEigenvalueBound">A lower bound on the smallest absolute eigenvalue of the Hessian at the zero.</param>
/// <param name="Center">The centre of the two boxes that follow; empty if not certified.</param>
/// <param name="InclusionRadius">The box of this sup-norm radius about the centre contains the zero.</param>
/// <param name="UniquenessRadius">The box of this sup-norm radius about the centre contains no other zero.</param>
/// <param name="DistinctProven">The zero is on another orbit than that of every other certified row of its problem, activation and width.</param>
/// <param name="CoreCertified">For a redundant point: the critical point of the smaller network that it prunes to is certified.</param>
/// <param name="CoreReason">Why not, as in <c>Reason</c>; empty if it is, or if the point is not redundant.</param>
/// <param name="CoreWidth">Width of that network; null if the point is not redundant.</param>
/// <param name="CoreCenter">Centre of the core's boxes; empty without a core's certificate.</param>
/// <param name="CoreRadius">The core's inclusion radius.</param>
[Table("certificates", 1)]
public sealed record CertificateRow(
    long PointId,
    bool Certified,
    string Reason,
    double Radius,
    int? IndexProven,
    bool EfficientProven,
    string EfficiencyReason,
    double SmallestAbsEigenvalueBound,
    double[] Center,
    double InclusionRadius,
    double UniquenessRadius,
    bool DistinctProven,
    bool CoreCertified,
    string CoreReason,
    int? CoreWidth,
    double[] CoreCenter,
    double CoreRadius);

/// <summary>
/// Proves critical points (docs/theory.md, section 2; docs/certificates.md): interval arithmetic shows by Krawczyk's test that the gradient dJ has exactly one zero in a
/// box at the point and that the Hessian is regular there (claim A1), with its Morse index, and that the point is efficient. Redundant points are never certified
/// themselves; the core that they prune to is.
/// </summary>
[Stage("certify", 1)]
public sealed class CertifyStage : IStage<CertifyOptions>
{
    /// <inheritdoc/>
    public StageOutput Run(StageInputs inputs, CertifyOptions options, StageContext context)
    {
        var samples = ProblemSamples.Read(inputs);
        var landscapes = inputs.Read<CriticalPointView>().GroupBy(p => (p.ProblemId, p.Activation, p.Width)).Select(g => g.ToList()).ToList();
        var certified = context.KeptRows("landscapes", landscapes, points => Certify(points, samples), points => points[0].LandscapeName);
        return new StageOutput().Add(certified.OrderBy(row => row.PointId));
    }

    private static IEnumerable<CertificateRow> Certify(IReadOnlyList<CriticalPointView> points, IReadOnlyDictionary<long, Sample> samples)
    {
        var proofs = points.Select(p => PointProof.Of(p, p.Landscape(samples))).ToList();
        return points.Zip(proofs, DistinctOrbits.Among(points, proofs)).Select(row => Row(row.First, row.Second, row.Third));
    }

    private static CertificateRow Row(CriticalPointView point, PointProof proof, bool isDistinct)
    {
        var own = proof.Own;
        return new CertificateRow(
            point.PointId,
            own.IsCertified,
            NameOf(own.Reason),
            own.DistanceBound(point.Theta),
            own.Index,
            own.Efficiency == EfficiencyProof.Proven,
            own.Efficiency == EfficiencyProof.Proven ? "" : OptionNames.Of(own.Efficiency),
            own.SmallestEigenvalueBound,
            own.Centre,
            own.InclusionRadius,
            own.UniquenessRadius,
            isDistinct,
            proof.Core is { IsCertified: true },
            NameOf(proof.Core?.Reason),
            proof.CoreWidth,
            proof.Core?.Centre ?? [],
            proof.Core?.InclusionRadius ?? double.NaN);
    }

    private static string NameOf(UncertifiedReason? reason) => reason is { } name ? OptionNames.Of(name) : "";
}
