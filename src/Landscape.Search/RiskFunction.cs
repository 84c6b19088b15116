using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>The risk J of a landscape as a function of theta.</summary>
/// <param name="landscape">The landscape, used as it is (one per thread).</param>
public sealed class RiskFunction(RiskLandscape landscape) : ISmoothFunction, IKnownDegeneracy
{
    /// <summary>The landscape.</summary>
    public RiskLandscape Landscape { get; } = landscape;

    /// <inheritdoc/>
    public int Dimension => Landscape.Shape.ParameterCount;

    /// <summary>
    /// The problem's scale: E[(f - E f)^2], the risk of the best constant network; E[f^2] if f is constant; 1 if f is 0.
    /// Scaling the target by c scales risk, scale and (with a, beta scaled) thresholds alike.
    /// </summary>
    public double Scale { get; } = ScaleOf(landscape.Sample);

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> theta) => Landscape.Risk(theta);

    /// <inheritdoc/>
    public double ValueGradient(ReadOnlySpan<double> theta, Span<double> gradient) => Landscape.RiskGradient(theta, gradient);

    /// <inheritdoc/>
    public double ValueGradientHessian(ReadOnlySpan<double> theta, Span<double> gradient, Matrix hessian) =>
        Landscape.RiskGradientHessian(theta, gradient, hessian);

    /// <inheritdoc/>
    public int FlatDimension(ReadOnlySpan<double> theta) => RedundantFamily.Dimension(Landscape.Shape, theta);

    /// <summary>E[(f - E f)^2] of a sample, with the two fallbacks for constant targets.</summary>
    public static double ScaleOf(Sample sample)
    {
        double mean = 0, square = 0, variance = 0;
        for (var s = 0; s < sample.Count; s++)
        {
            mean += sample.Weights[s] * sample.Targets[s];
            square += sample.Weights[s] * sample.Targets[s] * sample.Targets[s];
        }

        for (var s = 0; s < sample.Count; s++)
        {
            variance += sample.Weights[s] * (sample.Targets[s] - mean) * (sample.Targets[s] - mean);
        }

        // A variance at the rounding level of E[f^2] is that of a constant target.
        return variance > 1e-24 * square ? variance : square > 0 ? square : 1;
    }
}
