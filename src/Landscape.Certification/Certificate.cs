namespace Landscape.Certification;

/// <summary>Why a point has no certificate.</summary>
public enum UncertifiedReason
{
    /// <summary>It is redundant by structure (a_j = 0, w_j = 0 or u_i = +-u_j up to the tolerance): critical points there are degenerate, and no box test can pass.</summary>
    Redundant,

    /// <summary>The Hessian cannot be told from a singular one: no contraction even on the smallest box.</summary>
    Singular,

    /// <summary>The map contracts near the point, but not on a box as large as the distance to a zero may be.</summary>
    BoxTooWide,

    /// <summary>Newton's method left the neighbourhood: no zero of the gradient is at the point.</summary>
    FarFromZero,

    /// <summary>No enclosure of the activation has been proved.</summary>
    NoEnclosure,

    /// <summary>A parameter is not a finite number.</summary>
    NotFinite,
}

/// <summary>
/// What has been proved about the zero of the gradient at a point; docs/certificates.md has the statement to the letter.
/// </summary>
/// <param name="Reason">Null if certified, else why not; then the other members mean nothing.</param>
/// <param name="Centre">The centre of the proven boxes, P; empty if not certified.</param>
/// <param name="InclusionRadius">The sup-norm box of this radius about the centre contains a zero.</param>
/// <param name="UniquenessRadius">The sup-norm box of this radius about the centre contains exactly one zero, and there the Hessian is regular.</param>
/// <param name="Index">The Morse index of the zero, or null if its Hessian's inertia has not been proved.</param>
/// <param name="SmallestEigenvalueBound">A lower bound on the smallest absolute eigenvalue of the Hessian at the zero; NaN without an index.</param>
/// <param name="Efficiency">Whether the zero is proved efficient.</param>
public sealed record Certificate(
    UncertifiedReason? Reason,
    double[] Centre,
    double InclusionRadius,
    double UniquenessRadius,
    int? Index,
    double SmallestEigenvalueBound,
    EfficiencyProof Efficiency)
{
    /// <summary>Existence, local uniqueness and nondegeneracy have been proved.</summary>
    public bool IsCertified => Reason is null;

    /// <summary>A bound on the sup-norm distance of the zero from a point, rounded up; NaN without a certificate.</summary>
    /// <param name="theta">P parameters.</param>
    public double DistanceBound(ReadOnlySpan<double> theta)
    {
        var bound = InclusionRadius;
        for (var i = 0; i < Centre.Length; i++)
        {
            bound = Math.Max(bound, Rounding.SumUp(((Interval)Centre[i] - theta[i]).Magnitude, InclusionRadius));
        }

        return bound;
    }

    /// <summary>The box about the centre that contains the zero.</summary>
    public Interval[] InclusionBox() => Krawczyk.Box(Centre, InclusionRadius);

    /// <summary>No proof.</summary>
    /// <param name="reason">Why.</param>
    public static Certificate Without(UncertifiedReason reason) =>
        new(reason, [], double.NaN, double.NaN, null, double.NaN, EfficiencyProof.NotCertified);
}
