namespace Landscape.Numerics;

/// <summary>
/// The exact (Clopper-Pearson) confidence interval of a binomial proportion: the p that k successes in n trials do not refute at level
/// alpha/2 on either side,
/// <code>
/// P(X >= k | lower) = alpha/2,   P(X &lt;= k | upper) = alpha/2,   X ~ Binomial(n, p),
/// </code>
/// with lower = 0 for k = 0 and upper = 1 for k = n. It covers the true proportion with probability at least 1 - alpha whatever p is
/// (Clopper and Pearson 1934, Biometrika 26, DOI 10.1093/biomet/26.4.404).
/// </summary>
/// <param name="Lower">The lower end, in [0, 1].</param>
/// <param name="Upper">The upper end, in [0, 1].</param>
/// <remarks>
/// Bisection on the tail sums themselves, which need + - * / only: an inverse beta function would bring the platform's logarithm into a
/// table whose bytes are compared between machines.
/// </remarks>
public readonly record struct BinomialInterval(double Lower, double Upper)
{
    /// <summary>The exact interval of <paramref name="successes"/> among <paramref name="trials"/>.</summary>
    /// <param name="successes">k, 0 to n.</param>
    /// <param name="trials">n, at least 0; no trial says nothing, so the interval is [0, 1].</param>
    /// <param name="confidence">1 - alpha, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is not in 0..n, or the confidence is not in (0, 1).</exception>
    public static BinomialInterval Exact(long successes, long trials, double confidence = 0.95)
    {
        if (successes < 0 || successes > trials)
        {
            throw new ArgumentOutOfRangeException(nameof(successes), successes, $"expected 0 to {trials} successes in {trials} trials");
        }

        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "expected a confidence strictly between 0 and 1, such as 0.95");
        }

        var tail = (1 - confidence) / 2;
        return new BinomialInterval(LowerEnd(successes, trials, tail), 1 - LowerEnd(trials - successes, trials, tail));
    }

    /// <summary>The p with P(X >= k | p) = tail; the upper end is the same number for the failures, n - k, counted from 1.</summary>
    private static double LowerEnd(long k, long n, double tail) => k == 0 ? 0 : Crossing(p => UpperTail(k, n, p) >= tail);

    /// <summary>
    /// P(X >= k) for X ~ Binomial(n, p). The weights C(n,i) p^i (1-p)^(n-i) are built outwards from the mode, where they are set to 1, by
    /// the ratio of neighbours, and divided by their sum: nothing overflows, and a weight that underflows does not matter.
    /// </summary>
    /// <param name="k">0 to n.</param>
    /// <param name="n">At least 1.</param>
    /// <param name="p">Strictly between 0 and 1.</param>
    public static double UpperTail(long k, long n, double p)
    {
        var odds = p / (1 - p);
        var mode = Math.Min(n, (long)((n + 1) * p));
        var (tail, total) = mode >= k ? (1.0, 1.0) : (0.0, 1.0);
        for (var (i, weight) = (mode, 1.0); i < n && weight > 0; i++)
        {
            weight *= (n - i) / (i + 1.0) * odds;
            total += weight;
            tail += i + 1 >= k ? weight : 0;
        }

        for (var (i, weight) = (mode, 1.0); i > 0 && weight > 0; i--)
        {
            weight *= i / (n - i + 1.0) / odds;
            total += weight;
            tail += i - 1 >= k ? weight : 0;
        }

        return tail / total;
    }

    /// <summary>The smallest double in (0, 1) at which a condition that turns true once holds: bisection until no double lies between.</summary>
    private static double Crossing(Func<double, bool> holds)
    {
        var (low, high) = (0.0, 1.0);
        for (var middle = 0.5; middle > low && middle < high; middle = low + ((high - low) / 2))
        {
            (low, high) = holds(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }
}
