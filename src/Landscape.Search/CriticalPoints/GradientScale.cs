using Landscape.Models;

namespace Landscape.Search;

/// <summary>
/// The scale that makes gradient tolerances mean the same on every problem: s max(1, s), s = sqrt(E_mu[f^2]) (1 if f = 0).
/// If f is scaled by c, derivatives by (a, beta) scale with c and those by u with c^2; below 1 the first, above 1 the second dominates.
/// </summary>
public static class GradientScale
{
    /// <summary>The scale of a problem.</summary>
    public static double Of(Sample sample)
    {
        var s = TargetNorm(sample);
        return s * Math.Max(1, s);
    }

    /// <summary>sqrt(E_mu[f^2]), 1 if f = 0: the unit of outputs and output weights.</summary>
    public static double TargetNorm(Sample sample)
    {
        var square = 0.0;
        for (var i = 0; i < sample.Count; i++)
        {
            square = Math.FusedMultiplyAdd(sample.Weights[i] * sample.Targets[i], sample.Targets[i], square);
        }

        return square > 0 ? Math.Sqrt(square) : 1;
    }
}
