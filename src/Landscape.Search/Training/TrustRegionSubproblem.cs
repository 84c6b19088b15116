using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>The minimiser of a quadratic model in a ball.</summary>
/// <param name="Step">s, P; the solver's own array, overwritten by its next call.</param>
/// <param name="Length">|s|, Euclidean.</param>
/// <param name="Predicted">-m(s), the promised decrease, nonnegative up to rounding.</param>
/// <param name="Multiplier">mu of the optimality conditions.</param>
public readonly record struct TrustRegionStep(double[] Step, double Length, double Predicted, double Multiplier)
{
    /// <summary>The ball's boundary holds the step back: mu &gt; 0.</summary>
    public bool OnBoundary => Multiplier > 0;
}

/// <summary>
/// min m(s) = g.s + s.Hs / 2 subject to |s| &lt;= Delta, to global optimality for any symmetric H. s is a solution iff some mu &gt;= 0 has
/// (H + mu I) s = -g,  mu (Delta - |s|) = 0,  H + mu I positive semidefinite
/// (Moré and Sorensen 1983, DOI 10.1137/0904038, Lemmas 2.1 and 2.3). Delta is held to a tenth: s is the exact solution for the ball of its own
/// length, and a trust radius means no more than that (Conn, Gould and Toint 2000, Trust-Region Methods, section 7.3.10). A few Cholesky factors of
/// H + mu I find mu; only where they do not (the hard case, g nearly orthogonal to the lowest eigenspace) is H diagonalised.
/// </summary>
/// <param name="dimension">P.</param>
public sealed class TrustRegionSubproblem(int dimension)
{
    // Conn, Gould and Toint's kappa_easy.
    private const double RadiusAccuracy = 0.1;

    // Two or three factors are usual; more say that this is the hard case or close to it.
    private const int MaxFactors = 8;

    // Where nothing better is known, the next mu is the geometric mean of its bounds, but at least this share of the way up (ibid., 7.3.6).
    private const double LeastAdvance = 0.01;

    // In the eigenbasis a step of the secular equation costs next to nothing; bisection alone would end within these.
    private const double SecularAccuracy = 1e-12;
    private const int MaxSecularSteps = 200;

    private readonly Matrix shifted = new(dimension, dimension);
    private readonly Matrix factor = new(dimension, dimension);
    private readonly double[] step = new double[dimension];
    private readonly double[] forward = new double[dimension];
    private double last; // mu of the last step: along a valley it changes little

    /// <summary>Solves the subproblem.</summary>
    /// <param name="gradient">g, P, finite.</param>
    /// <param name="hessian">H, P x P, symmetric, finite.</param>
    /// <param name="radius">Delta, positive; the step may be a tenth longer.</param>
    public TrustRegionStep Solve(ReadOnlySpan<double> gradient, Matrix hessian, double radius)
    {
        var (low, high) = (0.0, double.PositiveInfinity);
        var mu = 0.0;
        for (var tried = 0; tried < MaxFactors; tried++)
        {
            var length = TrySolve(gradient, hessian, mu);
            if (length <= (1 + RadiusAccuracy) * radius && (mu == 0 || length >= (1 - RadiusAccuracy) * radius))
            {
                return Describe(gradient, length, mu);
            }

            if (tried == 0)
            {
                (low, high) = Bounds(gradient, hessian, radius);
            }

            (low, high) = length < radius ? (low, mu) : (Math.Max(low, mu), high);
            mu = double.IsNaN(length) ? (tried == 0 ? last : double.NaN) : mu + SecularStep(length, radius);
            mu = mu > low && mu < high ? mu : Math.Max(Math.Sqrt(low * high), low + (LeastAdvance * (high - low)));
        }

        return InEigenbasis(gradient, hessian, radius);
    }

    /// <summary>Sets the step to -(H + mu I)^-1 g and returns its length; NaN if H + mu I is not positive definite.</summary>
    private double TrySolve(ReadOnlySpan<double> gradient, Matrix hessian, double mu)
    {
        hessian.Data.CopyTo(shifted.Data, 0);
        for (var i = 0; i < dimension; i++)
        {
            shifted[i, i] += mu;
            step[i] = -gradient[i];
        }

        if (!Cholesky.TryFactor(shifted, factor))
        {
            return double.NaN;
        }

        Cholesky.Solve(factor, step);
        return Vectors.Norm(step);
    }

    /// <summary>
    /// Newton's step for 1 / |s(mu)| = 1 / Delta, a nearly linear, concave function: (|s| - Delta) / Delta |s|^2 / (s (H + mu I)^-1 s). From the left it
    /// never passes the root (Hebden's iteration; ibid., section 7.3.3).
    /// </summary>
    private double SecularStep(double length, double radius)
    {
        step.CopyTo(forward, 0);
        Cholesky.SolveLower(factor, forward);
        return (length - radius) / radius * (length * length / Vectors.Dot(forward, forward));
    }

    /// <summary>
    /// Bounds of mu &gt;= 0 on the boundary: |g| / Delta - lambda_max &lt;= mu &lt;= |g| / Delta - lambda_min and mu &gt;= -h_ii, with Gershgorin's
    /// bounds of the eigenvalues.
    /// </summary>
    private (double Low, double High) Bounds(ReadOnlySpan<double> gradient, Matrix hessian, double radius)
    {
        var (least, largest, diagonal) = (double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity);
        for (var i = 0; i < dimension; i++)
        {
            var centre = hessian[i, i];
            var disc = -Math.Abs(centre);
            foreach (var entry in hessian.Row(i))
            {
                disc += Math.Abs(entry);
            }

            (least, largest, diagonal) = (Math.Min(least, centre - disc), Math.Max(largest, centre + disc), Math.Min(diagonal, centre));
        }

        var slope = Vectors.Norm(gradient) / radius;
        return (Math.Max(0, Math.Max(-diagonal, slope - largest)), Math.Max(0, slope - least));
    }

    private TrustRegionStep InEigenbasis(ReadOnlySpan<double> gradient, Matrix hessian, double radius)
    {
        var eigen = SymmetricEigen.Decompose(hessian);
        var c = new double[dimension];
        for (var k = 0; k < c.Length; k++)
        {
            c[k] = Vectors.Dot(eigen.Vectors.Row(k), gradient);
        }

        var (shift, tail) = Shift(eigen.Values, c, radius);
        Array.Clear(step);
        for (var k = 0; k < c.Length; k++)
        {
            var gap = eigen.Values[k] - eigen.Values[0] + shift;
            var coordinate = (gap > 0 ? -c[k] / gap : 0) + (k == 0 ? tail : 0);
            Vectors.AddScaled(step, coordinate, eigen.Vectors.Row(k));
        }

        return Describe(gradient, Vectors.Norm(step), Math.Max(0, shift - eigen.Values[0]));
    }

    /// <summary>
    /// delta = mu + lambda_1 &gt;= 0, so that lambda_k + mu = (lambda_k - lambda_1) + delta carries no cancellation, and the length tau of an
    /// extra move along q_1 in the hard case: there delta = 0 and the other coordinates alone stay inside the ball.
    /// </summary>
    private static (double Shift, double Tail) Shift(double[] values, double[] c, double radius)
    {
        // mu >= 0 is delta >= lambda_1.
        var least = Math.Max(0, values[0]);
        var inside = Length(values, c, least, out _);
        if (inside <= radius)
        {
            // lambda_1 > 0 is the Newton step (Cholesky failed by rounding only); otherwise this is the hard case.
            return (least, values[0] > 0 ? 0 : Math.Sqrt((radius - inside) * (radius + inside)));
        }

        return (SecularRoot(values, c, radius, least), 0);
    }

    /// <summary>
    /// The root of 1 / |s(delta)| = 1 / Delta: Newton's method on this nearly linear, concave function (Hebden's iteration; Conn, Gould and
    /// Toint 2000, Trust-Region Methods, section 7.3.3), kept inside a shrinking bracket.
    /// </summary>
    private static double SecularRoot(double[] values, double[] c, double radius, double low)
    {
        // |s| <= |c| / delta, so at delta = |c| / Delta the step is inside; |s| >= |c_1| / delta bounds from below.
        var high = Math.Max(low, Vectors.Norm(c) / radius);
        low = Math.Max(low, Math.Abs(c[0]) / radius);
        var shift = low;
        for (var i = 0; i < MaxSecularSteps; i++)
        {
            var length = Length(values, c, shift, out var slope);
            if (Math.Abs(length - radius) <= SecularAccuracy * radius)
            {
                break;
            }

            (low, high) = length > radius ? (shift, high) : (low, shift);
            shift += (length - radius) / radius * (length * length / slope);
            if (!(shift >= low && shift <= high))
            {
                shift = low + (0.5 * (high - low));
            }
        }

        return shift;
    }

    /// <summary>|s(delta)| and sum_k c_k^2 / (lambda_k - lambda_1 + delta)^3; coordinates with c_k = 0 and no gap count as 0.</summary>
    private static double Length(double[] values, double[] c, double shift, out double slope)
    {
        var square = 0.0;
        slope = 0;
        for (var k = 0; k < c.Length; k++)
        {
            var gap = values[k] - values[0] + shift;
            var s = c[k] == 0 ? 0 : c[k] / gap;
            square += s * s;
            slope += s * s / gap;
        }

        return Math.Sqrt(square);
    }

    /// <summary>By (H + mu I) s = -g the promise -g.s - s.Hs / 2 is (mu |s|^2 - g.s) / 2, a sum of two nonnegative terms.</summary>
    private TrustRegionStep Describe(ReadOnlySpan<double> gradient, double length, double multiplier)
    {
        last = multiplier;
        return new(step, length, 0.5 * ((multiplier * length * length) - Vectors.Dot(gradient, step)), multiplier);
    }
}
