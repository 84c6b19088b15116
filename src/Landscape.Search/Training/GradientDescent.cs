using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Landscape.Search;

/// <summary>Options of <see cref="GradientDescent"/>.</summary>
public sealed record GradientDescentOptions
{
    /// <summary>The budget.</summary>
    [Description("largest number of steps")]
    [Range(1, 100_000_000)]
    public int MaxSteps { get; init; } = 20_000;

    /// <summary>
    /// c in J(theta - eta g) &lt;= J(theta) - c eta |g|^2: on a quadratic, eta up to 2 (1 - c) times the one that minimises J along g; 1/2 would leave that one itself to rounding.
    /// </summary>
    [Description("share of the linear decrease that a step must achieve")]
    [Range(1e-6, 0.9)]
    public double SufficientDecrease { get; init; } = 0.1;
}

/// <summary>
/// Gradient descent theta+ = theta - eta dJ(theta) with backtracking (<see cref="ArmijoSearch"/>), so that J falls in every step. The first eta that a step
/// tries is the inverse of the curvature that the last one met, s.y / y.y with s = theta+ - theta and y = dJ+ - dJ, exact on a line of a quadratic: between
/// 1 / lambda_max and 1 / lambda_min there (Barzilai and Borwein 1988, DOI 10.1093/imanum/8.1.141, their second formula). Unlike a step that
/// stays near 1 / lambda_max it serves soft modes too: with eigenvalue ratios of 1e4 to 1e6 about half of the runs converge within the budget, where doubling and
/// halving the last eta brought 2 of 96 there. Time is the sum of the etas.
/// </summary>
/// <param name="options">Budget and decrease rule.</param>
/// <param name="criteria">The thresholds of the outcomes.</param>
public sealed class GradientDescent(GradientDescentOptions options, StoppingCriteria criteria) : ITrainingMethod
{
    private readonly ArmijoSearch search = new(options.SufficientDecrease);

    /// <inheritdoc/>
    public string Name => "gradient-descent";

    /// <inheritdoc/>
    public TrainingResult Run(ISmoothFunction function, ReadOnlySpan<double> start, StepObserver? observer = null)
    {
        var downhill = new double[function.Dimension];
        var trial = 1.0;
        return new FirstOrderLoop(options.MaxSteps, criteria).Run(function, Iterate.At(function, start), observer, (at, next) =>
        {
            Vectors.Negate(at.Gradient, downhill);
            var eta = search.Run(function, at, downhill, next, trial);
            trial = InverseCurvature(at.Gradient, next.Gradient, eta);
            return eta == 0 ? StepTaken.AtRounding : new StepTaken(eta);
        });
    }

    /// <summary>s.y / y.y for s = -eta dJ; twice eta where the curvature along the step is not positive.</summary>
    private static double InverseCurvature(ReadOnlySpan<double> before, ReadOnlySpan<double> after, double eta)
    {
        var (slopeChange, change) = (0.0, 0.0);
        for (var i = 0; i < before.Length; i++)
        {
            var y = after[i] - before[i];
            slopeChange = Math.FusedMultiplyAdd(-before[i], y, slopeChange);
            change = Math.FusedMultiplyAdd(y, y, change);
        }

        return slopeChange > 0 ? eta * slopeChange / change : 2 * eta;
    }
}
