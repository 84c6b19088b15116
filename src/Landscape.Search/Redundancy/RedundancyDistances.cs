using Landscape.Models;

namespace Landscape.Search;

/// <summary>
/// The three ways in which a network can have fewer neurons without changing its realization: for tanh and logistic networks, by a theorem, the only ones; for
/// other activations each of them is enough, and that there are no others is not known (softplus, GELU and SiLU have more: <see cref="ActivationSymmetry.ThreeTerm"/>).
/// </summary>
[Flags]
public enum RedundancyKinds
{
    /// <summary>Efficient.</summary>
    None = 0,

    /// <summary>a_j = 0 for some j.</summary>
    Deactivation = 1,

    /// <summary>w_j = 0 for some j: the neuron is a constant.</summary>
    Bias = 2,

    /// <summary>u_i = u_j, or u_i = -u_j where the activation has a sign symmetry, for some i != j.</summary>
    Duplication = 4,
}

/// <summary>
/// How far a network is from each redundancy set, without units: output weights in units of sqrt(E_mu[f^2]), pre-activations as they are,
/// measured where the data are:
/// deactivation min_j |a_j| / sqrt(E f^2); bias min_j sqrt(Var_mu z_j); duplication min_{i,j,sign} sqrt(E_mu[(z_i -+ z_j)^2]).
/// Each is 0 exactly on its set when the nodes span R^d affinely. Infinite where no neuron or pair exists.
/// (Sussmann 1992, DOI 10.1016/S0893-6080(05)80037-1, for tanh: no further kinds exist. For other activations a point with positive distances is free of these kinds only.)
/// </summary>
/// <param name="Deactivation">Distance to a_j = 0.</param>
/// <param name="Bias">Distance to w_j = 0.</param>
/// <param name="Duplication">Distance to u_i = +-u_j.</param>
public sealed record RedundancyDistances(double Deactivation, double Bias, double Duplication)
{
    /// <summary>A distance of at most this counts as zero, unless a caller states another tolerance.</summary>
    public const double Tolerance = 1e-6;

    // Nondegenerate redundant points come out of the polish at distances of 1e-10 and less; only where two families of redundant
    // points meet, and the Newton iteration degenerates, does it stop in between.
    private const double ResolvedZero = 1e-9;

    // A polish there gains a factor of two a step instead of all digits: 1e-4 leaves the distance of what may still shrink to zero well below.
    private const double ResolvedApart = 1e-4;

    /// <summary>
    /// Whether every distance is clearly zero (at most 1e-9) or clearly not (above 1e-4): in between, a point that is known to rounding
    /// may or may not be redundant.
    /// </summary>
    public bool AreResolved => IsResolved(Deactivation) && IsResolved(Bias) && IsResolved(Duplication);

    /// <summary>The smallest of the three.</summary>
    public double Smallest => Math.Min(Deactivation, Math.Min(Bias, Duplication));

    /// <summary>The kinds whose distance is within a tolerance.</summary>
    /// <param name="tolerance">Largest distance that counts as zero.</param>
    public RedundancyKinds Kinds(double tolerance = Tolerance) =>
        (Deactivation <= tolerance ? RedundancyKinds.Deactivation : 0)
        | (Bias <= tolerance ? RedundancyKinds.Bias : 0)
        | (Duplication <= tolerance ? RedundancyKinds.Duplication : 0);

    /// <summary>The distances of theta.</summary>
    /// <param name="landscape">The sample, activation and shape.</param>
    /// <param name="theta">P parameters.</param>
    public static RedundancyDistances Of(RiskLandscape landscape, ReadOnlySpan<double> theta)
    {
        var neurons = new NeuronGeometry(landscape, theta, Tolerance);
        double deactivation = double.PositiveInfinity, bias = double.PositiveInfinity, duplication = double.PositiveInfinity;
        for (var j = 0; j < landscape.Shape.Width; j++)
        {
            deactivation = Math.Min(deactivation, neurons.Deactivation(j));
            bias = Math.Min(bias, neurons.Bias(j));
            for (var i = 0; i < j; i++)
            {
                duplication = Math.Min(duplication, neurons.Duplication(i, j).Distance);
            }
        }

        return new RedundancyDistances(deactivation, bias, duplication);
    }

    private static bool IsResolved(double distance) => distance is <= ResolvedZero or > ResolvedApart;
}
