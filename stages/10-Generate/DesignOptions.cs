using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Stages.Generate;

/// <summary>Where a target is known, told apart by <c>kind</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(GaussLegendreOptions), "gauss-legendre")]
[JsonDerivedType(typeof(GaussHermiteOptions), "gauss-hermite")]
[JsonDerivedType(typeof(UniformOptions), "uniform")]
[JsonDerivedType(typeof(GaussianOptions), "gaussian")]
[JsonDerivedType(typeof(HaltonOptions), "halton")]
public abstract record DesignOptions
{
    /// <summary>Largest number of nodes: the dense covariance of so many takes 800 MB.</summary>
    internal const int LargestCount = 10_000;

    /// <summary>The label in tables, such as <c>gauss-legendre(points=12)</c>.</summary>
    public abstract string Label { get; }

    /// <summary>The number of nodes.</summary>
    public abstract double CountIn(int inputDimension);

    /// <summary>The nodes; the stream is used by random designs only.</summary>
    public abstract Design ToDesign(int inputDimension, RandomStream stream);

    /// <summary>What does not fit a number of inputs; null if nothing.</summary>
    public virtual string? Misfit(int inputDimension) => CountIn(inputDimension) <= LargestCount
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{CountIn(inputDimension)} nodes; at most {LargestCount} are possible");
}

/// <summary>A tensor product of one-dimensional rules.</summary>
public abstract record TensorDesignOptions : DesignOptions
{
    /// <summary>m.</summary>
    [Description("Points of the one-dimensional rule; the design has this number to the power input_dim.")]
    [Range(1, 256)]
    public int Points { get; init; } = 32;

    /// <inheritdoc/>
    public override double CountIn(int inputDimension) => Enumerable.Repeat((double)Points, inputDimension).Aggregate(1.0, (product, m) => product * m);
}

/// <summary><see cref="Design.GaussLegendre"/>.</summary>
public sealed record GaussLegendreOptions : TensorDesignOptions
{
    /// <inheritdoc/>
    public override string Label => $"gauss-legendre(points={Points})";

    /// <inheritdoc/>
    public override Design ToDesign(int inputDimension, RandomStream stream) => Design.GaussLegendre(inputDimension, Points);
}

/// <summary><see cref="Design.GaussHermite"/>.</summary>
public sealed record GaussHermiteOptions : TensorDesignOptions
{
    /// <inheritdoc/>
    public override string Label => $"gauss-hermite(points={Points})";

    /// <inheritdoc/>
    public override Design ToDesign(int inputDimension, RandomStream stream) => Design.GaussHermite(inputDimension, Points);
}

/// <summary>A given number of equally weighted points.</summary>
public abstract record CountedDesignOptions : DesignOptions
{
    /// <summary>N.</summary>
    [Description("Number of points.")]
    [Range(1, LargestCount)]
    public int Count { get; init; } = 200;

    /// <inheritdoc/>
    public override double CountIn(int inputDimension) => Count;
}

/// <summary><see cref="Design.Uniform"/>.</summary>
public sealed record UniformOptions : CountedDesignOptions
{
    /// <inheritdoc/>
    public override string Label => $"uniform(count={Count})";

    /// <inheritdoc/>
    public override Design ToDesign(int inputDimension, RandomStream stream) => Design.Uniform(inputDimension, Count, stream);
}

/// <summary><see cref="Design.Gaussian"/>.</summary>
public sealed record GaussianOptions : CountedDesignOptions
{
    /// <inheritdoc/>
    public override string Label => $"gaussian(count={Count})";

    /// <inheritdoc/>
    public override Design ToDesign(int inputDimension, RandomStream stream) => Design.Gaussian(inputDimension, Count, stream);
}

/// <summary><see cref="Design.HaltonPoints"/>.</summary>
public sealed record HaltonOptions : CountedDesignOptions
{
    /// <inheritdoc/>
    public override string Label => $"halton(count={Count})";

    /// <inheritdoc/>
    public override Design ToDesign(int inputDimension, RandomStream stream) => Design.HaltonPoints(inputDimension, Count);

    /// <inheritdoc/>
    public override string? Misfit(int inputDimension) => inputDimension <= Halton.LargestDimension
        ? null
        : $"Halton points have at most {Halton.LargestDimension} coordinates, not {inputDimension}; use uniform";
}
