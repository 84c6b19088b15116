using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Landscape.Models;

namespace Landscape.Stages.Generate;

/// <summary>A covariance kernel of the configuration, told apart by <c>kind</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SquaredExponentialOptions), "squared-exponential")]
[JsonDerivedType(typeof(MaternOneHalfOptions), "matern-1/2")]
[JsonDerivedType(typeof(MaternThreeHalvesOptions), "matern-3/2")]
[JsonDerivedType(typeof(MaternFiveHalvesOptions), "matern-5/2")]
[JsonDerivedType(typeof(RationalQuadraticOptions), "rational-quadratic")]
[JsonDerivedType(typeof(PeriodicOptions), "periodic")]
[JsonDerivedType(typeof(SumOptions), "sum")]
[JsonDerivedType(typeof(ProductOptions), "product")]
[JsonDerivedType(typeof(TensorOptions), "tensor")]
public abstract record KernelOptions
{
    /// <summary>sigma.</summary>
    [Description("Standard deviation of the process: the kernel is multiplied by its square.")]
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Amplitude { get; init; } = 1;

    /// <summary>The kernel.</summary>
    public Covariance ToCovariance() => Amplitude == 1 ? Unscaled() : new ScaledCovariance(Amplitude, Unscaled());

    /// <summary>What does not fit a number of inputs; null if nothing.</summary>
    public virtual string? Misfit(int inputDimension) => null;

    /// <summary>The kernel of amplitude 1.</summary>
    protected abstract Covariance Unscaled();
}

/// <summary>A kernel with length scales.</summary>
public abstract record LengthScaleOptions : KernelOptions
{
    /// <summary>l.</summary>
    [Description("Length scale: one number for all inputs, or one for each (automatic relevance determination).")]
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    [MinLength(1)]
    public IReadOnlyList<double> Length { get; init; } = [1];

    /// <inheritdoc/>
    public override string? Misfit(int inputDimension) => Length.Count == 1 || Length.Count == inputDimension
        ? null
        : $"{Length.Count} length scales for {inputDimension} inputs; expected 1 or {inputDimension}";
}

/// <summary><see cref="SquaredExponential"/>.</summary>
public sealed record SquaredExponentialOptions : LengthScaleOptions
{
    /// <inheritdoc/>
    protected override Covariance Unscaled() => new SquaredExponential(Length);
}

/// <summary><see cref="MaternOneHalf"/>.</summary>
public sealed record MaternOneHalfOptions : LengthScaleOptions
{
    /// <inheritdoc/>
    protected override Covariance Unscaled() => new MaternOneHalf(Length);
}

/// <summary><see cref="MaternThreeHalves"/>.</summary>
public sealed record MaternThreeHalvesOptions : LengthScaleOptions
{
    /// <inheritdoc/>
    protected override Covariance Unscaled() => new MaternThreeHalves(Length);
}

/// <summary><see cref="MaternFiveHalves"/>.</summary>
public sealed record MaternFiveHalvesOptions : LengthScaleOptions
{
    /// <inheritdoc/>
    protected override Covariance Unscaled() => new MaternFiveHalves(Length);
}

/// <summary><see cref="RationalQuadratic"/>.</summary>
public sealed record RationalQuadraticOptions : LengthScaleOptions
{
    /// <summary>alpha.</summary>
    [Description("Shape: small values mix length scales widely, large ones approach the squared exponential.")]
    [Range(0, 1e6, MinimumIsExclusive = true)]
    public double Alpha { get; init; } = 1;

    /// <inheritdoc/>
    protected override Covariance Unscaled() => new RationalQuadratic(Alpha, Length);
}

/// <summary><see cref="Periodic"/>.</summary>
public sealed record PeriodicOptions : LengthScaleOptions
{
    /// <summary>p.</summary>
    [Description("Period, in units of the inputs.")]
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Period { get; init; } = 1;

    /// <inheritdoc/>
    protected override Covariance Unscaled() => new Periodic(Period, Length);
}

/// <summary>A kernel made of others.</summary>
public abstract record CompositeOptions : KernelOptions
{
    /// <summary>The parts.</summary>
    [Description("The kernels it is made of.")]
    [Required]
    [MinLength(1)]
    public IReadOnlyList<KernelOptions> Parts { get; init; } = [];

    /// <inheritdoc/>
    public override string? Misfit(int inputDimension) => Parts.Select(part => part.Misfit(inputDimension)).FirstOrDefault(misfit => misfit is not null);

    /// <summary>The parts' kernels.</summary>
    protected IReadOnlyList<Covariance> Covariances() => [.. Parts.Select(part => part.ToCovariance())];
}

/// <summary><see cref="SumCovariance"/>.</summary>
public sealed record SumOptions : CompositeOptions
{
    /// <inheritdoc/>
    protected override Covariance Unscaled() => new SumCovariance(Covariances());
}

/// <summary><see cref="ProductCovariance"/>.</summary>
public sealed record ProductOptions : CompositeOptions
{
    /// <inheritdoc/>
    protected override Covariance Unscaled() => new ProductCovariance(Covariances());
}

/// <summary><see cref="TensorCovariance"/>: part k acts on input k alone.</summary>
public sealed record TensorOptions : CompositeOptions
{
    /// <inheritdoc/>
    public override string? Misfit(int inputDimension) => Parts.Count == inputDimension
        ? Parts.Select(part => part.Misfit(1)).FirstOrDefault(misfit => misfit is not null)
        : $"{Parts.Count} parts of a tensor kernel for {inputDimension} inputs; expected one for each";

    /// <inheritdoc/>
    protected override Covariance Unscaled() => new TensorCovariance(Covariances());
}
