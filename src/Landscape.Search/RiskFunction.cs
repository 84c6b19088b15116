using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>The risk J of a landscape as a function of theta.</summary>
/// <param name="landscape">The landscape, used as it is (one per thread).</param>
public sealed class RiskFunction(RiskLandscape landscape) : IFiniteSum, IKnownDegeneracy
{
    /// <summary>The landscape.</summary>
    public RiskLandscape Landscape { get; } = landscape;

    /// <inheritdoc/>
    public int Dimension => Landscape.Shape.ParameterCount;

    /// <summary>The problem's scale, <see cref="GradientScale"/>.</summary>
    public double Scale { get; } = GradientScale.Of(landscape.Sample);

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> theta) => Landscape.Risk(theta);

    /// <inheritdoc/>
    public double ValueGradient(ReadOnlySpan<double> theta, Span<double> gradient) => Landscape.RiskGradient(theta, gradient);

    /// <inheritdoc/>
    public double ValueGradientHessian(ReadOnlySpan<double> theta, Span<double> gradient, Matrix hessian) =>
        Landscape.RiskGradientHessian(theta, gradient, hessian);

    /// <inheritdoc/>
    public int FlatDimension(SpectralModel model) => NullDirections.At(Landscape, model).Count;

    /// <inheritdoc/>
    public IReadOnlyList<ISmoothFunction> Parts(int count, RandomStream stream)
    {
        // Nodes without weight would make parts without measure.
        var order = stream.Permutation(Landscape.Sample.Count).Where(s => Landscape.Sample.Weights[s] > 0).ToList();
        count = Math.Min(count, order.Count);
        return [.. Enumerable.Range(0, count).Select(part => new RiskPart(Landscape, [.. order.Where((_, place) => place % count == part)], count))];
    }
}
