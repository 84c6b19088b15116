namespace Landscape.Stages.Report;

/// <summary>B5 and B6: imbalance sets the speed, and the equation for z alone is exact.</summary>
internal static class ImbalanceClaims
{
    /// <summary>
    /// Relative to the prediction, besides three uncertainties of the fit. The window of the fit ends at |z - z*| = 1e-6, where the rate differs from its limit by that
    /// times f''' / h and the like, which are of size 1 to 10.
    /// </summary>
    public const double RateTolerance = 1e-5;

    /// <summary>The sup norm over time of z less the solution of the reduced equation. Both are integrated to a relative tolerance of 1e-13, over up to some thousand steps.</summary>
    public const double ReductionTolerance = 1e-10;

    private static readonly string[] Columns = ["flow", "cost", "z*", "k", "imbalance", "rate", "uncertainty", "predicted rate", "full less reduced", "p / predicted − 1"];

    public static IEnumerable<ClaimCount> Judge(CompositionFindings findings)
    {
        var flows = findings.OverImbalance;
        var speed = new ClaimCount
        {
            Claim = "B5",
            Statement = "Near the target the error decays at the predicted rate, which imbalance makes as large as one likes.",
            Formula = @"|z(t)-z^*|\sim e^{-\lambda t},\qquad \lambda=h\sqrt{c^2+4z^{*2}},\quad h=f''(z^*)",
            Counting = "A trial is a flow of two layers towards a minimum $z^*$ of a cost of a number, with an imbalance $c$. The rate is fitted while $10^{-9}\\le|z-z^*|\\le 10^{-6}$; it is confirmed when the fit differs from the prediction by at most three of its uncertainties and "
                + $"{Text.Number(RateTolerance)} of the prediction, which is what the next term of the expansion about $z^*$ can change in that window.",
            Caveat = "A flow whose rate could not be fitted counts as not confirmed.",
        };
        yield return speed.Over(flows, HasPredictedRate, Columns, Row);
        yield return (speed with
        {
            Claim = "B6",
            Statement = "The equation for $z$ alone is exact.",
            Formula = @"\dot z=-f'(z)\sqrt{c^2+4z^2},\qquad \sup_t|z_{\text{full}}(t)-z_{\text{reduced}}(t)|\le 10^{-10}",
            Counting = $"A trial is one of these flows, of $2k$ parameters. It is confirmed when $z=w_2w_1$ and the solution of the reduced equation from the same start differ by at most {Text.Number(ReductionTolerance)} at all of 401 times; both are integrated to a relative tolerance of $10^{{-13}}$.",
            Caveat = "A difference of exact solutions would not shrink with the tolerance of the integrators; this one is at their level.",
        }).Over(flows, f => f.ReducedDifference <= ReductionTolerance, Columns, Row);
        yield return (speed with
        {
            Claim = "B6",
            Statement = "The squared norm of the parameters follows from $z$ and the imbalance.",
            Formula = @"p=|w_1|^2+|w_2|^2:\qquad p^2=c^2+4z^2",
            Counting = $"A trial is a flow of two layers to a number, over the imbalance or from a random start. It is confirmed when $p$ at its end is $\\sqrt{{c^2+4z^2}}$, with $c$ from its start, to {Text.Number(ReductionTolerance)} of it.",
            Caveat = "",
        }).Over([.. findings.Flows.Where(f => f.PPredicted is not null)], HasPredictedNorm, Columns, Row);
    }

    private static bool HasPredictedRate(FlowView f) =>
        f is { RateMeasured: { } measured, RateUncertainty: { } uncertainty, RatePredicted: { } predicted }
        && CompositionClaims.Within((3 * uncertainty) + (RateTolerance * predicted), measured, predicted);

    private static bool HasPredictedNorm(FlowView f) =>
        f is { PMeasured: { } measured, PPredicted: { } predicted } && CompositionClaims.Within(ReductionTolerance * predicted, measured, predicted);

    private static IReadOnlyList<string> Row(FlowView f) =>
    [
        $"{f.FlowId}", f.Cost, Number(f.ZTarget), $"{f.Hidden}", Text.Number(f.Imbalance), Number(f.RateMeasured), Number(f.RateUncertainty), Number(f.RatePredicted), Number(f.ReducedDifference),
        Number((f.PMeasured / f.PPredicted) - 1),
    ];

    private static string Number(double? value) => Text.Number(value ?? double.NaN);
}
