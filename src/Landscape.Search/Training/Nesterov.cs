using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Landscape.Search;

/// <summary>Options of <see cref="Nesterov"/>.</summary>
public sealed record NesterovOptions
{
    /// <summary>The budget.</summary>
    [Description("largest number of steps")]
    [Range(1, 100_000_000)]
    public int MaxSteps { get; init; } = 2000;

    /// <summary>mu.</summary>
    [Description("share of the last displacement by which the method looks ahead")]
    [Range(0.0, 0.9999)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>eta lambda_max (1 + 2 mu) / (2 (1 + mu)) at the start.</summary>
    [Description("step size, as a share of the largest that is stable on the quadratic model at the start")]
    [Range(0, 0.99, MinimumIsExclusive = true)]
    public double StepShare { get; init; } = 0.5;
}

/// <summary>
/// Nesterov's method with constant momentum, x+ = y - eta dJ(y), y+ = x+ + mu (x+ - x) (Nesterov 1983, Dokl. Akad. Nauk SSSR 269, 543-547; in this form Sutskever et al.
/// 2013, ICML), with a constant step that is stable (<see cref="StableStep"/>; on quadratics eta lambda_max &lt; 2 (1 + mu) / (1 + 2 mu)). The iterates are the points y
/// at which gradients are taken. On an eigenvector with eigenvalue lambda it contracts at the larger modulus of the roots of
/// z^2 - (1 + mu)(1 - eta lambda) z + mu (1 - eta lambda). Time is the sum of the etas.
/// </summary>
/// <param name="options">Budget, momentum and step size.</param>
/// <param name="criteria">The thresholds of the outcomes.</param>
public sealed class Nesterov(NesterovOptions options, StoppingCriteria criteria) : ITrainingMethod
{
    /// <inheritdoc/>
    public string Name => "nesterov";

    /// <inheritdoc/>
    public TrainingResult Run(ISmoothFunction function, ReadOnlySpan<double> start, StepObserver? observer = null)
    {
        var (mu, first) = (options.Momentum, Iterate.At(function, start));
        var eta = new StableStep(function, first, 2 * (1 + mu) / (1 + (2 * mu)), options.StepShare);
        var x = start.ToArray();
        return new FirstOrderLoop(options.MaxSteps, criteria).Run(function, first, observer, Step);

        StepTaken Step(Iterate at, Iterate next)
        {
            while (!eta.IsNothing(at))
            {
                var stepped = Vectors.Plus(at.Theta, -eta.Size, at.Gradient);
                next.Move(Vectors.Plus(stepped, mu, stepped), -mu, x);
                next.EvaluateFirstOrder(function);
                if (eta.Accepts(at, next))
                {
                    x = stepped;
                    return new StepTaken(eta.Size);
                }

                at.Theta.CopyTo(x, 0);
            }

            return StepTaken.AtRounding;
        }
    }
}
