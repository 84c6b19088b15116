using Landscape.Models;

namespace Landscape.Search;

/// <summary>Why a candidate is not a critical point.</summary>
public enum RejectReason
{
    /// <summary>The gradient is small or stationary because the risk is flat there (a valley that runs to infinity), not because it vanishes.</summary>
    GradientFlat,

    /// <summary>The search ran to infinity.</summary>
    Diverging,

    /// <summary>Neither proved critical nor explained: not converged, or not resolved in double precision.</summary>
    Undecided,
}

/// <summary>What a candidate turned out to be.</summary>
/// <param name="Model">The second-order model where its polish ended.</param>
/// <param name="Kinds">Redundancy of the point; None if it is efficient.</param>
/// <param name="Reject">Null for a critical point, else why not.</param>
public sealed record Verdict(SpectralModel Model, RedundancyKinds Kinds, RejectReason? Reject);

/// <summary>
/// Decides whether a candidate is a critical point. It is one if its polish ends within the gradient tolerance with a negligible Newton
/// step, and the kernel of the Hessian, if any, is explained: by redundancy, or else by a genuinely degenerate point. A valley that runs to
/// infinity also ends with a tiny gradient and a kernel; but a polish that starts a walk along the kernel away comes back to an isolated
/// point, and in a valley finds a tiny gradient right there.
/// </summary>
/// <param name="landscape">The landscape.</param>
public sealed class CandidateJudge(RiskLandscape landscape)
{
    // The walk along a kernel direction, as a share of 1 + |theta|.
    private const double WalkLength = 0.01;

    // |H g| / (|H| |g|) at which a gradient that Newton's method cannot remove counts as flat; in general position the ratio is 0.1 to 1.
    private const double FlatnessLimit = 1e-3;

    // Where two families of redundant points meet, as at a duplicate without residual, J grows like c delta^4 with the distance delta from them: a polish stops at
    // c delta^3 = 1e-13, and what looks efficient and degenerate this close may be redundant.
    private const double DegenerateApart = 1e-2;

    private readonly RiskFunction function = new(landscape);
    private readonly NewtonPolish polish = new(GradientScale.Of(landscape.Sample));

    /// <summary>Polishes and judges a candidate.</summary>
    /// <param name="candidate">P parameters.</param>
    public Verdict Judge(ReadOnlySpan<double> candidate)
    {
        var result = polish.Run(function, candidate);
        if (result.Status is not (PolishStatus.Polished or PolishStatus.Singular))
        {
            return new Verdict(result.Model, RedundancyKinds.None, Reason(result));
        }

        var distances = RedundancyDistances.Of(landscape, result.Model.Theta);
        var unexplainedKernel = distances.Kinds() == RedundancyKinds.None && result.Status == PolishStatus.Singular;
        if (!distances.AreResolved || (unexplainedKernel && distances.Smallest <= DegenerateApart))
        {
            return new Verdict(result.Model, distances.Kinds(), RejectReason.Undecided);
        }

        return new Verdict(result.Model, distances.Kinds(), unexplainedKernel && LeadsAlongValley(result.Model) ? RejectReason.GradientFlat : null);
    }

    private RejectReason Reason(PolishResult result) =>
        result.Model.GradientNorm <= polish.Tolerance || result.Model.Flatness <= FlatnessLimit ? RejectReason.GradientFlat
        : result.Status == PolishStatus.Diverging ? RejectReason.Diverging
        : RejectReason.Undecided;

    private bool LeadsAlongValley(SpectralModel model)
    {
        var length = WalkLength * (1 + Vectors.MaxNorm(model.Theta));
        return Enumerable.Range(0, model.Theta.Length)
            .Where(mode => Math.Abs(model.Eigenvalues[mode]) <= model.NullTolerance)
            .Any(mode => StaysAway(model, mode, length) || StaysAway(model, mode, -length));
    }

    private bool StaysAway(SpectralModel model, int mode, double length)
    {
        var end = polish.Run(function, Vectors.Plus(model.Theta, length, model.Mode(mode))).Model;
        var distance = Vectors.Norm(Vectors.Plus(end.Theta, -1, model.Theta));
        return end.GradientNorm <= polish.Tolerance && distance > Math.Abs(length) / 2;
    }
}
