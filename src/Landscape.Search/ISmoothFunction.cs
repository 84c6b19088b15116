using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>
/// A twice differentiable function R^P -> R with closed-form derivatives: what optimisers and flows need to know.
/// Not thread safe, because implementations own a workspace.
/// </summary>
public interface ISmoothFunction
{
    /// <summary>P.</summary>
    int Dimension { get; }

    /// <summary>The unit of values, positive: thresholds on values and gradients are relative to it.</summary>
    double Scale { get; }

    /// <summary>The value at <paramref name="theta"/> (P).</summary>
    double Value(ReadOnlySpan<double> theta);

    /// <summary>The value; <paramref name="gradient"/> (P) is overwritten.</summary>
    double ValueGradient(ReadOnlySpan<double> theta, Span<double> gradient);

    /// <summary>The value; <paramref name="gradient"/> (P) and <paramref name="hessian"/> (P x P, both triangles) are overwritten.</summary>
    double ValueGradientHessian(ReadOnlySpan<double> theta, Span<double> gradient, Matrix hessian);
}
