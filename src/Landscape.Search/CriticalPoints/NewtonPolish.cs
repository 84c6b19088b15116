namespace Landscape.Search;

/// <summary>How a polish ended.</summary>
public enum PolishStatus
{
    /// <summary>The gradient is within tolerance, the last Newton step is negligible and the Hessian is regular.</summary>
    Polished,

    /// <summary>As <see cref="Polished"/>, but the Hessian has a kernel (to its stated tolerance).</summary>
    Singular,

    /// <summary>Newton's method went further from the candidate than the basin radius: the candidate was not near a critical point.</summary>
    LeftBasin,

    /// <summary>The parameters grew beyond the stated limit.</summary>
    Diverging,

    /// <summary>Neither of these within the iterations.</summary>
    Undecided,
}

/// <summary>The point where a polish ended, with its second-order model.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Model">The model at the end point.</param>
/// <param name="Iterations">Newton steps taken.</param>
/// <param name="LastStep">Max norm of the Newton step at the end point: an estimate of the distance to the critical point.</param>
public sealed record PolishResult(PolishStatus Status, SpectralModel Model, int Iterations, double LastStep);

/// <summary>
/// Newton's method on grad J = 0 from a candidate of any index, damped by the gradient: c_i = -lambda_i slope_i / (lambda_i^2 + |g|^2).
/// Quadratically convergent to nondegenerate points, and also, unlike plain Newton, to flat families of redundant points, along which
/// it does not drift: there slopes and eigenvalues vanish together, faster than |g|. (Levenberg-Marquardt under a local error bound:
/// Fan and Yuan 2005, DOI 10.1007/s00607-004-0083-1.) It stops when rounding stops it: the tolerance decides, the result is as good as
/// doubles allow.
/// </summary>
/// <param name="scale">The problem's gradient scale (<see cref="GradientScale"/>).</param>
public sealed class NewtonPolish(double scale)
{
    /// <summary>Required max-norm gradient in units of the problem's scale.</summary>
    public const double RelativeTolerance = 1e-13;

    /// <summary>Largest |parameter| of a point that counts as finite.</summary>
    public const double ParameterLimit = 1e4;

    // A point is resolved when the Newton step there is below this share of 1 + |theta|: a hundredth of the tolerance at which orbits are matched.
    private const double StepTolerance = 1e-8;

    private const int MaximumIterations = 40;

    // Newton's method gains digits or rounding has been reached: three steps without progress end it, one where the gradient is within tolerance.
    private const int PatienceSteps = 3;

    /// <summary>The absolute gradient tolerance, max norm.</summary>
    public double Tolerance { get; } = RelativeTolerance * scale;

    /// <summary>Polishes a candidate.</summary>
    /// <param name="function">J.</param>
    /// <param name="candidate">P parameters.</param>
    /// <param name="basinRadius">Largest max-norm distance from the candidate that still counts as its own critical point.</param>
    public PolishResult Run(ISmoothFunction function, ReadOnlySpan<double> candidate, double basinRadius = 1)
    {
        var best = SpectralModel.At(function, candidate);
        var model = best;
        var idle = 0;
        var iteration = 0;
        for (; iteration < MaximumIterations && idle < (best.GradientNorm <= Tolerance ? 1 : PatienceSteps); iteration++)
        {
            var next = Advance(model);
            if (!(Vectors.MaxNorm(next) <= ParameterLimit))
            {
                return Result(PolishStatus.Diverging, best, iteration);
            }

            if (Vectors.MaxDistance(next, candidate) > basinRadius)
            {
                return Result(PolishStatus.LeftBasin, best, iteration);
            }

            model = SpectralModel.At(function, next);
            idle = model.GradientNorm < 0.9 * best.GradientNorm ? 0 : idle + 1;
            best = model.GradientNorm < best.GradientNorm ? model : best;
        }

        return Judge(best, iteration);
    }

    private static double[] Advance(SpectralModel model)
    {
        var damping = Vectors.Dot(model.Gradient, model.Gradient);
        var coefficients = new double[model.Slopes.Length];
        for (var i = 0; i < coefficients.Length; i++)
        {
            var lambda = model.Eigenvalues[i];
            coefficients[i] = damping + (lambda * lambda) > 0 ? -lambda * model.Slopes[i] / ((lambda * lambda) + damping) : 0;
        }

        return Vectors.Plus(model.Theta, 1, model.Combine(coefficients));
    }

    private PolishResult Judge(SpectralModel best, int iterations)
    {
        var result = Result(PolishStatus.Undecided, best, iterations);
        var resolved = result.LastStep <= StepTolerance * (1 + Vectors.MaxNorm(best.Theta));
        return best.GradientNorm <= Tolerance && resolved
            ? result with { Status = best.Nullity == 0 ? PolishStatus.Polished : PolishStatus.Singular }
            : result;
    }

    private static PolishResult Result(PolishStatus status, SpectralModel model, int iterations) =>
        new(status, model, iterations, Vectors.MaxNorm(model.Combine(model.NewtonCoefficients())));
}
