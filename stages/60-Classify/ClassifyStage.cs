using Landscape.Models;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Classify;

/// <summary>
/// Tells efficient from redundant critical points (docs/theory.md, section 1): the kinds of redundancy by their distances, the margin of polynomial
/// efficiency, the kernel that redundancy predicts against the Hessian's and walks along the flat families (claim A2), the core that each redundant point extends and the
/// way back to it (claim A5). For tanh and logistic networks efficient means efficient, by a theorem; for other activations it means none of the three kinds,
/// and the margin is the evidence (not for erf, arctan, sin and the Gaussian, where it is zero everywhere).
/// At certified efficient points every neuron is split, inertia(H_split) = inertia(H) + inertia(gamma (1 - gamma) B_j) + one zero (claim A6), and dead neurons are added; both
/// sides of these equalities are proved.
/// </summary>
[Stage("classify", 1)]
public sealed class ClassifyStage : IStage<ClassifyOptions>
{
    /// <inheritdoc/>
    public StageOutput Run(StageInputs inputs, ClassifyOptions options, StageContext context)
    {
        var samples = ProblemSamples.Read(inputs);
        var points = inputs.Read<CriticalPointView>();
        var certificates = inputs.Read<CertificateView>().ToDictionary(c => c.PointId);
        var cores = new CoreLookup(points);

        var classes = context.KeptRows(
            "points", points, p => new[] { Row(p, p.Landscape(samples), cores, options.RedundancyTolerance) }, p => p.Name);
        var redundant = context.ForEach(
            "redundant points",
            [.. points.Zip(classes).Where(p => p.Second.Domain == "redundant")],
            p => RedundantPoint.Of(p.First, p.First.Landscape(samples), p.Second.CorePointId, certificates[p.First.PointId].CoreCertified, options),
            p => p.First.Name);

        var certified = Certified(points, certificates, options.PointsPerLandscape);
        var splits = context.KeptRows(
            "split points", certified, p => CertifiedPoint.Splits(certificates[p.PointId], p.Landscape(samples), options.SplitGammas), p => p.Name);
        var extensions = context.KeptRows(
            "extended points", certified, p => CertifiedPoint.Extensions(certificates[p.PointId], p.Landscape(samples), options.ExtensionsPerPoint), p => p.Name);

        return new StageOutput()
            .Add(classes)
            .Add(Connections.Rows(points, samples, options.RedundancyTolerance, context))
            .Add(redundant.Select(r => r.Core))
            .Add(redundant.SelectMany(r => r.Families))
            .Add(splits)
            .Add(extensions);
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
            NullDirections.KernelResidual(model, directions),
            redundant ? null : SymmetryCounts.OrbitSize(point.Width, SymmetryGroup.Of(landscape).HasSigns));
    }

    private static string[] KindNames(RedundancyKinds kinds) =>
        [.. Enum.GetValues<RedundancyKinds>().Where(k => k != RedundancyKinds.None && kinds.HasFlag(k)).Select(k => OptionNames.Of(k))];

    /// <summary>The points that are proved to be critical, nondegenerate and efficient, the first so many of every landscape.</summary>
    private static List<CriticalPointView> Certified(
        IReadOnlyList<CriticalPointView> points, Dictionary<long, CertificateView> certificates, int perLandscape) =>
        [.. points.Where(p => certificates[p.PointId] is { Certified: true, EfficientProven: true })
            .GroupBy(p => (p.ProblemId, p.Activation, p.Width))
            .SelectMany(landscape => landscape.Take(perLandscape))];
}
