using Landscape.Models;

namespace Landscape.Search;

/// <summary>
/// Claim A5 at a redundant critical point: it prunes to a core, which is polished on the smaller landscape, and the core extends back along the exact families
/// of redundancy (<see cref="CoreExtension"/>) to a critical point, the one that was pruned.
/// </summary>
/// <param name="Core">The polished core, P'.</param>
/// <param name="CoreWidth">n'.</param>
/// <param name="CoreGradientNorm">Max norm of the core's gradient.</param>
/// <param name="CoreIsEfficient">No kind of redundancy holds at the core.</param>
/// <param name="Extended">The extension, P parameters, exactly on the redundancy sets.</param>
/// <param name="ExtendedGradientNorm">Max norm of the gradient there.</param>
/// <param name="Distance">Max-norm distance of the extension from the point, as a share of 1 + max|theta|.</param>
/// <param name="Closes">
/// The extension is critical, by the tolerance of <see cref="NewtonPolish"/>, and it is the point: the distance is at most 1e-7. The point satisfies a_j = 0, w_j = 0, u_j = s u_i to
/// 1e-9 (<see cref="RedundancyDistances.AreResolved"/>), and point and core are each resolved to 1e-8 by their last Newton step, so that 1e-7 is five times what can be asked for, and a tenth of
/// the distance at which two points are called one orbit.
/// </param>
public sealed record CoreRoundTrip(
    double[] Core, int CoreWidth, double CoreGradientNorm, bool CoreIsEfficient, double[] Extended, double ExtendedGradientNorm, double Distance, bool Closes)
{
    private const double SamePoint = 1e-7;

    /// <summary>Prunes, polishes, extends.</summary>
    /// <param name="landscape">The landscape.</param>
    /// <param name="theta">A redundant critical point, P parameters.</param>
    /// <param name="tolerance">Largest distance that counts as zero (<see cref="RedundancyDistances"/>).</param>
    public static CoreRoundTrip Of(RiskLandscape landscape, ReadOnlySpan<double> theta, double tolerance = RedundancyDistances.Tolerance)
    {
        var pruned = Pruning.Prune(landscape, theta, tolerance);
        var smaller = new RiskLandscape(landscape.Sample, landscape.Activation, landscape.Width - pruned.Removed.Count);
        var polish = new NewtonPolish(GradientScale.Of(landscape.Sample));
        var core = polish.Run(new RiskFunction(smaller), pruned.Core).Model;
        var extended = CoreExtension.Extend(landscape.Activation, core.Theta, pruned.Removed);
        var gradient = new double[extended.Length];
        landscape.RiskGradient(extended, gradient);
        var (norm, distance) = (Vectors.MaxNorm(gradient), Vectors.MaxDistance(extended, theta) / (1 + Vectors.MaxNorm(theta)));
        return new CoreRoundTrip(
            core.Theta,
            smaller.Width,
            core.GradientNorm,
            RedundancyDistances.Of(smaller, core.Theta).Kinds(tolerance) == RedundancyKinds.None,
            extended,
            norm,
            distance,
            norm <= polish.Tolerance && distance <= SamePoint);
    }
}
