namespace Landscape.Search;

/// <summary>
/// A constant step size that is found to be stable: eta begins at a share of the largest step that is stable on the quadratic model at the start, and is halved when the
/// curvature met on the way, |g+ - g| / |theta+ - theta|, makes it unstable, or when J rises above its value at the last moment of rest (velocity 0) by more than the function's
/// unit (<see cref="ISmoothFunction.Scale"/>; less proves nothing: momentum overshoots on its way, Danilova, Kulakova and Polyak 2018, arXiv:1811.00658). Then the
/// method goes on at rest from where it stands. After finitely many halvings eta is constant, which tail rates presuppose.
/// </summary>
/// <param name="function">The function.</param>
/// <param name="start">The start, evaluated to second order.</param>
/// <param name="stableStepTimesCurvature">eta lambda_max at the edge of stability, such as 2 for gradient descent.</param>
/// <param name="share">The share of it to begin with.</param>
internal sealed class StableStep(ISmoothFunction function, Iterate start, double stableStepTimesCurvature, double share)
{
    private readonly double[] move = new double[function.Dimension];
    private readonly double[] change = new double[function.Dimension];
    private double restValue = start.Value;

    /// <summary>eta.</summary>
    public double Size { get; private set; } = share * stableStepTimesCurvature / LargestCurvature(function, start);

    /// <summary>Whether a step from <paramref name="at"/> to <paramref name="next"/> is stable; if not, eta has been halved and the method is at rest at <paramref name="at"/>.</summary>
    public bool Accepts(Iterate at, Iterate next)
    {
        if (next.IsFinite && next.Value <= restValue + function.Scale && Size * CurvatureBetween(at, next) <= stableStepTimesCurvature)
        {
            return true;
        }

        Size *= 0.5;
        restValue = at.Value;
        return false;
    }

    /// <summary>A step of this size no longer moves theta.</summary>
    public bool IsNothing(Iterate at) => !(Size * at.GradientNorm > Iterate.Epsilon * Iterate.Epsilon * (1 + at.ParameterNorm));

    private double CurvatureBetween(Iterate at, Iterate next)
    {
        Vectors.Difference(next.Theta, at.Theta, move);
        Vectors.Difference(next.Gradient, at.Gradient, change);
        var (length, noise) = (Vectors.Norm(move), 1e3 * Iterate.Epsilon * (1 + at.ParameterNorm));
        return length > noise ? Vectors.Norm(change) / length : 0; // shorter moves are rounding
    }

    // Flat starts have no curvature to go by: then the step moves theta by as much as the gradient says.
    private static double LargestCurvature(ISmoothFunction function, Iterate start)
    {
        var curvature = start.IsFinite ? SpectralModel.At(function, start.Theta).LargestCurvature : 0;
        return curvature > 0 ? curvature : 1;
    }
}
