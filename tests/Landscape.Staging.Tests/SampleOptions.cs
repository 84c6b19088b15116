using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Landscape.Staging.Tests;

/// <summary>One option of every kind that stages may declare.</summary>
public sealed record SampleOptions
{
    [Description("Hidden widths.")]
    [Length(1, 4)]
    [Range(1, 100)]
    public IReadOnlyList<int> Widths { get; init; } = [1, 2];

    [Description("Step size.")]
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double StepSize { get; init; } = 0.1;

    [Description("Largest number of evaluations.")]
    [Range(1, int.MaxValue)]
    public long Budget { get; init; } = 1000;

    [Description("Whether to keep traces.")]
    public bool Traces { get; init; } = true;

    [Description("A label.")]
    [StringLength(8, MinimumLength = 1)]
    [RegularExpression("[a-z]+", ErrorMessage = "expected lower-case letters in {0}")]
    public string Label { get; init; } = "run";

    [Description("How to search.")]
    public Method Method { get; init; } = Method.TrustRegionNewton;

    [Description("A tolerance, or nothing.")]
    public double? Tolerance { get; init; }

    [Description("An interval.")]
    public IntervalOptions Interval { get; init; } = new();

    [Description("More intervals.")]
    public IReadOnlyList<IntervalOptions> Intervals { get; init; } = [];

    [Description("A covariance.")]
    public KernelOptions Kernel { get; init; } = new SquaredExponentialOptions();

    [Description("A table of the user.")]
    public InputFile? Table { get; init; }
}

public enum Method
{
    GradientFlow,
    TrustRegionNewton,

    [JsonStringEnumMemberName("matern-1/2")]
    Matern12,
}

public sealed record IntervalOptions : IValidatableObject
{
    [Description("Lower end.")]
    public double Low { get; init; }

    [Description("Upper end.")]
    public double High { get; init; } = 1;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Low > High)
        {
            yield return new ValidationResult($"low {Low} exceeds high {High}", [nameof(High), nameof(Low)]);
        }
    }
}

/// <summary>A union that contains lists of itself, as sums of covariances do.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "family")]
[JsonDerivedType(typeof(SquaredExponentialOptions), "squared-exponential")]
[JsonDerivedType(typeof(SumOptions), "sum")]
public abstract record KernelOptions
{
    [Description("Variance at a point.")]
    public double Variance { get; init; } = 1;
}

public sealed record SquaredExponentialOptions : KernelOptions
{
    [Description("Length scale.")]
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Length { get; init; } = 0.5;
}

public sealed record SumOptions : KernelOptions
{
    [Description("The terms.")]
    public IReadOnlyList<KernelOptions> Terms { get; init; } = [];
}

/// <summary>A section with a key that has no default.</summary>
public sealed record StrictOptions
{
    [Required]
    [Description("How many starts.")]
    [Range(1, 40)]
    public int Starts { get; init; }
}

/// <summary>A section without keys.</summary>
public sealed record EmptyOptions;
