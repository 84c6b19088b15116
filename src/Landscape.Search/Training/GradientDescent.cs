using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Landscape.Search;

/// <summary>Options of <see cref="GradientDescent"/>.</summary>
public sealed record GradientDescentOptions
{
    /// <summary>The budget.</summary>
    [Description("largest number of steps")]
    [Range(1, 100_000_000)]
    public int MaxSteps { get; init; } = 5000;

    /// <summary>c in J(theta - eta g) &lt;= J(theta) - c eta |g|^2; at 1/2 (Armijo's own choice) a quadratic's step never exceeds 1 / lambda_max.</summary>
    [Description("share of the linear decrease that a step must achieve")]
    [Range(1e-6, 0.9)]
    public double SufficientDecrease { get; init; } = 0.5;
}

/// <summary>
/// Gradient descent theta+ = theta - eta dJ(theta) with backtracking (<see cref="ArmijoSearch"/>): each step tries twice the last eta first. Time is the sum of
/// the etas, so runs compare with the flow. With eigenvalue ratios of 1e9 it rarely converges within a budget, and then says undecided.
/// </summary>
/// <param name="options">Budget and decrease rule.</param>
/// <param name="criteria">The thresholds of the outcomes.</param>
public sealed class GradientDescent(GradientDescentOptions options, StoppingCriteria criteria) : ITrainingMethod
{
    private readonly ArmijoSearch search = new(options.SufficientDecrease);

    /// <inheritdoc/>
    public string Name => "gradient-descent";

    /// <inheritdoc/>
    public TrainingResult Run(ISmoothFunction function, ReadOnlySpan<double> start)
    {
        var downhill = new double[function.Dimension];
        var eta = 0.5;
        return new FirstOrderLoop(options.MaxSteps, criteria).Run(function, Iterate.At(function, start), (at, next) =>
        {
            Vectors.Negate(at.Gradient, downhill);
            eta = search.Run(function, at, downhill, next, 2 * eta);
            return eta == 0 ? StepTaken.AtRounding : new StepTaken(eta);
        });
    }
}
