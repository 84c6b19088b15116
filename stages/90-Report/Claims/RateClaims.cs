namespace Landscape.Stages.Report;

/// <summary>A7: at a nondegenerate minimum the Hessian sets the speed of training; at a degenerate one it can be sublinear.</summary>
internal static class RateClaims
{
    /// <summary>The law of a tail that was fitted and compared.</summary>
    public const string Fitted = "exponential";

    /// <summary>The law of a compared tail that was not run or not fitted.</summary>
    public const string OutOfReach = "out-of-reach";

    /// <summary>
    /// Relative to the prediction, besides three uncertainties of the fit. The fit begins where faster modes have fallen tenfold and ends a hundred rounding errors above the
    /// minimum: both may bend its line by about a hundredth.
    /// </summary>
    public const double Tolerance = 0.01;

    /// <summary>The methods whose rate the Hessian predicts, in the order in which they are shown.</summary>
    public static readonly string[] Compared = ["gradient-flow", "gradient-descent", "heavy-ball", "nesterov"];

    public static IEnumerable<ClaimCount> Judge(Findings findings)
    {
        var pointOf = findings.Points.ToDictionary(p => p.Point.PointId);
        var fitted = new ClaimCount
        {
            Claim = "A7",
            Statement = "At a certified minimum the error falls at the rate that the Hessian predicts for the method.",
            Formula = @"|\theta_k-\theta^*|\sim\rho^k,\quad \rho=\max_i|1-\eta\lambda_i|\ \text{(gradient descent)}",
            Counting = "A trial is a certified minimum that training reached and a method with a prediction (gradient flow, whose rate is $\\lambda_{\\min}$, gradient descent, heavy ball, Nesterov) whose last phase, started inside the box with the proven regular Hessian, could be fitted over at least a decade. "
                + $"It is confirmed when measured and predicted rate differ by at most three uncertainties of the fit and {Text.Number(100 * Tolerance)} % of the prediction: modes that have not died out yet, and the rounding of the minimum, bend the fitted line by about as much.",
            Caveat = "Tails that need more steps than the budget, or whose box leaves no room, are no trials; the table of rates counts them. Runs into one minimum are not independent.",
        };
        yield return fitted.Over(
            [.. findings.Rates.Where(r => r.Law == Fitted && Compared.Contains(r.Method))],
            IsPredicted,
            ["point", "network", "method", "condition", "rate", "uncertainty", "predicted rate", "decades"],
            r =>
            [
                $"{r.PointId}", Network(pointOf, r.PointId), r.Method, Text.Number(r.Condition), Text.Number(r.RateMeasured), Text.Number(r.Uncertainty), Text.Number(r.RatePredicted), Text.Number(r.Decades),
            ]);
        yield return fitted with
        {
            Statement = "At a degenerate minimum training can be sublinear.",
            Formula = @"\lambda_{\min}=0:\quad J(\theta_k)-J^*\sim k^{-p}\ \text{ is possible}",
            Counting = "A trial is a redundant minimum that training reached, with gradient descent started beside it; it is confirmed when a power law fits the logarithm of the excess risk better than an exponential over the last decade of steps.",
            Caveat = "An exponential fall at a degenerate minimum contradicts nothing: transversally to a flat family of minima the Hessian may be regular. Which of two laws fits better is no proof of either.",
            Trials = findings.DegenerateTails.Count,
            Confirmed = findings.DegenerateTails.Count(t => t.Law == "power"),
            AssertsExistence = true,
        };
    }

    /// <summary>Whether a fitted tail has its predicted rate.</summary>
    public static bool IsPredicted(RateView rate) =>
        CompositionClaims.Within((3 * rate.Uncertainty) + (Tolerance * rate.RatePredicted), rate.RateMeasured, rate.RatePredicted);

    private static string Network(Dictionary<long, CriticalPoint> points, long id) =>
        points.TryGetValue(id, out var point) ? $"{point.Point.Activation}, n\u00a0=\u00a0{point.Point.Width}" : "–";
}
