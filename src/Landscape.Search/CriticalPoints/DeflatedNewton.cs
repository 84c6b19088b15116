namespace Landscape.Search;

/// <summary>
/// Newton's method on the gradient with the known critical points divided out:
///     G(theta) = M(theta) g(theta),  M = prod_k (1 / d_k^2 + 1),  d_k = |theta - theta_k|,
/// with theta_k the image of the k-th known point that is nearest to theta, so that its whole orbit is deflated: at a known zero of g of first order |G| tends to
/// infinity, far from all of them M is 1 (Farrell, Birkisson and Funke 2015, DOI 10.1137/140984798: power 2, shift 1). The Jacobian is
/// M (H + g q^T), q = grad log M = -2 sum_k (theta - theta_k) / (d_k^2 (1 + d_k^2)), and by Sherman and Morrison its Newton step is a multiple of that of g:
///     s = tau s_0,  s_0 = -H^-1 g,  tau = 1 / (1 - q . s_0).
/// So near a known point (s_0 = theta_k - theta) tau is negative and the search turns away. Steps are shortened to a largest length.
/// </summary>
/// <param name="scale">The problem's gradient scale (<see cref="GradientScale"/>).</param>
/// <param name="maximumIterations">Steps after which a search is given up.</param>
/// <param name="nearestImage">(theta, known point) to the image of the known point that is nearest to theta; the known point itself where there is no symmetry.</param>
public sealed class DeflatedNewton(double scale, int maximumIterations, Func<double[], double[], double[]> nearestImage)
{
    private const double HandOver = 1e-9;       // as in IndexKSaddleSearch: Newton's method takes over
    private const double ParameterLimit = 100;  // as in IndexKSaddleSearch

    // Measured on the landscapes of default.yml: 1 finds half as many new points, 10 runs out of the data.
    private const double LargestStep = 3;

    /// <summary>Searches from a start for a zero of g on no known orbit.</summary>
    /// <param name="function">J.</param>
    /// <param name="start">P parameters, on no known point.</param>
    /// <param name="known">theta_k, the zeros to keep away from.</param>
    public SearchResult Run(ISmoothFunction function, ReadOnlySpan<double> start, IReadOnlyList<double[]> known)
    {
        var model = SpectralModel.At(function, start);
        for (var iteration = 0; iteration < maximumIterations; iteration++)
        {
            if (model.GradientNorm <= HandOver * scale)
            {
                return new SearchResult(SearchStatus.Candidate, model);
            }

            if (!(Vectors.MaxNorm(model.Theta) <= ParameterLimit))
            {
                return new SearchResult(SearchStatus.Diverging, model);
            }

            model = SpectralModel.At(function, Vectors.Plus(model.Theta, 1, Step(model, known)));
        }

        return new SearchResult(SearchStatus.Undecided, model);
    }

    private double[] Step(SpectralModel model, IReadOnlyList<double[]> known)
    {
        var newton = model.Combine(model.NewtonCoefficients());
        var tau = 1 / (1 - Vectors.Dot(LogarithmicGradient(model.Theta, known), newton));

        // At the pole of tau (the deflated Jacobian is singular) the direction stays and the length is the largest.
        var length = Vectors.Norm(newton) * Math.Abs(tau);
        var share = length <= LargestStep ? tau : Math.Sign(tau) * LargestStep / Vectors.Norm(newton);
        return Vectors.Plus(new double[newton.Length], share, newton);
    }

    /// <summary>q = grad log M.</summary>
    private double[] LogarithmicGradient(double[] theta, IReadOnlyList<double[]> known)
    {
        var sum = new double[theta.Length];
        foreach (var point in known)
        {
            var away = Vectors.Plus(theta, -1, nearestImage(theta, point));
            var square = Vectors.Dot(away, away);
            Vectors.AddScaled(sum, -2 / (square * (1 + square)), away);
        }

        return sum;
    }
}
