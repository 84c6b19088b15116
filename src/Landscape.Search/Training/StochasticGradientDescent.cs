using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>Options of <see cref="StochasticGradientDescent"/>.</summary>
public sealed record StochasticGradientDescentOptions
{
    /// <summary>The budget.</summary>
    [Description("largest number of epochs")]
    [Range(1, 100_000_000)]
    public int MaxEpochs { get; init; } = 500;

    /// <summary>Minibatches in an epoch.</summary>
    [Description("minibatches into which the nodes are divided")]
    [Range(1, 100_000)]
    public int Batches { get; init; } = 8;

    /// <summary>eta lambda_max / 2 at the start.</summary>
    [Description("step size, as a share of the largest that is stable for full batches on the quadratic model at the start")]
    [Range(0, 0.99, MinimumIsExclusive = true)]
    public double StepShare { get; init; } = 0.1;
}

/// <summary>
/// Stochastic gradient descent theta+ = theta - eta dJ_b(theta) (Robbins and Monro 1951, DOI 10.1214/aoms/1177729586) over minibatches b of the nodes, each once an epoch in an order that is drawn
/// anew; J is the mean of the J_b. With a constant step it ends on a noise floor unless all J_b have the minimum in common. A step of the trace is an epoch, and
/// time the sum of the etas. The random numbers follow from the start: equal starts, equal runs. Without data (<see cref="IFiniteSum"/>) there is one batch.
/// </summary>
/// <param name="options">Budget, batches and step size.</param>
/// <param name="criteria">The thresholds of the outcomes.</param>
public sealed class StochasticGradientDescent(StochasticGradientDescentOptions options, StoppingCriteria criteria) : ITrainingMethod
{
    /// <inheritdoc/>
    public string Name => "stochastic-gradient-descent";

    /// <inheritdoc/>
    public TrainingResult Run(ISmoothFunction function, ReadOnlySpan<double> start, StepObserver? observer = null)
    {
        var stream = new RandomStream(0, "train", "minibatches", [.. start.ToArray().Select(BitConverter.DoubleToInt64Bits)]);
        var batches = (function as IFiniteSum)?.Parts(options.Batches, stream) ?? [function];
        var first = Iterate.At(function, start);
        var eta = new StableStep(function, first, 2, options.StepShare);
        var gradient = new double[function.Dimension];
        return new FirstOrderLoop(options.MaxEpochs, criteria).Run(function, first, observer, Epoch);

        StepTaken Epoch(Iterate at, Iterate next)
        {
            while (!eta.IsNothing(at))
            {
                at.Theta.CopyTo(next.Theta, 0);
                foreach (var b in stream.Permutation(batches.Count))
                {
                    batches[b].ValueGradient(next.Theta, gradient);
                    Vectors.AddScaled(next.Theta, -eta.Size, gradient);
                }

                next.EvaluateFirstOrder(function);
                if (eta.Accepts(at, next))
                {
                    return new StepTaken(batches.Count * eta.Size);
                }
            }

            return StepTaken.AtRounding;
        }
    }
}
