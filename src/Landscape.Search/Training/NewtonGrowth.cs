namespace Landscape.Search;

/// <summary>
/// Evidence from a sequence of Newton steps that theta runs to infinity. Towards a nondegenerate minimum full steps shrink quadratically,
/// towards a degenerate one of order p by the factor (p - 2) / (p - 1); towards infinity they stay (J = J* + c exp(-m s): ratio 1) or grow
/// (J = J* + c s^-p: ratio 1 + 1 / (p + 1)), while the risk is already at its asymptotic value. Evidence is complete when, over the last
/// <see cref="Window"/> accepted steps,
/// (1) each promised at most 1e-7 max(J, PlateauTolerance * scale);
/// (2) the later half of the path is at least 0.97 times as long as the earlier half;
/// (3) the path leads away: its net length is at least half of its length, and |theta| has grown by a quarter of that length and by 5 %
/// (a trust region also makes steps equal, where it holds them back in a curved valley, but short).
/// </summary>
/// <param name="criteria">Has the plateau tolerance.</param>
public sealed class NewtonGrowth(StoppingCriteria criteria)
{
    private const double LargestPromise = 1e-7;

    /// <summary>Steps that must agree. A convergent path of factor 2/3 has shrunk to a fifth over half of them; exponentials that nearly balance at a far minimum shrink slowly, hence 0.97.</summary>
    public const int Window = 8;

    private readonly Queue<(double[] Theta, double Norm, double Length)> steps = new();

    /// <summary>
    /// Records an accepted step that has led to <paramref name="at"/>. One that promised too much ends all windows that hold it: J falls, so (1) will not
    /// hold for it later either.
    /// </summary>
    public void Add(ISmoothFunction function, Iterate at, TrustRegionStep step)
    {
        if (step.Predicted > LargestPromise * criteria.PlateauValue(function, at))
        {
            steps.Clear();
            return;
        }

        steps.Enqueue(([.. at.Theta], at.ParameterNorm, step.Length));
        if (steps.Count > Window)
        {
            steps.Dequeue();
        }
    }

    /// <summary>The evidence in words if it is complete at <paramref name="at"/>, else null.</summary>
    public string? Evidence(Iterate at)
    {
        if (steps.Count < Window)
        {
            return null;
        }

        var earlier = steps.Take(Window / 2).Sum(s => s.Length);
        var later = steps.Skip(Window / 2).Sum(s => s.Length);
        var first = steps.Peek();
        var path = earlier + later - first.Length;
        var leadsAway = Vectors.Norm(Vectors.Plus(at.Theta, -1, first.Theta)) >= 0.5 * path && at.ParameterNorm - first.Norm >= Math.Max(0.25 * path, 0.05 * first.Norm);
        return later >= 0.97 * earlier && leadsAway
            ? $"undiminished Newton steps: |theta| {first.Norm:g4} -> {at.ParameterNorm:g4} in {Window - 1} steps at risk {at.Value:g6}"
            : null;
    }
}
