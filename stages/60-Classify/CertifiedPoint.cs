using Landscape.Certification;
using Landscape.Models;
using Landscape.Search;

namespace Landscape.Stages.Classify;

/// <summary>The splits and extensions of a certified efficient point.</summary>
internal static class CertifiedPoint
{
    /// <summary>Every neuron split in every share (A6).</summary>
    public static IReadOnlyList<SplitRow> Splits(CertificateView certificate, RiskLandscape landscape, IReadOnlyList<double> gammas)
    {
        var splits = new SplitInertia(landscape, certificate.Center, certificate.InclusionRadius, certificate.IndexProven);
        return [.. Enumerable.Range(0, landscape.Width).SelectMany(j => gammas.Select(gamma => Row(certificate.PointId, j, gamma, splits.Of(j, gamma))))];
    }

    /// <summary>Dead neurons that keep the point critical.</summary>
    public static IReadOnlyList<ExtensionRow> Extensions(CertificateView certificate, RiskLandscape landscape, int count)
    {
        if (count == 0 || certificate.IndexProven is not { } index)
        {
            return [];
        }

        var extensions = new DeadNeuronInertia(landscape, certificate.Center, certificate.InclusionRadius, index);
        return [.. DeadNeuronRays.Zeros(landscape, certificate.Center).Take(count).Select(zero => Row(certificate.PointId, extensions.At(zero.Argument, zero.Direction)))];
    }

    private static SplitRow Row(long pointId, int neuron, double gamma, InertiaComparison inertia)
    {
        var (measured, predicted) = (inertia.Measured, inertia.Predicted);
        return new SplitRow(
            pointId,
            neuron,
            gamma,
            measured.Positive,
            measured.Zero,
            measured.Negative,
            predicted.Positive,
            predicted.Zero,
            predicted.Negative,
            inertia.AreEqual,
            inertia.IsDecided && measured is { Negative: 0, Zero: 1 },
            inertia.IsDecided);
    }

    private static ExtensionRow Row(long pointId, DeadNeuron dead)
    {
        var (measured, predicted) = (dead.Inertia.Measured, dead.Inertia.Predicted);
        return new ExtensionRow(
            pointId,
            dead.Argument,
            measured.Positive,
            measured.Zero,
            measured.Negative,
            predicted.Positive,
            predicted.Zero,
            predicted.Negative,
            dead.Inertia.AreEqual,
            dead.Inertia.IsDecided);
    }
}
