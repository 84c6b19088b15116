using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>
/// One of B parts of the risk, J_b(theta) = B sum_{s in b} mu_s r_s^2, so that J is the mean of the J_b; it is B mu(b) times the risk on the part's own sample.
/// </summary>
internal sealed class RiskPart : ISmoothFunction
{
    private readonly RiskLandscape landscape;
    private readonly double factor;

    /// <summary>The part of the given nodes.</summary>
    /// <param name="whole">J.</param>
    /// <param name="nodes">b; its measure must be positive.</param>
    /// <param name="parts">B.</param>
    public RiskPart(RiskLandscape whole, IReadOnlyList<int> nodes, int parts)
    {
        var sample = whole.Sample;
        var weights = nodes.Select(s => sample.Weights[s]).ToArray();
        var measure = FixedOrderSum.Sum(weights);
        var x = new Matrix(nodes.Count, sample.InputDimension);
        for (var place = 0; place < nodes.Count; place++)
        {
            sample.Nodes.Row(nodes[place]).CopyTo(x.Row(place));
        }

        var part = new Sample(x, [.. weights.Select(w => w / measure)], [.. nodes.Select(s => sample.Targets[s])]);
        landscape = new RiskLandscape(part, whole.Activation, whole.Width);
        (factor, Scale) = (parts * measure, GradientScale.Of(sample));
    }

    /// <inheritdoc/>
    public int Dimension => landscape.ParameterCount;

    /// <inheritdoc/>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> theta) => factor * landscape.Risk(theta);

    /// <inheritdoc/>
    public double ValueGradient(ReadOnlySpan<double> theta, Span<double> gradient)
    {
        var value = factor * landscape.RiskGradient(theta, gradient);
        Vectors.Scale(gradient, factor);
        return value;
    }

    /// <inheritdoc/>
    public double ValueGradientHessian(ReadOnlySpan<double> theta, Span<double> gradient, Matrix hessian)
    {
        var value = factor * landscape.RiskGradientHessian(theta, gradient, hessian);
        Vectors.Scale(gradient, factor);
        Vectors.Scale(hessian.Data, factor);
        return value;
    }
}
