using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Landscape.Artifacts;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Rates;

/// <summary>How many minima, and how long each method runs.</summary>
public sealed record RatesOptions
{
    /// <summary>Certified minima that are looked at, evenly spread over all that training reached.</summary>
    [Description("certified minima that are looked at, evenly spread over all that training reached")]
    [Range(0, 1_000_000)]
    public int Minima { get; init; } = 100;

    /// <summary>Redundant minima that are looked at, evenly spread.</summary>
    [Description("redundant minima that are looked at, evenly spread over all")]
    [Range(0, 1_000_000)]
    public int DegenerateMinima { get; init; } = 20;

    /// <summary>The budget of a run with a constant step.</summary>
    [Description("largest number of steps of a run; where the predicted rate needs more, the method is not run")]
    [Range(100, 10_000_000)]
    public int Steps { get; init; } = 20_000;

    /// <summary>mu of Nesterov's method.</summary>
    [Description("momentum of Nesterov's method")]
    [Range(0.0, 0.9999)]
    public double Momentum { get; init; } = 0.9;
}

/// <summary>The last phase of one method at one certified minimum.</summary>
/// <param name="PointId">The minimum.</param>
/// <param name="Method">gradient-flow, gradient-descent, heavy-ball, nesterov; trust-region-newton, l-bfgs, adam, stochastic-gradient-descent (observed, nothing is predicted).</param>
/// <param name="Law">exponential; out-of-reach (the prediction needs more steps than the budget, or the proven box has no room for a tenfold fall): not run or not fitted; order; floor.</param>
/// <param name="StepSize">eta; the flow has none: NaN.</param>
/// <param name="Momentum">mu; NaN if the method has none.</param>
/// <param name="Condition">lambda_max / lambda_min of the Hessian.</param>
/// <param name="RateMeasured">-d log|theta - theta*| / d step (flow: d time), NaN if not fitted.</param>
/// <param name="Uncertainty">Of the measured rate: the larger of standard error and half the difference between the window's halves.</param>
/// <param name="RatePredicted">What the Hessian at the minimum predicts, NaN for observed methods.</param>
/// <param name="Decades">Orders of magnitude that the fit covers.</param>
/// <param name="Order">p in e+ ~ e^p at the end of trust-region Newton; else NaN.</param>
/// <param name="Floor">Where Adam and minibatches hover: the median distance over the last quarter of the run; else NaN.</param>
[Table("rates", 1)]
public sealed record RateRow(
    long PointId, string Method, string Law, double StepSize, double Momentum, double Condition,
    double RateMeasured, double Uncertainty, double RatePredicted, double Decades, double Order, double Floor);

/// <summary>Gradient descent with a constant step into the flat family of a redundant minimum.</summary>
/// <param name="PointId">The redundant minimum.</param>
/// <param name="Law">exponential or power, whichever leaves the smaller residual over the last decade of steps; left, if the risk fell below that of the point; none, if too little was left to fit.</param>
/// <param name="ExponentialRate">J - J* ~ exp(-rate step).</param>
/// <param name="ExponentialResidual">Root mean square of log(J - J*) about that line.</param>
/// <param name="PowerExponent">J - J* ~ step^-p.</param>
/// <param name="PowerResidual">Root mean square about that line.</param>
/// <param name="Uncertainty">Of the better law's parameter.</param>
[Table("degenerate_tails", 1)]
public sealed record DegenerateTailRow(
    long PointId, string Law, double ExponentialRate, double ExponentialResidual, double PowerExponent, double PowerResidual, double Uncertainty);

/// <summary>
/// How fast training ends (claim A7): at certified minima that training reached, each method starts inside the box in which the Hessian is proven regular, and the
/// rate at which its error falls is compared with what the Hessian's eigenvalues predict (<see cref="TailPrediction"/>); at redundant minima, whose
/// Hessian is singular, the law of the fall is observed.
/// </summary>
[Stage("rates", 1)]
public sealed class RatesStage : IStage<RatesOptions>
{
    /// <inheritdoc/>
    public StageOutput Run(StageInputs inputs, RatesOptions options, StageContext context)
    {
        var samples = ProblemSamples.Read(inputs);
        var proofs = inputs.Read<CertificateView>().ToDictionary(c => c.PointId);
        var reached = inputs.Read<ReachedPointView>().Where(p => p.Source == "training").ToList();
        var minima = Spread([.. reached.Where(p => proofs[p.PointId] is { Certified: true, IndexProven: 0 })], options.Minima);
        var redundant = Spread([.. reached.Where(p => proofs[p.PointId].Reason == "redundant")], options.DegenerateMinima);
        var rates = context.KeptRows("minima", minima, p => Tails(p).Rates(proofs[p.PointId]), p => p.Name);
        var laws = context.KeptRows("redundant minima", redundant, p => Tails(p).Degenerate(), p => p.Name);
        return new StageOutput().Add(rates).Add(laws);

        MinimumTails Tails(ReachedPointView point) => new(point, samples[point.ProblemId], options, context);
    }

    /// <summary>At most <paramref name="most"/> items, evenly spread.</summary>
    private static List<T> Spread<T>(IReadOnlyList<T> items, int most) =>
        items.Count <= most ? [.. items] : [.. Enumerable.Range(0, most).Select(i => items[(int)((long)i * items.Count / most)])];
}
