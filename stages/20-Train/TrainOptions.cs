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

    /// <summary>Starts of the heavy ball.</summary>
    [Description("starts of the heavy ball on each landscape")]
    [Range(0, 1_000_000)]
    public int HeavyBall { get; init; }

    /// <summary>Starts of Nesterov's method.</summary>
    [Description("starts of Nesterov's method on each landscape")]
    [Range(0, 1_000_000)]
    public int Nesterov { get; init; }

    /// <summary>Starts of Adam.</summary>
    [Description("starts of Adam on each landscape")]
    [Range(0, 1_000_000)]
    public int Adam { get; init; }

    /// <summary>Starts of stochastic gradient descent.</summary>
    [Description("starts of stochastic gradient descent on each landscape")]
    [Range(0, 1_000_000)]
    public int StochasticGradientDescent { get; init; }

    /// <summary>Starts of L-BFGS.</summary>
    [Description("starts of L-BFGS on each landscape")]
    [Range(0, 1_000_000)]
    public int Lbfgs { get; init; }
}

/// <summary>Landscapes (problem, activation, width) that are trained alike.</summary>
public sealed record TrainingCell : IValidatableObject
{
    /// <summary>Only problems with so many inputs; null: all.</summary>
    [Description("only problems with so many inputs; without it all")]
    [Range(1, 1000)]
    public int? InputDim { get; init; }

    /// <summary>Only the first so many draws of each group of targets; null: all.</summary>
    [Description("only the first so many targets of each group; without it all")]
    [Range(1, 1_000_000)]
    public int? Draws { get; init; }

    /// <summary>Activations, each on every problem of the cell.</summary>
    [Description("activations, each on every problem of the cell")]
    [Length(1, 9)]
    public IReadOnlyList<ActivationName> Activations { get; init; } = [ActivationName.Tanh, ActivationName.Logistic];

    /// <summary>Widths n, each on every problem of the cell.</summary>
    [Description("numbers of hidden neurons, each on every problem of the cell")]
    [Length(1, 64)]
    [Range(1, 1000)]
    public IReadOnlyList<int> Widths { get; init; } = [1, 2, 3];

    /// <summary>Starts of each method.</summary>
    [Description("starts of each method on each landscape of the cell")]
    public StartCounts Starts { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
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

/// <summary>What is trained, how often, by which methods, and what counts as converged or diverging.</summary>
public sealed record TrainOptions
{
    /// <summary>The landscapes.</summary>
    [Description("The landscapes, in groups that are trained alike; none may stand in two groups.")]
    [Length(1, 1000)]
    public IReadOnlyList<TrainingCell> Cells { get; init; } = [new()];

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

    /// <summary>The heavy ball.</summary>
    [Description("Polyak's heavy ball with a constant step")]
    public HeavyBallOptions HeavyBall { get; init; } = new();

    /// <summary>Nesterov's method.</summary>
    [Description("Nesterov's method with constant momentum and a constant step")]
    public NesterovOptions Nesterov { get; init; } = new();

    /// <summary>Adam.</summary>
    [Description("Adam with a constant step")]
    public AdamOptions Adam { get; init; } = new();

    /// <summary>Stochastic gradient descent.</summary>
    [Description("gradient descent on random minibatches of the nodes with a constant step")]
    public StochasticGradientDescentOptions StochasticGradientDescent { get; init; } = new();

    /// <summary>L-BFGS.</summary>
    [Description("L-BFGS with Armijo backtracking")]
    public LbfgsOptions Lbfgs { get; init; } = new();
}
