using Landscape.Models;

namespace Landscape.Stages.Report;

/// <summary>A critical point with all that the stages found out about it.</summary>
internal sealed record CriticalPoint(
    ProblemView Problem, CriticalPointView Point, DiscoveryView Discovery, CertificateView Certificate, SpectrumView Spectrum, ClassView Class)
{
    /// <summary>The landscape that it belongs to.</summary>
    public Cell Cell => new(Problem, Point.Activation, Point.Width);

    /// <summary>No network with fewer neurons realizes the same function.</summary>
    public bool IsEfficient => Class.Domain == Domains.Efficient;

    /// <summary>No eigenvalue below minus the tolerance of the spectra stage.</summary>
    public bool IsMinimum => Spectrum.MorseIndex == 0;

    /// <summary>No eigenvalue within that tolerance of zero.</summary>
    public bool IsNondegenerate => Spectrum.Nullity == 0;

    /// <summary>A critical point that is proved to exist, to be nondegenerate with its index, and to be efficient.</summary>
    public bool IsProved => Certificate is { Certified: true, EfficientProven: true, IndexProven: not null };

    /// <summary>P, the number of parameters.</summary>
    public int ParameterCount => Point.Theta.Length;

    /// <summary>Some a_j = 0, to the tolerance of the classify stage.</summary>
    public bool HasDeadNeuron => Class.Kinds.Contains("deactivation");

    /// <summary>Some w_j = 0 or u_i = +-u_j, to that tolerance.</summary>
    public bool IsConstantOrRepeated => Class.Kinds.Contains("bias") || Class.Kinds.Contains("duplication");

    /// <summary>The smaller of the distances to the bias and duplication sets, which are the ones that the margin can see.</summary>
    public double DependenceDistance => Math.Min(Class.BiasDistance, Class.DuplicationDistance);

    /// <summary>1 + n (1 + D + D (D + 1) / 2) with D = d + 1: the functions whose independence the margin measures.</summary>
    public int FeatureCount => 1 + (Point.Width * (1 + (Problem.InputDim + 1) + ((Problem.InputDim + 1) * (Problem.InputDim + 2) / 2)));
}

/// <summary>The two values of the column <c>domain</c>.</summary>
internal static class Domains
{
    public const string Efficient = "efficient";
    public const string Redundant = "redundant";
    public static readonly string[] All = [Efficient, Redundant];
}

/// <summary>The order in which activations are shown.</summary>
internal static class Catalogue
{
    /// <summary>The activation's place in the catalogue.</summary>
    public static int Rank(string activation) => Activation.All.ToList().FindIndex(a => a.Name == activation);
}

/// <summary>A target, an activation and a width: the landscape that was searched.</summary>
internal sealed record Cell(ProblemView Problem, string Activation, int Width)
{
    /// <summary>How figures name it.</summary>
    public string Title => $"target {Problem.ProblemId}, {Activation}, n = {Width}";
}
