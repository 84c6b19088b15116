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
/// step, and the kernel of the Hessian, if any, is explained: by redundancy, or else by a genuinely degenerate point. A regular sequence to infinity
/// also ends with a tiny gradient, but its kernel directions lead on along the valley: the gradient stays as tiny far along them.
/// </summary>
/// <param name="landscape">The landscape.</param>
public sealed class CandidateJudge(RiskLandscape landscape)
{
    // A degenerate critical point has |g| of order t^2 |D3J| or t^3 |D4J| at distance t along its kernel; 1e4 tolerances at
    // t = 0.1 (1 + |theta|) would need derivatives below 1e-6.
    private const double WalkLength = 0.1;
    private const double FlatGradientTolerances = 1e4;

    // |H g| / (|H| |g|) at which a gradient that Newton's method cannot remove counts as flat; in general position the ratio is 0.1 to 1.
    private const double FlatnessLimit = 1e-3;

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
        if (!distances.AreResolved)
        {
            return new Verdict(result.Model, distances.Kinds, RejectReason.Undecided);
        }

        var unexplainedKernel = distances.Kinds == RedundancyKinds.None && result.Status == PolishStatus.Singular;
        return new Verdict(result.Model, distances.Kinds, unexplainedKernel && LeadsAlongValley(result.Model) ? RejectReason.GradientFlat : null);
    }

    private static RejectReason Reason(PolishResult result) =>
        result.Model.Flatness <= FlatnessLimit ? RejectReason.GradientFlat
        : result.Status == PolishStatus.Diverging ? RejectReason.Diverging
        : RejectReason.Undecided;

    private bool LeadsAlongValley(SpectralModel model)
    {
        var length = WalkLength * (1 + Vectors.MaxNorm(model.Theta));
        for (var i = 0; i < model.Theta.Length; i++)
        {
            if (Math.Abs(model.Eigenvalues[i]) <= model.NullTolerance
                && Math.Min(GradientAt(model, i, length), GradientAt(model, i, -length)) <= FlatGradientTolerances * polish.Tolerance)
            {
                return true;
            }
        }

        return false;
    }

    private double GradientAt(SpectralModel model, int mode, double length)
    {
        var gradient = new double[model.Theta.Length];
        function.ValueGradient(Vectors.Plus(model.Theta, length, model.Mode(mode)), gradient);
        return Vectors.MaxNorm(gradient);
    }
}
