using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Landscape.Models;
using Landscape.Staging;

namespace Landscape.Stages.Generate;

/// <summary>A group of targets of one family, told apart by <c>family</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "family")]
[JsonDerivedType(typeof(GaussianProcessOptions), "gaussian-process")]
[JsonDerivedType(typeof(TeacherOptions), "teacher")]
[JsonDerivedType(typeof(PolynomialOptions), "polynomial")]
[JsonDerivedType(typeof(TableOptions), "table")]
public abstract record TargetOptions;

/// <summary>Targets that are drawn on a design.</summary>
public abstract record DrawnTargetOptions : TargetOptions, IValidatableObject
{
    /// <summary>d.</summary>
    [Description("Input dimension d.")]
    [Range(1, 32)]
    public int InputDim { get; init; } = 1;

    /// <summary>How many.</summary>
    [Description("How many targets to draw.")]
    [Range(1, 10_000)]
    public int Count { get; init; } = 8;

    /// <summary>The nodes.</summary>
    [Description("The nodes and weights of the discrete measure.")]
    [Required]
    public DesignOptions Design { get; init; } = new GaussLegendreOptions();

    /// <inheritdoc/>
    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Design.Misfit(InputDim) is { } misfit ? [new ValidationResult(misfit, [nameof(Design), nameof(InputDim)])] : [];
}

/// <summary>Samples of a centred Gaussian process.</summary>
public sealed record GaussianProcessOptions : DrawnTargetOptions
{
    /// <summary>k.</summary>
    [Description("The covariance kernel.")]
    [Required]
    public KernelOptions Kernel { get; init; } = new SquaredExponentialOptions();

    /// <inheritdoc/>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var misfit = Kernel.Misfit(InputDim);
        return [.. base.Validate(validationContext), .. misfit is null ? Array.Empty<ValidationResult>() : [new(misfit, [nameof(Kernel), nameof(InputDim)])]];
    }
}

/// <summary>Random networks.</summary>
public sealed record TeacherOptions : DrawnTargetOptions
{
    /// <summary>psi.</summary>
    [Description("The teacher's activation.")]
    public ActivationName Activation { get; init; } = ActivationName.Tanh;

    /// <summary>n.</summary>
    [Description("The teacher's number of hidden neurons.")]
    [Range(0, 1000)]
    public int Width { get; init; } = 2;

    /// <summary>Spread of w and b.</summary>
    [Description("Standard deviation of the inner weights and biases.")]
    [Range(0, 1e6, MinimumIsExclusive = true)]
    public double InnerScale { get; init; } = 1.5;

    /// <summary>Spread of a and beta.</summary>
    [Description("Standard deviation of the outer weights and the outer bias.")]
    [Range(0, 1e6, MinimumIsExclusive = true)]
    public double OuterScale { get; init; } = 1;
}

/// <summary>Polynomials, given or random.</summary>
public sealed record PolynomialOptions : DrawnTargetOptions
{
    /// <summary>p.</summary>
    [Description("Total degree of random polynomials: every monomial up to it gets a standard normal coefficient. Without effect when terms are given.")]
    [Range(0, 20)]
    public int Degree { get; init; } = 2;

    /// <summary>A given polynomial.</summary>
    [Description("The terms of a given polynomial; empty for random ones.")]
    public IReadOnlyList<TermOptions> Terms { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var result in base.Validate(validationContext))
        {
            yield return result;
        }

        if (Terms.Count > 0 && Count != 1)
        {
            yield return new ValidationResult($"a given polynomial is one target, not {Count}; expected count: 1", [nameof(Count), nameof(Terms)]);
        }

        for (var i = 0; i < Terms.Count; i++)
        {
            if (Terms[i].Exponents.Count != InputDim)
            {
                yield return new ValidationResult($"{Terms[i].Exponents.Count} exponents for {InputDim} inputs", [$"{nameof(Terms)}[{i}]", nameof(InputDim)]);
            }
        }
    }
}

/// <summary>One term of a polynomial.</summary>
public sealed record TermOptions
{
    /// <summary>c.</summary>
    [Description("The coefficient.")]
    public double Coefficient { get; init; } = 1;

    /// <summary>e.</summary>
    [Description("One exponent for each input.")]
    [Range(0, 20)]
    [Required]
    public IReadOnlyList<int> Exponents { get; init; } = [];
}

/// <summary>A table that the user brings.</summary>
public sealed record TableOptions : TargetOptions
{
    /// <summary>The file.</summary>
    [Description("CSV or Parquet file with columns x1..xd, y and optionally weight.")]
    [Required]
    public InputFile File { get; init; } = new("");
}
