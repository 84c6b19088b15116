namespace Landscape.Stages.Report;

/// <summary>B1: every C_i = W_i W_i^T - W_(i+1)^T W_(i+1) is constant along the gradient flow.</summary>
internal static class InvariantClaims
{
    private const string Adaptive = "dormand-prince-853";
    private const string Collocation = "gauss-collocation-8";

    // 2^-52.
    private const double Epsilon = 2.220446049250313e-16;
    private static readonly string[] Columns = ["cost", "shape", "integrator", "tolerance", "steps", "outcome", "drift", "allowed"];

    /// <summary>
    /// The exact flow keeps C, so all drift is the integrator's. An error of the tolerance t, relative to the largest layer, in a step changes the quadratic C by 2 t in the units of
    /// the drift; errors of all steps in the same direction give 2 t times the number of steps.
    /// </summary>
    public static double Allowed(double tolerance, int steps) => 2 * tolerance * steps;

    /// <summary>Rounding alone: four units of 2^-52 a step, one each for the two factors, their product and the sum.</summary>
    public static double AllowedByRounding(int steps) => 4 * Epsilon * steps;

    public static IEnumerable<ClaimCount> Judge(CompositionFindings findings)
    {
        var compared = findings.Invariants.ToLookup(i => i.Integrator);
        List<Integration> adaptive =
        [
            .. findings.Flows.Select(f => new Integration(f.Cost, f.Shape, Adaptive, f.Tolerance, f.Steps, f.Outcome, f.InvariantDrift, Allowed(f.Tolerance, f.Steps))),
            .. compared[Adaptive].Select(i => new Integration(i.Cost, i.Shape, Adaptive, i.Tolerance, i.Steps, i.Outcome, i.InvariantDrift, Allowed(i.Tolerance ?? double.NaN, i.Steps))),
        ];
        var conserving = compared[Collocation].Select(i => new Integration(i.Cost, i.Shape, Collocation, null, i.Steps, i.Outcome, i.InvariantDrift, AllowedByRounding(i.Steps))).ToList();
        var drift = new ClaimCount
        {
            Claim = "B1",
            Statement = "The invariants are constant along the flow, to the integrator's tolerance.",
            Formula = @"C_i=W_iW_i^{\mathsf T}-W_{i+1}^{\mathsf T}W_{i+1},\qquad C_i(t)=C_i(0)",
            Counting = "A trial is a gradient flow integrated by an explicit adaptive method of order 8, which knows nothing of the invariants: every flow of this run, and the first start of each cost and shape at every tolerance of the comparison. "
                + "It is confirmed when the integration ended and no entry of a $C_i$ changed, at any step, by more than twice the tolerance times the number of steps, in units of the largest squared norm of a layer: an error of one tolerance in a step changes the quadratic $C_i$ by two.",
            Caveat = "That no flow moves the invariants by more than its integrator errs, over all tolerances, is the evidence; a drift of its own would not fall with the tolerance.",
        };
        yield return drift.Over(adaptive, Holds, Columns, Row);
        yield return (drift with
        {
            Statement = "A method that keeps quadratic invariants keeps them to rounding, at any step.",
            Formula = @"\text{Gauss collocation, order 8:}\quad C_i(t_n)=C_i(0)",
            Counting = "A trial is one of these starts integrated with equal steps by Gauss collocation of order 8, which conserves quadratic invariants exactly. It is confirmed when the integration ended and no entry of a $C_i$ changed by more than $4\\cdot 2^{-52}$ a step, "
                + "four roundings: of two factors, their product and the sum.",
            Caveat = "It shows that the drift of other methods is theirs and not the flow's. Gradient descent is such a method: see the figure of drifts.",
        }).Over(conserving, Holds, Columns, Row);
    }

    private static bool Holds(Integration i) => i.Outcome != "failed" && i.Drift <= i.Allowed;

    private static IReadOnlyList<string> Row(Integration i) =>
        [i.Cost, i.Shape, i.Integrator, Text.Number(i.Tolerance ?? double.NaN), Text.Count(i.Steps), i.Outcome, Text.Number(i.Drift), Text.Number(i.Allowed)];

    private sealed record Integration(string Cost, string Shape, string Integrator, double? Tolerance, int Steps, string Outcome, double Drift, double Allowed);
}
