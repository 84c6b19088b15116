using System.Runtime.Intrinsics;

namespace Landscape.Models;

/// <summary>k = k_1 + k_2 + ...: the covariance of a sum of independent processes.</summary>
/// <param name="terms">At least one.</param>
public sealed class SumCovariance(IReadOnlyList<Covariance> terms) : Covariance
{
    /// <inheritdoc/>
    public override string Label => $"sum({string.Join(" + ", terms.Select(t => t.Label))})";

    /// <inheritdoc/>
    public override Vector512<double> At(ReadOnlySpan<Vector512<double>> x, ReadOnlySpan<Vector512<double>> y)
    {
        var sum = Vector512<double>.Zero;
        foreach (var term in terms)
        {
            sum += term.At(x, y);
        }

        return sum;
    }
}

/// <summary>k = k_1 k_2 ...: the covariance of a product of independent centred processes; positive definite by Schur's theorem.</summary>
/// <param name="factors">At least one.</param>
public sealed class ProductCovariance(IReadOnlyList<Covariance> factors) : Covariance
{
    /// <inheritdoc/>
    public override string Label => $"product({string.Join(" * ", factors.Select(f => f.Label))})";

    /// <inheritdoc/>
    public override Vector512<double> At(ReadOnlySpan<Vector512<double>> x, ReadOnlySpan<Vector512<double>> y)
    {
        var product = Vector512<double>.One;
        foreach (var factor in factors)
        {
            product *= factor.At(x, y);
        }

        return product;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Covariance>? CoordinateFactors(int inputDimension)
    {
        var parts = factors.Select(f => f.CoordinateFactors(inputDimension)).ToArray();
        return Array.Exists(parts, p => p is null)
            ? null
            : [.. Enumerable.Range(0, inputDimension).Select(k => new ProductCovariance([.. parts.Select(p => p![k])]))];
    }
}

/// <summary>k(x, y) = k_1(x_1, y_1) ... k_d(x_d, y_d): one kernel on the line for each coordinate.</summary>
/// <param name="coordinates">k_1..k_d.</param>
public sealed class TensorCovariance(IReadOnlyList<Covariance> coordinates) : Covariance
{
    /// <inheritdoc/>
    public override string Label => $"tensor({string.Join(" x ", coordinates.Select(c => c.Label))})";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The number of coordinates is another.</exception>
    public override Vector512<double> At(ReadOnlySpan<Vector512<double>> x, ReadOnlySpan<Vector512<double>> y)
    {
        RequireCoordinates(x.Length);
        var product = Vector512<double>.One;
        for (var k = 0; k < x.Length; k++)
        {
            product *= coordinates[k].At(x.Slice(k, 1), y.Slice(k, 1));
        }

        return product;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The number of coordinates is another.</exception>
    public override IReadOnlyList<Covariance> CoordinateFactors(int inputDimension)
    {
        RequireCoordinates(inputDimension);
        return coordinates;
    }

    private void RequireCoordinates(int inputDimension)
    {
        if (coordinates.Count != inputDimension)
        {
            throw new ArgumentException($"a tensor kernel of {coordinates.Count} coordinates cannot act on {inputDimension} inputs");
        }
    }
}

/// <summary>k = sigma^2 k_1: the process times sigma.</summary>
/// <param name="amplitude">sigma, positive.</param>
/// <param name="inner">k_1.</param>
public sealed class ScaledCovariance(double amplitude, Covariance inner) : Covariance
{
    /// <inheritdoc/>
    public override string Label => $"{RadialCovariance.LabelOf([amplitude])}^2*{inner.Label}";

    /// <inheritdoc/>
    public override Vector512<double> At(ReadOnlySpan<Vector512<double>> x, ReadOnlySpan<Vector512<double>> y) => amplitude * amplitude * inner.At(x, y);

    /// <inheritdoc/>
    public override IReadOnlyList<Covariance>? CoordinateFactors(int inputDimension) =>
        inner.CoordinateFactors(inputDimension) is { } factors ? [new ScaledCovariance(amplitude, factors[0]), .. factors.Skip(1)] : null;
}
