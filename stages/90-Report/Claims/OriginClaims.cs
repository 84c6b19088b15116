namespace Landscape.Stages.Report;

/// <summary>B3: the origin is a saddle whose spectrum knows of the cost its slope alone; with r layers at 0 a saddle has order r.</summary>
internal static class OriginClaims
{
    /// <summary>
    /// In units of |df(0)|. An eigensolver errs by a few roundings for each of the at most some hundred parameters: 100 * 10 * 2^-52 = 2e-13.
    /// </summary>
    public const double SpectrumTolerance = 1e-12;

    /// <summary>The order is an integer, measured at distances of 1e-9, where the next term changes it by about as much.</summary>
    public const double OrderTolerance = 1e-4;

    private static readonly string[] Columns = ["cost", "shape", "layers at 0", "df(0)", "order", "error of the spectrum"];

    public static IEnumerable<ClaimCount> Judge(CompositionFindings findings)
    {
        var universal = new ClaimCount
        {
            Claim = "B3",
            Statement = "The Hessian at the origin of two layers has the eigenvalues $f'(0)$ and $-f'(0)$, each $k$ times, for every cost.",
            Formula = @"\operatorname{spec}\nabla^2f(w_2w_1)\big|_0=\{\underbrace{+f'(0)}_{k},\ \underbrace{-f'(0)}_{k}\}",
            Counting = $"A trial is a cost of a number and a width $k$. It is confirmed when every eigenvalue of the exact Hessian at the origin is within {Text.Number(SpectrumTolerance)} $|f'(0)|$ of the prediction: the rounding of an eigensolver.",
            Caveat = "",
        };
        yield return universal.Over([.. findings.Saddles.Where(IsUniversal)], s => s.EigenvalueError <= SpectrumTolerance, Columns, Row);
        yield return (universal with
        {
            Statement = "With two layers at zero the spectrum is that of the closed form; with more the Hessian vanishes.",
            Formula = @"r=2:\ \operatorname{spec}\nabla^2g=\{\pm\sigma_a(F)\,\sigma_b(M)\}\cup\{0\};\quad r>2:\ \nabla^2g=0",
            Counting = $"A trial is a cost, a shape and a number $r\\ge 2$ of layers at zero, the first and the last among them, the others random; the cases of the row above are left out. $F=df(0)$ and $M=W_{{L-1}}\\cdots W_2$. It is confirmed when no eigenvalue differs from the prediction by more than {Text.Number(SpectrumTolerance)} $|df(0)|$.",
        }).Over([.. findings.Saddles.Where(s => !IsUniversal(s))], s => s.EigenvalueError <= SpectrumTolerance, Columns, Row);
        yield return (universal with
        {
            Statement = "A saddle with $r$ layers at zero has order $r$.",
            Formula = @"d^jg=0\ \ (1\le j<r),\qquad d^rg\neq 0",
            Counting = $"A trial is one of all these saddles. The order is one more than the power of $t$ with which the gradient grows along a random direction, measured between $t=2^{{-30}}$ and $2^{{-31}}$; it is confirmed when it is $r$ to {Text.Number(OrderTolerance)}.",
            Caveat = "A random direction sees the order with probability one.",
        }).Over(findings.Saddles, s => CompositionClaims.Within(OrderTolerance, s.OrderMeasured, s.ZeroLayers), Columns, Row);
    }

    /// <summary>The case of the theorem: two layers and a number, shape 1-k-1.</summary>
    public static bool IsUniversal(SaddleView saddle) =>
        saddle.Layers == 2 && saddle.Shape.StartsWith("1-", StringComparison.Ordinal) && saddle.Shape.EndsWith("-1", StringComparison.Ordinal);

    private static IReadOnlyList<string> Row(SaddleView s) =>
        [s.Cost, s.Shape, $"{s.ZeroLayers}", Text.Number(s.Slope), s.OrderMeasured.ToString("0.000000", System.Globalization.CultureInfo.InvariantCulture), Text.Number(s.EigenvalueError)];
}
