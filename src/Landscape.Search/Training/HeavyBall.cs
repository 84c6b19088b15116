using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Landscape.Search;

/// <summary>Options of <see cref="HeavyBall"/>.</summary>
public sealed record HeavyBallOptions
{
    /// <summary>The budget.</summary>
    [Description("largest number of steps")]
    [Range(1, 100_000_000)]
    public int MaxSteps { get; init; } = 2000;

    /// <summary>mu.</summary>
    [Description("share of the last displacement that is kept")]
    [Range(0.0, 0.9999)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>eta lambda_max / (2 (1 + mu)) at the start.</summary>
    [Description("step size, as a share of the largest that is stable on the quadratic model at the start")]
    [Range(0, 0.99, MinimumIsExclusive = true)]
    public double StepShare { get; init; } = 0.5;
}

/// <summary>
/// Polyak's heavy ball v+ = mu v - eta dJ(theta), theta+ = theta + v+ (Polyak 1964, DOI 10.1016/0041-5553(64)90137-5), with a constant step that is
/// stable (<see cref="StableStep"/>; on quadratics eta lambda_max &lt; 2 (1 + mu)). On an eigenvector with eigenvalue lambda it contracts at the larger modulus of
/// the roots of z^2 - (1 + mu - eta lambda) z + mu. Time is the sum of the etas.
/// </summary>
/// <param name="options">Budget, momentum and step size.</param>
/// <param name="criteria">The thresholds of the outcomes.</param>
public sealed class HeavyBall(HeavyBallOptions options, StoppingCriteria criteria) : ITrainingMethod
{
    /// <inheritdoc/>
    public string Name => "heavy-ball";

    /// <inheritdoc/>
    public TrainingResult Run(ISmoothFunction function, ReadOnlySpan<double> start, StepObserver? observer = null)
    {
        var first = Iterate.At(function, start);
        var eta = new StableStep(function, first, 2 * (1 + options.Momentum), options.StepShare);
        var velocity = new double[function.Dimension];
        return new FirstOrderLoop(options.MaxSteps, criteria).Run(function, first, observer, Step);

        StepTaken Step(Iterate at, Iterate next)
        {
            while (!eta.IsNothing(at))
            {
                Vectors.Scale(velocity, options.Momentum);
                Vectors.AddScaled(velocity, -eta.Size, at.Gradient);
                next.Move(at.Theta, 1, velocity);
                next.EvaluateFirstOrder(function);
                if (eta.Accepts(at, next))
                {
                    return new StepTaken(eta.Size);
                }

                Array.Clear(velocity);
            }

            return StepTaken.AtRounding;
        }
    }
}
