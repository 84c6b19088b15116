using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>The law of a fall that no eigenvalue predicts.</summary>
public enum TailLaw
{
    /// <summary>exp(-rate k).</summary>
    Exponential,

    /// <summary>k^-p.</summary>
    Power,

    /// <summary>The risk fell below that of the point: the run left it.</summary>
    Left,

    /// <summary>Too little was left to fit.</summary>
    None,
}

/// <summary>
/// Which law the excess risk J - J* follows at the end of a run into a degenerate minimum: exp(-rate k) or k^-p, both fitted to its logarithm over the last decade of
/// steps k above rounding; the law is the one with the smaller residual. At an isolated zero eigenvalue with a quartic term p = 2.
/// </summary>
/// <param name="Law">The law.</param>
/// <param name="Exponential">log(J - J*) against k.</param>
/// <param name="Power">log(J - J*) against log k; its rate is p.</param>
public sealed record DegenerateTail(TailLaw Law, TailFit Exponential, TailFit Power)
{
    private const double Epsilon = 2.220446049250313e-16; // 2^-52

    /// <summary>The uncertainty of the better law's parameter.</summary>
    public double Uncertainty => Law == TailLaw.Power ? Power.Uncertainty : Exponential.Uncertainty;

    /// <summary>Fits a run.</summary>
    /// <param name="seen">The run.</param>
    /// <param name="risk">J*, at least 0.</param>
    public static DegenerateTail Of(TailObservation seen, double risk)
    {
        // J is a mean of squares (f - Psi)^2 with f and Psi of order 1: its rounding is some eps J, and eps |r| for that of r.
        var noise = 100 * Epsilon * (risk + Math.Sqrt(risk));
        if (seen.Risks[^1] < risk - noise)
        {
            return new DegenerateTail(TailLaw.Left, TailFit.None, TailFit.None);
        }

        var window = Window(seen, risk, noise);
        double[] steps = [.. window.Select(k => seen.Steps[k])];
        double[] excess = [.. window.Select(k => Elementary.Log(seen.Risks[k] - risk))];
        var (exponential, power) = (TailFit.Line(steps, excess), TailFit.Line([.. steps.Select(k => Elementary.Log(k))], excess));
        var law = exponential.Points == 0 ? TailLaw.None : exponential.Residual <= power.Residual ? TailLaw.Exponential : TailLaw.Power;
        return new DegenerateTail(law, exponential, power);
    }

    /// <summary>From a tenth of the last step at which the excess is above the noise up to that step.</summary>
    private static List<int> Window(TailObservation seen, double risk, double noise)
    {
        var above = Enumerable.Range(0, seen.Risks.Count).TakeWhile(k => seen.Risks[k] - risk > noise).Count();
        return [.. Enumerable.Range(0, above).Where(k => k >= Math.Max(1, above / 10))];
    }
}
