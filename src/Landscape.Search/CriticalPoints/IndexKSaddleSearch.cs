namespace Landscape.Search;

/// <summary>How a search for a critical point ended.</summary>
public enum SearchStatus
{
    /// <summary>A candidate for the polish.</summary>
    Candidate,

    /// <summary>The search ran off towards infinity.</summary>
    Diverging,

    /// <summary>The gradient is stationary but not small.</summary>
    GradientFlat,

    /// <summary>Not decided within the iterations.</summary>
    Undecided,
}

/// <summary>Where a search ended.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Model">The model at the end point.</param>
public sealed record SearchResult(SearchStatus Status, SpectralModel Model);

/// <summary>
/// Search for a critical point of index k with the exact Hessian: uphill along the k lowest modes, downhill along the others,
/// c_i = +slope_i / |lambda_i| (i &lt; k), -slope_i / |lambda_i| (i &gt;= k), the step scaled to the trust radius. Near a critical point of
/// index k this is Newton's method. (High-index saddle dynamics, Yin, Zhang and Zhang 2019, DOI 10.1137/19M1253356, with Newton scaling.)
/// </summary>
/// <param name="scale">The problem's gradient scale (<see cref="GradientScale"/>).</param>
/// <param name="maximumIterations">Steps after which a search is given up.</param>
/// <param name="trustRadius">Largest Euclidean step while |theta| is at most 10; beyond, it grows in proportion.</param>
public sealed class IndexKSaddleSearch(double scale, int maximumIterations, double trustRadius)
{
    // From here Newton's method converges quadratically unless the point is degenerate: the polish takes over.
    private const double HandOver = 1e-9;

    // A search whose second half moved away from the origin at more than this share of the full step length runs down a valley to
    // infinity: near a critical point steps shrink, and a detour turns.
    private const double OutwardShare = 0.5;

    // Neurons sharper than this switch between neighbouring nodes of any sensible sample: what lies beyond says nothing about the problem.
    private const double ParameterLimit = 100;

    // Up to this size of parameters the trust radius is absolute, beyond it relative: sharp neurons sit far out, and the landscape there
    // varies as slowly as |theta| is large.
    private const double UnitParameter = 10;

    /// <summary>Searches from a start.</summary>
    /// <param name="function">J.</param>
    /// <param name="start">P parameters.</param>
    /// <param name="index">k, between 0 and P.</param>
    public SearchResult Run(ISmoothFunction function, ReadOnlySpan<double> start, int index)
    {
        var model = SpectralModel.At(function, start);
        var (halfway, pathSinceHalfway) = (0.0, 0.0);
        for (var iteration = 0; iteration < maximumIterations; iteration++)
        {
            if (model.GradientNorm <= HandOver * scale)
            {
                return new SearchResult(SearchStatus.Candidate, model);
            }

            if (Vectors.MaxNorm(model.Theta) > ParameterLimit)
            {
                return new SearchResult(SearchStatus.Diverging, model);
            }

            halfway = iteration == maximumIterations / 2 ? Vectors.Norm(model.Theta) : halfway;
            pathSinceHalfway += iteration >= maximumIterations / 2 ? Radius(model) : 0;
            model = SpectralModel.At(function, Vectors.Plus(model.Theta, 1, Step(model, index)));
        }

        var runsAway = Vectors.Norm(model.Theta) - halfway > OutwardShare * pathSinceHalfway;
        return new SearchResult(runsAway ? SearchStatus.Diverging : SearchStatus.Undecided, model);
    }

    private double Radius(SpectralModel model) => trustRadius * Math.Max(1, Vectors.MaxNorm(model.Theta) / UnitParameter);

    private double[] Step(SpectralModel model, int index)
    {
        var floor = model.RoundingFloor;
        var coefficients = new double[model.Slopes.Length];
        for (var i = 0; i < coefficients.Length; i++)
        {
            var length = model.Slopes[i] / Math.Max(floor, Math.Abs(model.Eigenvalues[i]));
            coefficients[i] = i < index ? length : -length;
        }

        return Vectors.Shortened(model.Combine(coefficients), Radius(model));
    }
}
