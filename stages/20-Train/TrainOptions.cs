using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Landscape.Models;
using Landscape.Search;

namespace Landscape.Stages.Train;

/// <summary>Starts of each method on each landscape; 0 leaves a method out.</summary>
public sealed record StartCounts
{
    /// <summary>Starts of trust-region Newton.</summary>
    [Description("starts of trust-region Newton on each landscape")]
    [Range(0, 1_000_000)]
    public int TrustRegionNewton { get; init; } = 34;

    /// <summary>Starts of the gradient flow.</summary>
    [Description("starts of the gradient flow on each landscape")]
    [Range(0, 1_000_000)]
    public int GradientFlow { get; init; } = 4;

    /// <summary>Starts of gradient descent.</summary>
    [Description("starts of gradient descent on each landscape")]
    [Range(0, 1_000_000)]
    public int GradientDescent { get; init; } = 2;
}

/// <summary>What is trained, how often, by which methods, and what counts as converged or diverging.</summary>
public sealed record TrainOptions : IValidatableObject
{
    /// <summary>Activations, each on every problem.</summary>
    [Description("activations, each on every problem")]
    [Length(1, 9)]
    public IReadOnlyList<ActivationName> Activations { get; init; } = [ActivationName.Tanh, ActivationName.Logistic];

    /// <summary>Widths n, each on every problem.</summary>
    [Description("numbers of hidden neurons, each on every problem")]
    [Length(1, 64)]
    public IReadOnlyList<int> Widths { get; init; } = [1, 2, 3];

    /// <summary>Starts of each method.</summary>
    [Description("starts of each method on each landscape")]
    public StartCounts Starts { get; init; } = new();

    /// <summary>The distribution of starts.</summary>
    [Description("the distribution of starts")]
    public StartOptions Start { get; init; } = new();

    /// <summary>Thresholds of the outcomes.</summary>
    [Description("thresholds of the outcomes converged and diverging")]
    public StoppingCriteria Outcome { get; init; } = new();

    /// <summary>Trust-region Newton.</summary>
    [Description("trust-region Newton with the exact Hessian")]
    public TrustRegionNewtonOptions TrustRegionNewton { get; init; } = new();

    /// <summary>The gradient flow.</summary>
    [Description("the gradient flow, integrated by an L-stable Rosenbrock method")]
    public GradientFlowOptions GradientFlow { get; init; } = new();

    /// <summary>Gradient descent.</summary>
    [Description("gradient descent with Armijo backtracking")]
    public GradientDescentOptions GradientDescent { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Widths.Any(n => n is < 1 or > 1000))
        {
            yield return new ValidationResult("widths lie between 1 and 1000", [nameof(Widths)]);
        }

        if (Widths.Distinct().Count() < Widths.Count)
        {
            yield return new ValidationResult("widths are listed once each", [nameof(Widths)]);
        }

        if (Activations.Distinct().Count() < Activations.Count)
        {
            yield return new ValidationResult("activations are listed once each", [nameof(Activations)]);
        }
    }
}
