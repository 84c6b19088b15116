namespace Landscape.Stages.Report;

/// <summary>B7: starts on the centre-stable manifold of the origin converge to it, all others leave, after a time that grows like log(1/eps) / |f'(0)|.</summary>
internal static class EscapeClaims
{
    /// <summary>
    /// Of an exit time, in units of 1 / |f'(0)|. A start at the distance eps is rounded, and the flow integrated, with an error of some 1e-14, by which eps and, through its
    /// logarithm, the time are uncertain by 1e-14 / eps: 1e-3 at eps = 1e-11.
    /// </summary>
    public const double TimeTolerance = 1e-3;

    /// <summary>Of the time that a decade of eps costs. The law is the leading term; the next is of the size of eps^2 against log(1/eps).</summary>
    public const double LawTolerance = 0.01;

    /// <summary>The largest eps for which the law is asked.</summary>
    private const double Near = 1e-2;

    private static readonly string[] Columns = ["cost", "k", "eps", "outcome", "time × |f′(0)|", "by quadrature", "log(1/eps)", "closest"];

    public static IEnumerable<ClaimCount> Judge(CompositionFindings findings)
    {
        var manifold = new ClaimCount
        {
            Claim = "B7",
            Statement = "Starts on the centre-stable manifold of the origin converge to it.",
            Formula = @"w_2^{\mathsf T}=\operatorname{sign}(f'(0))\,w_1\ \Longrightarrow\ \theta(t)\to 0",
            Counting = "A trial is a cost of a number, a width $k$ and a random start on the manifold; it is confirmed when the flow comes within $10^{-8}$ of the origin.",
            Caveat = "On the manifold both layers see the same operations, so that rounding does not push the flow off it; elsewhere it would.",
        };
        yield return manifold.Over([.. findings.Exits.Where(e => e.Epsilon == 0)], e => e.Outcome == "converged-to-origin", Columns, Row);
        yield return (manifold with
        {
            Statement = "Starts beside it leave, at the time that the reduced equation tells.",
            Formula = @"\varepsilon>0\ \Longrightarrow\ |\theta(t)|=R\ \text{ at }\ t=\int\frac{dz}{-f'(z)\sqrt{c^2+4z^2}}",
            Counting = $"A trial is a cost, a width $k$ and a distance $\\varepsilon$. It is confirmed when the full flow leaves a ball around the origin, and at the time of the integral, to {Text.Number(TimeTolerance)} of $1/|f'(0)|$: "
                + "at the smallest distances, rounding of the start alone moves the time by about as much.",
            Caveat = "",
        }).Over([.. findings.Exits.Where(e => e.Epsilon > 0)], LeavesInTime, Columns, Row);
        yield return (manifold with
        {
            Statement = "Each further decade towards the manifold delays the exit by log(10) / $|f'(0)|$.",
            Formula = @"t_{\text{exit}}(\varepsilon)=\frac{\log(1/\varepsilon)}{|f'(0)|}+O(1)",
            Counting = $"A trial is a cost, a width $k$ and two successive distances, both at most {Text.Number(Near)}. It is confirmed when the exit times differ by the difference of the law, to {Text.Number(LawTolerance)} of it.",
            Caveat = "",
        }).Over(
            Successive(findings.Exits),
            pair => CompositionClaims.Within(LawTolerance, pair.Growth, 1),
            ["cost", "k", "from eps", "to eps", "delay / predicted"],
            pair => [pair.Far.Cost, $"{pair.Far.Hidden}", Text.Number(pair.Far.Epsilon), Text.Number(pair.Near.Epsilon), Text.Number(pair.Growth)]);
    }

    private static bool LeavesInTime(ExitView e) =>
        e.Outcome == "exited" && e.TimeExact is { } exact && CompositionClaims.Within(TimeTolerance, e.Time * Math.Abs(e.Slope), exact * Math.Abs(e.Slope));

    private static IReadOnlyList<Pair> Successive(IReadOnlyList<ExitView> exits) =>
    [
        .. from e in exits
           where e.Epsilon is > 0 and <= Near
           group e by (e.Cost, e.Hidden) into series
           let ordered = series.OrderByDescending(e => e.Epsilon).ToList()
           from pair in ordered.Zip(ordered.Skip(1), (far, near) => new Pair(far, near))
           select pair,
    ];

    private static IReadOnlyList<string> Row(ExitView e) =>
        [e.Cost, $"{e.Hidden}", Text.Number(e.Epsilon), e.Outcome, Scaled(e, e.Time), Scaled(e, e.TimeExact), Scaled(e, e.TimeLeading), Text.Number(e.Closest)];

    private static string Scaled(ExitView e, double? time) => Text.Number(time * Math.Abs(e.Slope) ?? double.NaN);

    private sealed record Pair(ExitView Far, ExitView Near)
    {
        /// <summary>The measured delay over that of the law; NaN unless both left.</summary>
        public double Growth => Far.Outcome == "exited" && Near.Outcome == "exited" ? (Near.Time - Far.Time) / (Near.TimeLeading - Far.TimeLeading) ?? double.NaN : double.NaN;
    }
}
