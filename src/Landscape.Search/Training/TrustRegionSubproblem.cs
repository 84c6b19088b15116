using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>The minimiser of a quadratic model in a ball.</summary>
/// <param name="Step">s, P.</param>
/// <param name="Length">|s|, Euclidean.</param>
/// <param name="Predicted">-m(s), the promised decrease, nonnegative up to rounding.</param>
/// <param name="Multiplier">mu of the optimality conditions.</param>
public sealed record TrustRegionStep(double[] Step, double Length, double Predicted, double Multiplier)
{
    /// <summary>The ball's boundary holds the step back: mu &gt; 0.</summary>
    public bool OnBoundary => Multiplier > 0;
}

/// <summary>
/// min m(s) = g.s + s.Hs / 2 subject to |s| &lt;= Delta, to global optimality for any symmetric H. s is a solution iff some mu &gt;= 0 has
/// (H + mu I) s = -g,  mu (Delta - |s|) = 0,  H + mu I positive semidefinite
/// (Moré and Sorensen 1983, DOI 10.1137/0904038, Lemmas 2.1 and 2.3). P is small, so the boundary case works in H's eigenbasis, where
/// the hard case (g orthogonal to the lowest eigenspace) needs no special luck.
/// </summary>
public static class TrustRegionSubproblem
{
    // Far below the accuracy that a trust region's radius has any meaning to.
    private const double RadiusAccuracy = 1e-12;

    // The safeguarded iteration needs fewer than ten in practice; bisection alone would end within this.
    private const int MaxIterations = 200;

    /// <summary>Solves the subproblem.</summary>
    /// <param name="gradient">g, P, finite.</param>
    /// <param name="hessian">H, P x P, symmetric, finite.</param>
    /// <param name="radius">Delta, positive.</param>
    public static TrustRegionStep Solve(ReadOnlySpan<double> gradient, Matrix hessian, double radius)
    {
        var newton = NewtonStep(gradient, hessian);
        return newton is not null && Vectors.Norm(newton) <= radius
            ? Describe(newton, gradient, hessian, 0)
            : OnBoundary(gradient, hessian, radius);
    }

    /// <summary>-H^-1 g if H is positive definite, else null.</summary>
    private static double[]? NewtonStep(ReadOnlySpan<double> gradient, Matrix hessian)
    {
        var factor = new Matrix(hessian.Rows, hessian.Rows);
        if (!Cholesky.TryFactor(hessian, factor))
        {
            return null;
        }

        var step = new double[gradient.Length];
        for (var i = 0; i < step.Length; i++)
        {
            step[i] = -gradient[i];
        }

        Cholesky.Solve(factor, step);
        return step;
    }

    private static TrustRegionStep OnBoundary(ReadOnlySpan<double> gradient, Matrix hessian, double radius)
    {
        var eigen = SymmetricEigen.Decompose(hessian);
        var c = new double[gradient.Length];
        for (var k = 0; k < c.Length; k++)
        {
            c[k] = Vectors.Dot(eigen.Vectors.Row(k), gradient);
        }

        var (shift, tail) = Shift(eigen.Values, c, radius);
        var step = new double[c.Length];
        for (var k = 0; k < c.Length; k++)
        {
            var gap = eigen.Values[k] - eigen.Values[0] + shift;
            var coordinate = (gap > 0 ? -c[k] / gap : 0) + (k == 0 ? tail : 0);
            for (var i = 0; i < step.Length; i++)
            {
                step[i] += coordinate * eigen.Vectors[k, i];
            }
        }

        return Describe(step, gradient, hessian, Math.Max(0, shift - eigen.Values[0]));
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
        for (var i = 0; i < MaxIterations; i++)
        {
            var length = Length(values, c, shift, out var slope);
            if (Math.Abs(length - radius) <= RadiusAccuracy * radius)
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

    private static TrustRegionStep Describe(double[] step, ReadOnlySpan<double> gradient, Matrix hessian, double multiplier)
    {
        var curvature = 0.0;
        for (var i = 0; i < step.Length; i++)
        {
            curvature += step[i] * Vectors.Dot(hessian.Row(i), step);
        }

        var predicted = -Vectors.Dot(gradient, step) - (0.5 * curvature);
        return new TrustRegionStep(step, Vectors.Norm(step), predicted, multiplier);
    }
}
