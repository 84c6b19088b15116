using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Landscape.Artifacts;
using Landscape.Models;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Classify;

/// <summary>What counts as redundant.</summary>
public sealed record ClassifyOptions
{
    /// <summary>Largest distance to a redundancy set (unit-free, see <see cref="RedundancyDistances"/>) that counts as zero.</summary>
    [Description("largest distance to a redundancy set that counts as zero; detected points are resolved to 1e-9")]
    [Range(1e-9, 1e-3)]
    public double RedundancyTolerance { get; init; } = RedundancyDistances.Tolerance;
}

/// <summary>Efficient or redundant, and why.</summary>
/// <param name="PointId">The point.</param>
/// <param name="Domain">redundant if one of the three kinds holds, else efficient (proved complete for tanh and logistic networks only).</param>
/// <param name="Kinds">Of deactivation, bias, duplication; empty if efficient.</param>
/// <param name="Margin">Smallest singular value of the column-normalised polynomial features under mu.</param>
/// <param name="CorePointId">The critical point of smaller width that the pruned network is, if it is among those found; else null.</param>
/// <param name="DeactivationDistance">min_j |a_j| / sqrt(E f^2).</param>
/// <param name="BiasDistance">min_j sqrt(Var z_j).</param>
/// <param name="DuplicationDistance">min over pairs and signs of sqrt(E (z_i -+ z_j)^2); infinite for width 1.</param>
/// <param name="PredictedNullDimension">Dimension of the kernel that redundancy predicts.</param>
/// <param name="KernelResidual">Largest |H v| / (|H| |v|) over the predicted null directions; NaN if there are none.</param>
[Table("classes", 1)]
public sealed record ClassRow(
    long PointId,
    string Domain,
    string[] Kinds,
    double Margin,
    long? CorePointId,
    double DeactivationDistance,
    double BiasDistance,
    double DuplicationDistance,
    int PredictedNullDimension,
    double KernelResidual);

/// <summary>
/// Tells efficient from redundant critical points (docs/theory.md, section 1): the kinds of redundancy by their distances, the margin of polynomial
/// efficiency, the kernel that redundancy predicts against the Hessian's (claim A2), and the critical point of a smaller network that each redundant
/// one extends (claim A5). For tanh and logistic networks efficient means efficient, by a theorem; for other activations it means none of the three kinds,
/// and the margin is the evidence (not for erf, arctan, sin and the Gaussian, where it is zero everywhere).
/// </summary>
[Stage("classify", 1)]
public sealed class ClassifyStage : IStage<ClassifyOptions>
{
    /// <inheritdoc/>
    public StageOutput Run(StageInputs inputs, ClassifyOptions options, StageContext context)
    {
        var samples = ProblemSamples.Read(inputs);
        var points = inputs.Read<CriticalPointView>();
        var cores = new CoreLookup(points);
        var classes = context.ForEach("points", points, p => Row(p, p.Landscape(samples), cores, options.RedundancyTolerance), p => p.Name);
        return new StageOutput().Add(classes).Add(Connections.Rows(points, samples, options.RedundancyTolerance, context));
    }

    private static ClassRow Row(CriticalPointView point, RiskLandscape landscape, CoreLookup cores, double tolerance)
    {
        var distances = RedundancyDistances.Of(landscape, point.Theta);
        var kinds = distances.Kinds(tolerance);
        var redundant = kinds != RedundancyKinds.None;
        var model = SpectralModel.At(new RiskFunction(landscape), point.Theta);
        var directions = NullDirections.At(landscape, model, tolerance);
        return new ClassRow(
            point.PointId,
            redundant ? "redundant" : "efficient",
            KindNames(kinds),
            PolynomialFeatures.Margin(landscape, point.Theta),
            redundant ? cores.Find(point, Pruning.Core(landscape, point.Theta, tolerance)) : null,
            distances.Deactivation,
            distances.Bias,
            distances.Duplication,
            directions.Count,
            NullDirections.KernelResidual(model, directions));
    }

    private static string[] KindNames(RedundancyKinds kinds) =>
        [.. Enum.GetValues<RedundancyKinds>().Where(k => k != RedundancyKinds.None && kinds.HasFlag(k)).Select(k => k.ToString().ToLowerInvariant())];
}
