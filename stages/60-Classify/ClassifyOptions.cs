using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Landscape.Search;

namespace Landscape.Stages.Classify;

/// <summary>What counts as redundant, and how much is tried of families, splits and extensions.</summary>
public sealed record ClassifyOptions
{
    /// <summary>Largest distance to a redundancy set (unit-free, see <see cref="RedundancyDistances"/>) that counts as zero.</summary>
    [Description("largest distance to a redundancy set that counts as zero; detected points are resolved to 1e-9")]
    [Range(1e-9, 1e-3)]
    public double RedundancyTolerance { get; init; } = RedundancyDistances.Tolerance;

    /// <summary>How far each flat family through a redundant point is walked.</summary>
    [Description("how far each flat family through a redundant point is walked, in units of its free parameter")]
    [Length(1, 100)]
    [Range(1e-12, 1e3)]
    public IReadOnlyList<double> FamilyDisplacements { get; init; } = [1e-6, 1e-4, 1e-2, 1, 4];

    /// <summary>Shares gamma of the output weight in which every neuron of a certified efficient point is split.</summary>
    [Description("shares gamma of the output weight in which every neuron of a certified efficient point is split: (gamma a, (1 - gamma) a)")]
    [Length(0, 100)]
    [Range(-10.0, 10.0)]
    [DeniedValues(0.0, 1.0)]
    public IReadOnlyList<double> SplitGammas { get; init; } = [-0.5, 0.25, 0.5, 0.75, 1.5];

    /// <summary>Dead neurons added to a certified efficient point, at most.</summary>
    [Description("dead neurons added to each certified efficient point, at most")]
    [Range(0, 1000)]
    public int ExtensionsPerPoint { get; init; } = 1;

    /// <summary>Certified efficient points of a landscape that are split and extended, at most.</summary>
    [Description("certified efficient points of a landscape (problem, activation, width) that are split and extended, at most")]
    [Range(0, 1_000_000)]
    public int PointsPerLandscape { get; init; } = 200;
}
