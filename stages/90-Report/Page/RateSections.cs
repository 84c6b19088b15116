namespace Landscape.Stages.Report;

/// <summary>How fast training ends (A7): tails at certified minima by method, laws at degenerate ones.</summary>
internal static class RateSections
{
    private const string Explanation =
        "At certified minima that training reached, each method starts inside the box in which the certificate proves the Hessian regular, and the fall of $|\\theta-\\theta^*|$ is fitted. For four methods the eigenvalues predict the rate; of the others, which no eigenvalue predicts, "
        + "the order $p$ in $e_{k+1}\\sim e_k^{\\,p}$ or the distance at which they hover is observed and enters no verdict.";

    public static string Summary(Findings findings, Html html) => findings.Rates.Count == 0 && findings.DegenerateTails.Count == 0
        ? "<p>Training reached no certified and no redundant minimum in this run.</p>"
        : $"<p>{html.Prose(Explanation)}</p>{Compared(findings)}{Observed(findings)}{Degenerate(findings, html)}";

    private static string Compared(Findings findings) => Html.Table(
        "Measured against predicted rates",
        ["method", "minima", "fitted", "as predicted", "out of reach", "median |rate / predicted − 1|", "largest", "decades of the fits, median"],
        RateClaims.Compared.Select(method => findings.Rates.Where(r => r.Method == method).ToList()).Where(rows => rows.Count > 0).Select(rows =>
        {
            var fitted = rows.Where(r => r.Law == RateClaims.Fitted).ToList();
            var deviations = fitted.Select(r => Math.Abs((r.RateMeasured / r.RatePredicted) - 1)).ToList();
            return (IReadOnlyList<string>)
            [
                Html.Encode(rows[0].Method),
                Text.Count(rows.Count),
                Text.Count(fitted.Count),
                Text.Count(fitted.Count(RateClaims.IsPredicted)),
                Text.Count(rows.Count(r => r.Law == RateClaims.OutOfReach)),
                Median(deviations),
                Text.Number(deviations.DefaultIfEmpty(double.NaN).Max()),
                Median(fitted.Select(r => r.Decades)),
            ];
        }),
        "cards data");

    private static string Observed(Findings findings) => Html.Table(
        "Methods without a prediction",
        ["method", "minima", "order p, median", "hovering", "at the distance, median"],
        findings.Rates.Where(r => !RateClaims.Compared.Contains(r.Method)).GroupBy(r => r.Method).Select(g => (IReadOnlyList<string>)
        [
            Html.Encode(g.Key), Text.Count(g.Count()), Median(g.Select(r => r.Order)), Text.Count(g.Count(r => r.Law == "floor")), Median(g.Select(r => r.Floor)),
        ]),
        "cards data");

    private static string Degenerate(Findings findings, Html html)
    {
        var laws = findings.DegenerateTails.GroupBy(t => t.Law).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{Text.Count(g.Count())} {Html.Encode(g.Key)}").ToList();
        return $"<p>{html.Prose("Gradient descent beside redundant minima, where the Hessian is singular: the law that fits the fall of the excess risk over the last decade of steps better. *Left*: the risk fell below that of the point, which is then no minimum along some curve.")} "
            + $"Observed: {(laws.Count == 0 ? "none" : Text.List(laws))}.</p>";
    }

    private static string Median(IEnumerable<double> values)
    {
        var ascending = values.Where(double.IsFinite).Order().ToList();
        return Text.Number(ascending.Count == 0 ? double.NaN : ascending[ascending.Count / 2]);
    }
}
