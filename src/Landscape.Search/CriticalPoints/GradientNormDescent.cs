namespace Landscape.Search;

/// <summary>
/// Minimises |g(theta)|^2 / 2 by Levenberg-Marquardt on the equations g = 0, whose Jacobian is the Hessian:
/// (H^2 + mu I) step = -H g, that is c_i = -lambda_i slope_i / (lambda_i^2 + mu). Reaches critical points of any index, and stops at
/// gradient-flat points where H g = 0 with g != 0, which it reports as such.
/// (Damping by the gain ratio: Nielsen 1999, IMM-REP-1999-05.)
/// </summary>
/// <param name="scale">The problem's gradient scale (<see cref="GradientScale"/>).</param>
/// <param name="maximumIterations">Evaluations after which the descent is given up.</param>
public sealed class GradientNormDescent(double scale, int maximumIterations)
{
    private const double HandOver = 1e-9;       // as in IndexKSaddleSearch: Newton's method takes over
    private const double FlatnessLimit = 1e-6;  // |H g| / (|H| |g|): the objective's own gradient, normalised
    private const double InitialDamping = 1e-2; // of the largest lambda^2
    private const double LargestStep = 1;       // Euclidean: a near-kernel must not throw the iterate to infinity in one step

    /// <summary>Descends from a start.</summary>
    /// <param name="function">J.</param>
    /// <param name="start">P parameters.</param>
    public SearchResult Run(ISmoothFunction function, ReadOnlySpan<double> start)
    {
        var model = SpectralModel.At(function, start);
        var damping = InitialDamping * model.LargestCurvature * model.LargestCurvature;
        var growth = 2.0;
        for (var iteration = 0; iteration < maximumIterations; iteration++)
        {
            if (model.GradientNorm <= HandOver * scale)
            {
                return new SearchResult(SearchStatus.Candidate, model);
            }

            if (model.Flatness <= FlatnessLimit)
            {
                return new SearchResult(SearchStatus.GradientFlat, model);
            }

            var coefficients = Coefficients(model, damping);
            var step = Vectors.Shortened(model.Combine(coefficients), LargestStep);
            var theta = Vectors.Plus(model.Theta, 1, step);
            if (!(Vectors.MaxNorm(theta) <= NewtonPolish.ParameterLimit))
            {
                return new SearchResult(SearchStatus.Diverging, model);
            }

            var next = SpectralModel.At(function, theta);
            var gain = Gain(model, next, coefficients, damping);
            (damping, growth) = gain > 0
                ? (damping * Math.Max(1.0 / 3, 1 - Cube((2 * gain) - 1)), 2)
                : (damping * growth, growth * 2);
            model = gain > 0 ? next : model;
        }

        return new SearchResult(SearchStatus.Undecided, model);
    }

    private static double[] Coefficients(SpectralModel model, double damping)
    {
        var coefficients = new double[model.Slopes.Length];
        for (var i = 0; i < coefficients.Length; i++)
        {
            var lambda = model.Eigenvalues[i];
            coefficients[i] = -lambda * model.Slopes[i] / ((lambda * lambda) + damping);
        }

        return coefficients;
    }

    /// <summary>Actual over predicted decrease of |g|^2 / 2; the prediction is c . (mu c - H g) / 2.</summary>
    private static double Gain(SpectralModel model, SpectralModel next, double[] coefficients, double damping)
    {
        var predicted = 0.0;
        for (var i = 0; i < coefficients.Length; i++)
        {
            predicted += 0.5 * coefficients[i] * ((damping * coefficients[i]) - (model.Eigenvalues[i] * model.Slopes[i]));
        }

        var actual = 0.5 * (Vectors.Dot(model.Gradient, model.Gradient) - Vectors.Dot(next.Gradient, next.Gradient));
        return predicted > 0 ? actual / predicted : 0;
    }

    private static double Cube(double x) => x * x * x;
}
