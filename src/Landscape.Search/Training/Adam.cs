using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Landscape.Search;

/// <summary>Options of <see cref="Adam"/>; the defaults are those of the paper but for the step, which there is 0.001.</summary>
public sealed record AdamOptions
{
    /// <summary>The budget.</summary>
    [Description("largest number of steps")]
    [Range(1, 100_000_000)]
    public int MaxSteps { get; init; } = 2000;

    /// <summary>eta, the largest change of a parameter in a step, roughly.</summary>
    [Description("step size")]
    [Range(1e-8, 1.0)]
    public double StepSize { get; init; } = 0.01;

    /// <summary>beta_1.</summary>
    [Description("decay of the mean of the gradients")]
    [Range(0.0, 0.9999)]
    public double MeanDecay { get; init; } = 0.9;

    /// <summary>beta_2.</summary>
    [Description("decay of the mean of the squared gradients")]
    [Range(0.0, 0.999999)]
    public double SquareDecay { get; init; } = 0.999;

    /// <summary>epsilon.</summary>
    [Description("added to the root of the mean square")]
    [Range(1e-16, 1.0)]
    public double Offset { get; init; } = 1e-8;
}

/// <summary>
/// Adam: m+ = beta_1 m + (1 - beta_1) g, v+ = beta_2 v + (1 - beta_2) g^2, theta+ = theta - eta m^ / (sqrt(v^) + epsilon), with m^ = m / (1 - beta_1^t) and
/// v^ = v / (1 - beta_2^t), by component (Kingma and Ba 2015, arXiv:1412.6980, Algorithm 1). With a constant eta it hovers about a minimum at a distance of the
/// order of eta instead of converging, and no Hessian predicts its tail. Time is eta times the number of steps.
/// </summary>
/// <param name="options">Budget and parameters.</param>
/// <param name="criteria">The thresholds of the outcomes.</param>
public sealed class Adam(AdamOptions options, StoppingCriteria criteria) : ITrainingMethod
{
    /// <inheritdoc/>
    public string Name => "adam";

    /// <inheritdoc/>
    public TrainingResult Run(ISmoothFunction function, ReadOnlySpan<double> start, StepObserver? observer = null)
    {
        var (mean, square) = (new double[function.Dimension], new double[function.Dimension]);
        var (meanPower, squarePower) = (1.0, 1.0);
        return new FirstOrderLoop(options.MaxSteps, criteria).Run(function, Iterate.At(function, start), observer, Step);

        StepTaken Step(Iterate at, Iterate next)
        {
            (meanPower, squarePower) = (meanPower * options.MeanDecay, squarePower * options.SquareDecay);
            for (var i = 0; i < mean.Length; i++)
            {
                var g = at.Gradient[i];
                mean[i] = (options.MeanDecay * mean[i]) + ((1 - options.MeanDecay) * g);
                square[i] = (options.SquareDecay * square[i]) + ((1 - options.SquareDecay) * g * g);
                var root = Math.Sqrt(square[i] / (1 - squarePower));
                next.Theta[i] = at.Theta[i] - (options.StepSize * mean[i] / (1 - meanPower) / (root + options.Offset));
            }

            next.EvaluateFirstOrder(function);
            return next.IsFinite ? new StepTaken(options.StepSize) : new StepTaken(0, "overflow: the next step is not finite");
        }
    }
}
