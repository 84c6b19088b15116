namespace Landscape.Stages.Report;

/// <summary>A critical point with all that the stages found out about it.</summary>
internal sealed record CriticalPoint(ProblemView Problem, PointView Point, SpectrumView Spectrum, ClassView Class)
{
    /// <summary>No network with fewer neurons realizes the same function.</summary>
    public bool IsEfficient => Class.Domain == Domains.Efficient;

    /// <summary>No eigenvalue below minus the tolerance of the spectra stage.</summary>
    public bool IsMinimum => Spectrum.MorseIndex == 0;

    /// <summary>No eigenvalue within that tolerance of zero.</summary>
    public bool IsNondegenerate => Spectrum.Nullity == 0;

    /// <summary>P, the number of parameters.</summary>
    public int ParameterCount => Point.Theta.Length;

    /// <summary>The smallest of the three distances to a redundancy condition.</summary>
    public double RedundancyDistance => Math.Min(Class.DeactivationDistance, Math.Min(Class.BiasDistance, Class.DuplicationDistance));
}

/// <summary>The two values of the column <c>domain</c>.</summary>
internal static class Domains
{
    public const string Efficient = "efficient";
    public const string Redundant = "redundant";
    public static readonly string[] All = [Efficient, Redundant];
}

/// <summary>A target, an activation and a width: what was searched.</summary>
internal sealed record Cell(ProblemView Problem, string Activation, int Width);
