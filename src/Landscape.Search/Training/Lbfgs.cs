using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Landscape.Search;

/// <summary>Options of <see cref="Lbfgs"/>.</summary>
public sealed record LbfgsOptions
{
    /// <summary>The budget.</summary>
    [Description("largest number of steps")]
    [Range(1, 100_000_000)]
    public int MaxSteps { get; init; } = 2000;

    /// <summary>m.</summary>
    [Description("pairs of displacement and change of gradient that are remembered")]
    [Range(1, 100)]
    public int Memory { get; init; } = 10;

    /// <summary>c of the line search; small, so that the unit step is taken wherever it is any good.</summary>
    [Description("share of the linear decrease that a step must achieve")]
    [Range(1e-6, 0.5)]
    public double SufficientDecrease { get; init; } = 1e-4;
}

/// <summary>
/// L-BFGS: theta+ = theta - eta B g, where B g comes from the last m pairs s = theta+ - theta, y = g+ - g by the two-loop recursion (Nocedal 1980,
/// DOI 10.1090/S0025-5718-1980-0572855-7) scaled by s.y / y.y, and eta from backtracking (<see cref="ArmijoSearch"/>) from 1. A pair is kept if
/// s.y >= 1e-6 min(|g|, 1) |s|^2 (the cautious update of Li and Fukushima 2001, DOI 10.1137/S1052623499354242), so that B stays positive definite where J is not convex.
/// Time is the number of steps.
/// </summary>
/// <param name="options">Budget, memory and decrease rule.</param>
/// <param name="criteria">The thresholds of the outcomes.</param>
public sealed class Lbfgs(LbfgsOptions options, StoppingCriteria criteria) : ITrainingMethod
{
    private const double Caution = 1e-6;
    private readonly ArmijoSearch search = new(options.SufficientDecrease);

    private sealed record Pair(double[] S, double[] Y, double Curvature);

    /// <inheritdoc/>
    public string Name => "l-bfgs";

    /// <inheritdoc/>
    public TrainingResult Run(ISmoothFunction function, ReadOnlySpan<double> start, StepObserver? observer = null)
    {
        var pairs = new List<Pair>();
        return new FirstOrderLoop(options.MaxSteps, criteria).Run(function, Iterate.At(function, start), observer, Step);

        StepTaken Step(Iterate at, Iterate next)
        {
            // Without pairs the direction is the gradient, cut to length 1; a direction that fails is given up with its pairs, once.
            if (search.Run(function, at, Direction(at.Gradient, pairs), next, 1) == 0)
            {
                pairs.Clear();
                if (search.Run(function, at, Direction(at.Gradient, pairs), next, 1) == 0)
                {
                    return StepTaken.AtRounding;
                }
            }

            Remember(pairs, Vectors.Plus(next.Theta, -1, at.Theta), Vectors.Plus(next.Gradient, -1, at.Gradient), Vectors.Norm(at.Gradient));
            return new StepTaken(1);
        }
    }

    private void Remember(List<Pair> pairs, double[] s, double[] y, double gradientNorm)
    {
        var curvature = Vectors.Dot(s, y);
        if (curvature > 0 && curvature >= Caution * Math.Min(gradientNorm, 1) * Vectors.Dot(s, s))
        {
            pairs.Add(new Pair(s, y, curvature));
        }

        if (pairs.Count > options.Memory)
        {
            pairs.RemoveAt(0);
        }
    }

    /// <summary>-B g.</summary>
    private static double[] Direction(double[] gradient, List<Pair> pairs)
    {
        var q = gradient.ToArray();
        if (pairs.Count == 0)
        {
            Vectors.Scale(q, -1);
            return Vectors.Shortened(q, 1);
        }

        var alpha = new double[pairs.Count];
        for (var i = pairs.Count - 1; i >= 0; i--)
        {
            alpha[i] = Vectors.Dot(pairs[i].S, q) / pairs[i].Curvature;
            Vectors.AddScaled(q, -alpha[i], pairs[i].Y);
        }

        Vectors.Scale(q, pairs[^1].Curvature / Vectors.Dot(pairs[^1].Y, pairs[^1].Y));
        for (var i = 0; i < pairs.Count; i++)
        {
            var beta = Vectors.Dot(pairs[i].Y, q) / pairs[i].Curvature;
            Vectors.AddScaled(q, alpha[i] - beta, pairs[i].S);
        }

        Vectors.Scale(q, -1);
        return q;
    }
}
