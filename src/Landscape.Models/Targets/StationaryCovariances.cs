using System.Globalization;
using System.Runtime.Intrinsics;
using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// k(x, y) = g(r^2), r^2 = sum_k ((x_k - y_k) / l_k)^2, one length scale for all coordinates or one each (automatic relevance
/// determination). Formulas: Rasmussen and Williams, Gaussian Processes for Machine Learning (2006), section 4.2.
/// </summary>
/// <param name="name">The kernel's name in labels.</param>
/// <param name="lengths">l, positive: one entry, or d.</param>
public abstract class RadialCovariance(string name, IReadOnlyList<double> lengths) : Covariance
{
    /// <summary>l, one entry or d.</summary>
    protected IReadOnlyList<double> Lengths { get; } = lengths;

    /// <inheritdoc/>
    public override string Label => $"{name}({Shape}length={LabelOf(Lengths)})";

    /// <summary>Further parameters in the label, each followed by a comma.</summary>
    protected virtual string Shape => "";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are neither one nor d length scales.</exception>
    public override Vector512<double> At(ReadOnlySpan<Vector512<double>> x, ReadOnlySpan<Vector512<double>> y)
    {
        RequireLengths(Lengths, x.Length);
        var square = Vector512<double>.Zero;
        for (var k = 0; k < x.Length; k++)
        {
            var scaled = (x[k] - y[k]) / Lengths[Lengths.Count == 1 ? 0 : k];
            square += scaled * scaled;
        }

        return Profile(square);
    }

    /// <summary>g(r^2), each lane for itself.</summary>
    /// <param name="square">r^2, at least 0.</param>
    protected abstract Vector512<double> Profile(Vector512<double> square);

    /// <summary>"0.5" or "[0.5,1]".</summary>
    internal static string LabelOf(IReadOnlyList<double> lengths)
    {
        var texts = lengths.Select(l => l.ToString("R", CultureInfo.InvariantCulture)).ToArray();
        return texts.Length == 1 ? texts[0] : $"[{string.Join(',', texts)}]";
    }

    /// <summary>One length scale for all coordinates, or one each.</summary>
    internal static void RequireLengths(IReadOnlyList<double> lengths, int inputDimension)
    {
        if (lengths.Count != 1 && lengths.Count != inputDimension)
        {
            throw new ArgumentException($"a kernel on {inputDimension} inputs needs 1 or {inputDimension} length scales, not {lengths.Count}");
        }
    }
}

/// <summary>exp(-r^2 / 2).</summary>
/// <param name="lengths">l, positive: one entry, or d.</param>
public sealed class SquaredExponential(IReadOnlyList<double> lengths) : RadialCovariance("squared-exponential", lengths)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Covariance> CoordinateFactors(int inputDimension) =>
        [.. Enumerable.Range(0, inputDimension).Select(k => new SquaredExponential([Lengths[Lengths.Count == 1 ? 0 : k]]))];

    /// <inheritdoc/>
    protected override Vector512<double> Profile(Vector512<double> square) => Elementary.Exp(-0.5 * square);
}

/// <summary>exp(-r): continuous paths.</summary>
/// <param name="lengths">l, positive: one entry, or d.</param>
public sealed class MaternOneHalf(IReadOnlyList<double> lengths) : RadialCovariance("matern-1/2", lengths)
{
    /// <inheritdoc/>
    protected override Vector512<double> Profile(Vector512<double> square) => Elementary.Exp(-Vector512.Sqrt(square));
}

/// <summary>(1 + s) exp(-s), s = sqrt(3) r: paths once differentiable.</summary>
/// <param name="lengths">l, positive: one entry, or d.</param>
public sealed class MaternThreeHalves(IReadOnlyList<double> lengths) : RadialCovariance("matern-3/2", lengths)
{
    /// <inheritdoc/>
    protected override Vector512<double> Profile(Vector512<double> square)
    {
        var s = Vector512.Sqrt(3 * square);
        return (Vector512<double>.One + s) * Elementary.Exp(-s);
    }
}

/// <summary>(1 + s + s^2 / 3) exp(-s), s = sqrt(5) r: paths twice differentiable.</summary>
/// <param name="lengths">l, positive: one entry, or d.</param>
public sealed class MaternFiveHalves(IReadOnlyList<double> lengths) : RadialCovariance("matern-5/2", lengths)
{
    /// <inheritdoc/>
    protected override Vector512<double> Profile(Vector512<double> square)
    {
        var s = Vector512.Sqrt(5 * square);
        return (Vector512<double>.One + s + (s * s / 3)) * Elementary.Exp(-s);
    }
}

/// <summary>(1 + r^2 / (2 alpha))^(-alpha): a mixture of squared exponentials of many lengths.</summary>
/// <param name="alpha">The shape, positive; infinity would be the squared exponential.</param>
/// <param name="lengths">l, positive: one entry, or d.</param>
public sealed class RationalQuadratic(double alpha, IReadOnlyList<double> lengths) : RadialCovariance("rational-quadratic", lengths)
{
    /// <inheritdoc/>
    protected override string Shape => $"alpha={LabelOf([alpha])},";

    /// <inheritdoc/>
    protected override Vector512<double> Profile(Vector512<double> square) => Elementary.Exp(-alpha * Elementary.Log(Vector512<double>.One + (square / (2 * alpha))));
}

/// <summary>exp(-2 sum_k sin^2(pi (x_k - y_k) / p) / l_k^2): exactly periodic paths (MacKay 1998).</summary>
/// <param name="period">p, positive.</param>
/// <param name="lengths">l, positive: one entry, or d.</param>
public sealed class Periodic(double period, IReadOnlyList<double> lengths) : Covariance
{
    /// <inheritdoc/>
    public override string Label => $"periodic(period={RadialCovariance.LabelOf([period])},length={RadialCovariance.LabelOf(lengths)})";

    /// <inheritdoc/>
    public override IReadOnlyList<Covariance> CoordinateFactors(int inputDimension) =>
        [.. Enumerable.Range(0, inputDimension).Select(k => new Periodic(period, [lengths[lengths.Count == 1 ? 0 : k]]))];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are neither one nor d length scales.</exception>
    public override Vector512<double> At(ReadOnlySpan<Vector512<double>> x, ReadOnlySpan<Vector512<double>> y)
    {
        RadialCovariance.RequireLengths(lengths, x.Length);
        var square = Vector512<double>.Zero;
        for (var k = 0; k < x.Length; k++)
        {
            var scaled = Elementary.Sin(Math.PI * (x[k] - y[k]) / period) / lengths[lengths.Count == 1 ? 0 : k];
            square += scaled * scaled;
        }

        return Elementary.Exp(-2 * square);
    }
}
