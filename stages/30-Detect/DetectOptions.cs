using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Landscape.Search;

namespace Landscape.Stages.Detect;

/// <summary>How much is searched on every landscape (problem, activation, width).</summary>
public sealed record DetectOptions
{
    /// <summary>Largest Morse index that searches aim at.</summary>
    [Description("largest Morse index that searches aim at")]
    [Range(0, 20)]
    public int HighestIndex { get; init; } = 3;

    /// <summary>Index-k searches from random starts, for every k from 1 to the highest index.</summary>
    [Description("index-k searches from random starts, for every index k >= 1")]
    [Range(0, 10000)]
    public int IndexSearches { get; init; } = 12;

    /// <summary>Descents of the gradient norm from random starts.</summary>
    [Description("descents of the gradient norm from random starts")]
    [Range(0, 10000)]
    public int GradientNormStarts { get; init; } = 8;

    /// <summary>Pairs of minima whose connecting path is searched.</summary>
    [Description("pairs of minima whose connecting path is searched, lowest risks first")]
    [Range(0, 10000)]
    public int Paths { get; init; } = 10;

    /// <summary>Searches from critical points of width n - 1 with one neuron split.</summary>
    [Description("searches from critical points of width n - 1 with one neuron split, at most")]
    [Range(0, 100000)]
    public int Splits { get; init; } = 100;

    /// <summary>Searches from critical points of width n - 1 with a dead neuron added.</summary>
    [Description("searches from critical points of width n - 1 with a dead neuron added, at most")]
    [Range(0, 100000)]
    public int Extensions { get; init; } = 16;

    /// <summary>Searches that leave found points along their modes.</summary>
    [Description("searches that leave found points along their modes, at most")]
    [Range(0, 100000)]
    public int Climbs { get; init; } = 300;

    /// <summary>Uphill modes, softest first, along which a point is left; its unstable modes are all used.</summary>
    [Description("uphill modes along which a found point is left, softest first")]
    [Range(1, 1000)]
    public int ModesPerPoint { get; init; } = 2;

    /// <summary>First step away from a found point, Euclidean length in theta.</summary>
    [Description("first step away from a found point")]
    [Range(0, 10, MinimumIsExclusive = true)]
    public double Displacement { get; init; } = 0.1;

    /// <summary>Deflated searches, one from beside each of the first points found.</summary>
    [Description("searches with the known points divided out, one from beside each found point, at most")]
    [Range(0, 100000)]
    public int Deflations { get; init; } = 40;

    /// <summary>Random starts: largest slope of a neuron's argument per standard deviation of an input.</summary>
    [Description("random starts: weights w_k are uniform on [-g, g] / (sd of input k); this is g")]
    [Range(0, 1000, MinimumIsExclusive = true)]
    public double WeightRange { get; init; } = 3;

    /// <summary>Random starts: how a and beta are chosen.</summary>
    [Description("random starts: a and beta random (uniform) or least-squares for the drawn hidden layer")]
    public Readout Readout { get; init; } = Readout.LeastSquares;

    /// <summary>Steps after which one search is given up.</summary>
    [Description("steps after which one search is given up")]
    [Range(1, 10000)]
    public int MaximumIterations { get; init; } = 150;

    /// <summary>Largest step of an index-k search (relative to |theta| / 10 beyond 10).</summary>
    [Description("largest step of an index-k search")]
    [Range(0, 10, MinimumIsExclusive = true)]
    public double TrustRadius { get; init; } = 0.3;

    internal SearchEffort Effort => new(
        HighestIndex,
        IndexSearches,
        GradientNormStarts,
        Paths,
        Splits,
        Extensions,
        Climbs,
        ModesPerPoint,
        Displacement,
        Deflations,
        new StartOptions { WeightRange = WeightRange, Readout = Readout },
        MaximumIterations,
        TrustRadius);
}
