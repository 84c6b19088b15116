namespace Landscape.Stages.Report;

/// <summary>B4: the target set is Morse-Bott, and for least squares every critical point has the index and nullity of the closed form.</summary>
internal static class TargetSetClaims
{
    /// <summary>
    /// Relative to the eigenvalue that is not zero. A flow ends where the gradient is about 1e-9, so at about that distance from the target set, and the eigenvalues change in
    /// proportion; a thousand times more leaves room for costs and layers that are not of size 1. The compose stage counts zeros within the same tolerance.
    /// </summary>
    public const double SpectrumTolerance = 1e-6;

    /// <summary>Points are built from singular vectors: their gradient and value are rounding, of targets and factors of size 1 to 10.</summary>
    public const double RoundingTolerance = 1e-12;

    private static readonly string[] SpectrumColumns = ["flow", "cost", "shape", "index", "nullity (predicted)", "eigenvalue", "predicted", "largest other"];
    private static readonly string[] PointColumns = ["size", "k", "kept singular values", "index (predicted)", "nullity (predicted)", "value", "predicted", "gradient"];

    public static IEnumerable<ClaimCount> Judge(CompositionFindings findings)
    {
        var reached = findings.MorseBott.Where(m => m.Kind == "target-set").ToList();
        var bott = new ClaimCount
        {
            Claim = "B4",
            Statement = "On the target set of a number one eigenvalue is positive, as predicted, and all others are zero.",
            Formula = @"\operatorname{spec}\nabla^2g=\{h\,|\nabla z|^2,\,0,\dots,0\},\quad h=f''(z^*)",
            Counting = $"A trial is a flow that ended on the target set of a cost of a number. It is confirmed when the largest eigenvalue agrees with $h\\,|\\nabla z|^2$ to {Text.Number(SpectrumTolerance)} of it, none is negative and the others are zero to the same tolerance: "
                + "flows end where the gradient is about $10^{-9}$, near the set but not on it.",
            Caveat = "",
        };
        yield return bott.Over([.. reached.Where(m => m.EigenvaluePredicted is not null)], IsMorseBottOfNumber, SpectrumColumns, Row);
        yield return (bott with
        {
            Statement = "On the target set of a matrix the Hessian has as many zeros as the set has dimensions, and no negative eigenvalue.",
            Formula = @"df(Z^*)=0:\quad \operatorname{rank}\nabla^2g=n_L\,n_0,\quad \nabla^2g\succeq 0",
            Counting = "A trial is a flow that ended on the target set of a cost of a matrix. It is confirmed when no eigenvalue is negative and all but $n_Ln_0$ are zero, to the recorded tolerance.",
            Caveat = "Flows that end rank-deficient, where a layer is too narrow for the minimum of the cost, are not on the target set and no trials.",
        }).Over([.. reached.Where(m => m.EigenvaluePredicted is null)], m => m.MorseIndex == 0 && m.Nullity == m.NullityPredicted, SpectrumColumns, Row);
        yield return (bott with
        {
            Statement = "Every critical point of two-layer least squares has the predicted value, index and nullity.",
            Formula = @"\text{index}=\#\{i\in I,\,j\notin I:s_j>s_i\}+(k-r)(p-r)",
            Counting = $"A trial is a size $p$, a width $k$ and a set $I$ of $r\\le k$ singular values of the target: the critical point is built from them, up to the change of basis between the layers, with the value $\\frac12\\sum_{{j\\notin I}}s_j^2$ and the nullity $r^2+2r(k-r)$. It is confirmed when the gradient is at most {Text.Number(RoundingTolerance)}, "
                + $"the value is predicted to {Text.Number(RoundingTolerance)}, and index and nullity are equal integers.",
            Caveat = "The closed form is Baldi and Hornik's (1989).",
        }).Over(findings.LeastSquares, IsPredicted, PointColumns, Row);
    }

    private static bool IsMorseBottOfNumber(MorseBottView m) =>
        m.MorseIndex == 0
        && m.Nullity == m.NullityPredicted
        && CompositionClaims.Within(SpectrumTolerance * m.EigenvaluePredicted!.Value, m.EigenvalueMeasured, m.EigenvaluePredicted.Value)
        && m.LargestOther <= SpectrumTolerance * m.EigenvaluePredicted;

    private static bool IsPredicted(LeastSquaresView p) =>
        p.MorseIndex == p.IndexPredicted
        && p.Nullity == p.NullityPredicted
        && p.GradientNorm <= RoundingTolerance
        && CompositionClaims.Within(RoundingTolerance, p.Value, p.ValuePredicted);

    private static IReadOnlyList<string> Row(MorseBottView m) =>
    [
        $"{m.FlowId}", m.Cost, m.Shape, $"{m.MorseIndex}", $"{m.Nullity} ({m.NullityPredicted})", Text.Number(m.EigenvalueMeasured), Text.Number(m.EigenvaluePredicted ?? double.NaN), Text.Number(m.LargestOther),
    ];

    private static IReadOnlyList<string> Row(LeastSquaresView p) =>
    [
        $"{p.Size}", $"{p.Hidden}", string.Join(", ", p.Subset), $"{p.MorseIndex} ({p.IndexPredicted})", $"{p.Nullity} ({p.NullityPredicted})", Text.Number(p.Value), Text.Number(p.ValuePredicted), Text.Number(p.GradientNorm),
    ];
}
